package org.umbriel.symexec.term;

import static org.umbriel.symexec.term.Operator.*;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes every term, once: operations on constants are computed, and what follows from the shape or
 * the bounds of the operands is simplified, with the meaning that the Java Language Specification
 * gives (sections 15.17 to 15.22, 5.1). Neither bytecode nor a solver is known here. Not
 * thread-safe; a factory and its terms are garbage together.
 */
public final class TermFactory {
  private record LiteralKey(Scalar sort, long value) {}

  private record OperationKey(Operator operator, List<Term> arguments) {}

  private final Map<LiteralKey, Literal> literals = new HashMap<>();
  private final Map<String, Variable> variables = new HashMap<>();
  private final Map<OperationKey, Operation> operations = new HashMap<>();
  private final Map<OperationKey, Term> normalised = new HashMap<>();
  private final Map<String, Integer> freshNames = new HashMap<>();
  private final BooleanRules booleans = new BooleanRules(this);
  private final ComparisonRules comparisons = new ComparisonRules(this);
  private final ArithmeticRules arithmetic = new ArithmeticRules(this);
  private final MapRules maps = new MapRules(this);
  private int count;

  /** The number of terms made so far: a deterministic measure of the work done. */
  public int size() {
    return count;
  }

  public Literal bool(boolean value) {
    return literal(Scalar.BOOL, value ? 1 : 0);
  }

  public Literal intValue(int value) {
    return literal(Scalar.INT, value);
  }

  public Literal longValue(long value) {
    return literal(Scalar.LONG, value);
  }

  /** The reference with a number; 0 is null. */
  public Literal reference(int number) {
    return literal(Scalar.REFERENCE, number);
  }

  public Literal literal(Scalar sort, long value) {
    if (!sort.range().contains(value)) {
      throw new IllegalArgumentException(value + " is no " + sort);
    }
    return literals.computeIfAbsent(
        new LiteralKey(sort, value), key -> new Literal(count++, sort, value));
  }

  /** The zero, false or null of a sort; for a map, the map to it. */
  public Term zero(Sort sort) {
    return sort instanceof MapSort map ? fill(map, zero(map.value())) : literal((Scalar) sort, 0);
  }

  public Variable variable(String name, Sort sort) {
    return variable(name, sort, sort.leaf().range(), Variable.NO_FLOOR);
  }

  public Variable variable(String name, Sort sort, Range range) {
    return variable(name, sort, range, Variable.NO_FLOOR);
  }

  /**
   * The variable of a name; the same one each time.
   *
   * @param range bounds of its value, or of a map's leaves, that every assignment has to respect
   * @param floor see {@link Variable}
   */
  public Variable variable(String name, Sort sort, Range range, int floor) {
    Variable known = variables.get(name);
    if (known == null) {
      known = new Variable(count++, name, sort, range, floor);
      variables.put(name, known);
    } else if (!known.sort().equals(sort)
        || !known.range().equals(range)
        || known.floor() != floor) {
      throw new IllegalArgumentException("variable " + name + " is declared twice, differently");
    }
    return known;
  }

  /** A new variable whose name begins with a hint. */
  public Variable fresh(String hint, Sort sort, Range range, int floor) {
    return variable(freshName(hint), sort, range, floor);
  }

  public Variable fresh(String hint, Scalar sort) {
    return variable(freshName(hint), sort);
  }

  private String freshName(String hint) {
    String name;
    do {
      name = hint + "!" + freshNames.merge(hint, 1, Integer::sum);
    } while (variables.containsKey(name));
    return name;
  }

  // Booleans.

  public Term not(Term a) {
    return booleans.not(a);
  }

  public Term and(Term a, Term b) {
    return booleans.and(List.of(a, b));
  }

  public Term and(Collection<Term> terms) {
    return booleans.and(terms);
  }

  public Term or(Term a, Term b) {
    return booleans.or(List.of(a, b));
  }

  public Term or(Collection<Term> terms) {
    return booleans.or(terms);
  }

  public Term implies(Term a, Term b) {
    return or(not(a), b);
  }

  /** {@code condition ? a : b}. */
  public Term choose(Term condition, Term a, Term b) {
    if (condition.isTrue() || a == b) {
      return a;
    }
    if (condition.isFalse()) {
      return b;
    }
    if (condition instanceof Operation negation && negation.operator() == NOT) {
      return choose(negation.first(), b, a);
    }
    return remember(CHOOSE, List.of(condition, a, b));
  }

  public Term equal(Term a, Term b) {
    return remember(EQUAL, List.of(a, b));
  }

  public Term distinct(Term a, Term b) {
    return not(equal(a, b));
  }

  /** Signed {@code a < b}. */
  public Term less(Term a, Term b) {
    return remember(LESS, List.of(a, b));
  }

  public Term lessOrEqual(Term a, Term b) {
    return not(less(b, a));
  }

  // Integers.

  public Term add(Term a, Term b) {
    return remember(ADD, List.of(a, b));
  }

  public Term subtract(Term a, Term b) {
    return remember(SUBTRACT, List.of(a, b));
  }

  public Term multiply(Term a, Term b) {
    return remember(MULTIPLY, List.of(a, b));
  }

  public Term divide(Term a, Term b) {
    return remember(DIVIDE, List.of(a, b));
  }

  public Term remainder(Term a, Term b) {
    return remember(REMAINDER, List.of(a, b));
  }

  public Term negate(Term a) {
    return subtract(zero(a.sort()), a);
  }

  public Term bitAnd(Term a, Term b) {
    return remember(BIT_AND, List.of(a, b));
  }

  public Term bitOr(Term a, Term b) {
    return remember(BIT_OR, List.of(a, b));
  }

  public Term bitXor(Term a, Term b) {
    return remember(BIT_XOR, List.of(a, b));
  }

  /**
   * {@code a << distance}; the distance is an int of which the low five or six bits count (JLS
   * 15.19).
   */
  public Term shiftLeft(Term a, Term distance) {
    return remember(SHIFT_LEFT, List.of(a, maskedDistance(a, distance)));
  }

  /** {@code a >> distance}. */
  public Term shiftRight(Term a, Term distance) {
    return remember(SHIFT_RIGHT, List.of(a, maskedDistance(a, distance)));
  }

  /** {@code a >>> distance}. */
  public Term shiftRightUnsigned(Term a, Term distance) {
    return remember(SHIFT_RIGHT_UNSIGNED, List.of(a, maskedDistance(a, distance)));
  }

  private Term maskedDistance(Term shifted, Term distance) {
    return shifted.sort() == Scalar.LONG
        ? toLong(bitAnd(distance, intValue(63)))
        : bitAnd(distance, intValue(31));
  }

  /** What {@code lcmp} leaves: -1, 0 or 1 (JVMS 6.5). */
  public Term compare(Term a, Term b) {
    return choose(less(a, b), intValue(-1), choose(equal(a, b), intValue(0), intValue(1)));
  }

  public Term toByte(Term a) {
    return remember(TO_BYTE, List.of(a));
  }

  public Term toShort(Term a) {
    return remember(TO_SHORT, List.of(a));
  }

  public Term toChar(Term a) {
    return remember(TO_CHAR, List.of(a));
  }

  public Term toInt(Term a) {
    return remember(TO_INT, List.of(a));
  }

  public Term toLong(Term a) {
    return remember(TO_LONG, List.of(a));
  }

  // Maps.

  /**
   * The value of a map at a key. Stores are resolved here: what is left is a variable applied to
   * keys.
   */
  public Term select(Term map, Term key) {
    return remember(SELECT, List.of(map, key));
  }

  /** The map that differs from another at most at one key. */
  public Term store(Term map, Term key, Term value) {
    return remember(STORE, List.of(map, key, value));
  }

  /** The map with one value everywhere. */
  public Term fill(MapSort sort, Term value) {
    return intern(FILL, sort, value.range(), List.of(value));
  }

  // For the rules and for substitution.

  /** Makes an operation anew from changed arguments. */
  Term rebuild(Operation original, List<Term> arguments) {
    return switch (original.operator()) {
      case NOT -> not(arguments.get(0));
      case AND -> and(arguments);
      case OR -> or(arguments);
      case CHOOSE -> choose(arguments.get(0), arguments.get(1), arguments.get(2));
      case FILL -> fill((MapSort) original.sort(), arguments.get(0));
      case EQUAL,
          LESS,
          ADD,
          SUBTRACT,
          MULTIPLY,
          DIVIDE,
          REMAINDER,
          BIT_AND,
          BIT_OR,
          BIT_XOR,
          SHIFT_LEFT,
          SHIFT_RIGHT,
          SHIFT_RIGHT_UNSIGNED,
          TO_BYTE,
          TO_SHORT,
          TO_CHAR,
          TO_INT,
          TO_LONG,
          SELECT,
          STORE ->
          remember(original.operator(), arguments);
    };
  }

  /** Applies a conversion operator. */
  Term convert(Operator operator, Term a) {
    return remember(operator, List.of(a));
  }

  private Term remember(Operator operator, List<Term> arguments) {
    OperationKey key = new OperationKey(operator, arguments);
    Term known = normalised.get(key);
    if (known == null) {
      known = normalise(operator, arguments);
      normalised.put(key, known);
    }
    return known;
  }

  private Term normalise(Operator operator, List<Term> arguments) {
    Term a = arguments.get(0);
    return switch (operator) {
      case EQUAL -> comparisons.equal(a, arguments.get(1));
      case LESS -> comparisons.less(a, arguments.get(1));
      case CHOOSE -> booleans.choose(a, arguments.get(1), arguments.get(2));
      case SELECT -> maps.select(a, arguments.get(1));
      case STORE -> maps.store(a, arguments.get(1), arguments.get(2));
      case TO_BYTE, TO_SHORT, TO_CHAR, TO_INT, TO_LONG -> arithmetic.convert(operator, a);
      case ADD,
          SUBTRACT,
          MULTIPLY,
          DIVIDE,
          REMAINDER,
          BIT_AND,
          BIT_OR,
          BIT_XOR,
          SHIFT_LEFT,
          SHIFT_RIGHT,
          SHIFT_RIGHT_UNSIGNED ->
          arithmetic.binary(operator, a, arguments.get(1));
      case NOT, AND, OR, FILL ->
          throw new IllegalArgumentException(operator + " has rules of its own");
    };
  }

  Term mergeMaps(Term condition, Term a, Term b) {
    return maps.merge(condition, a, b);
  }

  /** The operation itself, without any rule. */
  Term intern(Operator operator, Sort sort, Range range, List<Term> arguments) {
    return operations.computeIfAbsent(
        new OperationKey(operator, arguments),
        key -> new Operation(count++, sort, range, operator, arguments));
  }
}
