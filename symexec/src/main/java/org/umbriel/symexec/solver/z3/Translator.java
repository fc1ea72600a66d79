package org.umbriel.symexec.solver.z3;

import com.microsoft.z3.BitVecExpr;
import com.microsoft.z3.BitVecNum;
import com.microsoft.z3.BoolExpr;
import com.microsoft.z3.Context;
import com.microsoft.z3.Expr;
import com.microsoft.z3.FuncDecl;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.umbriel.symexec.term.FloatFunction;
import org.umbriel.symexec.term.Literal;
import org.umbriel.symexec.term.MapSort;
import org.umbriel.symexec.term.Operation;
import org.umbriel.symexec.term.Operator;
import org.umbriel.symexec.term.Scalar;
import org.umbriel.symexec.term.SmtLib;
import org.umbriel.symexec.term.Sort;
import org.umbriel.symexec.term.Term;
import org.umbriel.symexec.term.Terms;
import org.umbriel.symexec.term.Variable;

/**
 * Our terms as Z3's expressions, each translated once: integers and references as bit-vectors, maps
 * as uninterpreted functions of all their keys.
 */
final class Translator {
  private static final Set<Operator> COSTLY =
      EnumSet.of(Operator.MULTIPLY, Operator.DIVIDE, Operator.REMAINDER);

  private final Context context;
  private final Map<Term, Expr<?>> expressions = new HashMap<>();
  private final Map<Variable, FuncDecl<?>> functions = new HashMap<>();
  private final FloatTranslator floats;

  Translator(Context context) {
    this.context = context;
    this.floats = new FloatTranslator(context);
  }

  BoolExpr condition(Term term) {
    return (BoolExpr) expression(term);
  }

  Expr<?> variable(Variable variable) {
    return expression(variable);
  }

  Expr<?> application(Variable map, List<Long> keys) {
    Expr<?>[] arguments = new Expr<?>[keys.size()];
    Sort sort = map.sort();
    for (int i = 0; i < arguments.length; i++) {
      MapSort mapSort = (MapSort) sort;
      arguments[i] = literal(mapSort.key(), keys.get(i));
      sort = mapSort.value();
    }
    return context.mkApp(function(map), arguments);
  }

  /** The signed number that an evaluated expression is. */
  long number(Expr<?> value, Scalar sort) {
    if (sort == Scalar.BOOL) {
      return value.isTrue() ? 1 : 0;
    }
    return sort.wrap(((BitVecNum) value).getBigInteger().longValue());
  }

  /**
   * Asserts the bounds of all unknowns, and what Z3 would have to find out about remainders bit by
   * bit.
   */
  void addBoundsAndLemmas(List<Term> terms, com.microsoft.z3.Solver solver) {
    for (Term term : terms) {
      if (hasUsefulBounds(term)) {
        BitVecExpr value = bits(term);
        Scalar sort = (Scalar) term.sort();
        assertIn(solver, context.mkBVSLE(literalBits(sort, term.range().low()), value));
        assertIn(solver, context.mkBVSLE(value, literalBits(sort, term.range().high())));
      }
      if (term instanceof Operation operation
          && operation.operator() == Operator.REMAINDER
          && !operation.arguments().get(1).isLiteral()) {
        addRemainderLemmas(operation, solver);
      }
      if (term instanceof Operation operation && operation.operator() == Operator.SELECT) {
        addBoundsOfFunction(operation, solver);
      }
    }
  }

  private void addBoundsOfFunction(Operation read, com.microsoft.z3.Solver solver) {
    Terms.Application application = Terms.Application.of(read);
    FloatFunction function = FloatFunction.of(application.map());
    if (function != null && !FloatTranslator.knows(function) && read.sort() == Scalar.LONG) {
      BitVecExpr result = bits(read);
      Expr<?>[] keys = application.keys().stream().map(this::translated).toArray(Expr<?>[]::new);
      floats
          .bounds(function, result, application.keys(), keys)
          .ifPresent(bounds -> assertIn(solver, bounds));
    }
  }

  /**
   * For a positive divisor the remainder is smaller than it, and it has the sign of the dividend
   * (JLS 15.17.3).
   */
  private void addRemainderLemmas(Operation remainder, com.microsoft.z3.Solver solver) {
    BitVecExpr zero = literalBits((Scalar) remainder.sort(), 0);
    BitVecExpr dividend = bits(remainder.arguments().get(0));
    BitVecExpr divisor = bits(remainder.arguments().get(1));
    BitVecExpr value = bits(remainder);
    BoolExpr isPositive = context.mkBVSGT(divisor, zero);
    assertIn(solver, context.mkImplies(isPositive, context.mkBVSLT(value, divisor)));
    assertIn(
        solver, context.mkImplies(isPositive, context.mkBVSLT(context.mkBVNeg(divisor), value)));
    assertIn(
        solver, context.mkImplies(context.mkBVSGE(dividend, zero), context.mkBVSGE(value, zero)));
    assertIn(
        solver, context.mkImplies(context.mkBVSLE(dividend, zero), context.mkBVSLE(value, zero)));
  }

  /**
   * Bounds of unknowns are part of the question; those of products and quotients spare Z3 to find
   * them.
   */
  private static boolean hasUsefulBounds(Term term) {
    if (!(term.sort() instanceof Scalar sort) || sort.range().equals(term.range())) {
      return false;
    }
    return SmtLib.isUnknown(term)
        || (term instanceof Operation operation && COSTLY.contains(operation.operator()));
  }

  /** Asserts one condition; the bindings' own method takes a generic array. */
  @SuppressWarnings("unchecked")
  static void assertIn(com.microsoft.z3.Solver solver, BoolExpr condition) {
    solver.add(condition);
  }

  private BitVecExpr bits(Term term) {
    return (BitVecExpr) expression(term);
  }

  private Expr<?> expression(Term root) {
    Expr<?> known = expressions.get(root);
    if (known != null) {
      return known;
    }
    for (Term term : Terms.within(List.of(root))) {
      if (term.sort() instanceof Scalar && !expressions.containsKey(term)) {
        expressions.put(term, translate(term));
      }
    }
    return translated(root);
  }

  private Expr<?> translated(Term term) {
    Expr<?> expression = expressions.get(term);
    if (expression == null) {
      throw new IllegalArgumentException("no translation for a term of sort " + term.sort());
    }
    return expression;
  }

  private Expr<?> translate(Term term) {
    Scalar sort = (Scalar) term.sort();
    if (term instanceof Literal literal) {
      return literal(sort, literal.value());
    }
    if (term instanceof Variable variable) {
      return context.mkConst(
          variable.name(),
          sort == Scalar.BOOL ? context.getBoolSort() : context.mkBitVecSort(sort.width()));
    }
    Operation operation = (Operation) term;
    return switch (operation.operator()) {
      case NOT -> context.mkNot(asBool(operation, 0));
      case AND -> context.mkAnd(allBools(operation));
      case OR -> context.mkOr(allBools(operation));
      case EQUAL ->
          context.mkEq(
              translated(operation.arguments().get(0)), translated(operation.arguments().get(1)));
      case LESS -> context.mkBVSLT(asBits(operation, 0), asBits(operation, 1));
      case CHOOSE ->
          context.mkITE(asBool(operation, 0), asBits(operation, 1), asBits(operation, 2));
      case SELECT -> apply(operation, Terms.Application.of(operation));
      case TO_BYTE, TO_SHORT, TO_CHAR, TO_INT, TO_LONG -> convert(operation);
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
          arithmetic(operation.operator(), asBits(operation, 0), asBits(operation, 1));
      case STORE, FILL -> throw new IllegalArgumentException("a map is no scalar");
    };
  }

  private Expr<?> arithmetic(Operator operator, BitVecExpr a, BitVecExpr b) {
    return switch (operator) {
      case ADD -> context.mkBVAdd(a, b);
      case SUBTRACT -> context.mkBVSub(a, b);
      case MULTIPLY -> context.mkBVMul(a, b);
      case DIVIDE -> context.mkBVSDiv(a, b);
      case REMAINDER -> context.mkBVSRem(a, b);
      case BIT_AND -> context.mkBVAND(a, b);
      case BIT_OR -> context.mkBVOR(a, b);
      case BIT_XOR -> context.mkBVXOR(a, b);
      case SHIFT_LEFT -> context.mkBVSHL(a, b);
      case SHIFT_RIGHT -> context.mkBVASHR(a, b);
      case SHIFT_RIGHT_UNSIGNED -> context.mkBVLSHR(a, b);
      case NOT,
          AND,
          OR,
          EQUAL,
          LESS,
          CHOOSE,
          TO_BYTE,
          TO_SHORT,
          TO_CHAR,
          TO_INT,
          TO_LONG,
          SELECT,
          STORE,
          FILL ->
          throw new IllegalArgumentException(operator + " is not arithmetic");
    };
  }

  private Expr<?> convert(Operation operation) {
    BitVecExpr a = asBits(operation, 0);
    return switch (operation.operator()) {
      case TO_BYTE -> context.mkSignExt(24, context.mkExtract(7, 0, a));
      case TO_SHORT -> context.mkSignExt(16, context.mkExtract(15, 0, a));
      case TO_CHAR -> context.mkZeroExt(16, context.mkExtract(15, 0, a));
      case TO_INT -> context.mkExtract(31, 0, a);
      default -> context.mkSignExt(32, a);
    };
  }

  private Expr<?> apply(Operation read, Terms.Application application) {
    Expr<?>[] keys = application.keys().stream().map(this::translated).toArray(Expr<?>[]::new);
    FloatFunction function = FloatFunction.of(application.map());
    if (function != null && FloatTranslator.knows(function)) {
      return floats.translate(function, read, application.keys(), keys);
    }
    return context.mkApp(function(application.map()), keys);
  }

  private FuncDecl<?> function(Variable map) {
    return functions.computeIfAbsent(map, this::declare);
  }

  private FuncDecl<?> declare(Variable map) {
    List<com.microsoft.z3.Sort> keys = new ArrayList<>();
    Sort sort = map.sort();
    while (sort instanceof MapSort mapSort) {
      keys.add(sortOf(mapSort.key()));
      sort = mapSort.value();
    }
    return context.mkFuncDecl(
        map.name(), keys.toArray(new com.microsoft.z3.Sort[0]), sortOf(sort.leaf()));
  }

  private com.microsoft.z3.Sort sortOf(Scalar sort) {
    return sort == Scalar.BOOL ? context.getBoolSort() : context.mkBitVecSort(sort.width());
  }

  private Expr<?> literal(Scalar sort, long value) {
    return sort == Scalar.BOOL ? context.mkBool(value != 0) : literalBits(sort, value);
  }

  private BitVecExpr literalBits(Scalar sort, long value) {
    return sort == Scalar.LONG ? context.mkBV(value, 64) : context.mkBV((int) value, 32);
  }

  private BoolExpr asBool(Operation operation, int index) {
    return (BoolExpr) translated(operation.arguments().get(index));
  }

  private BitVecExpr asBits(Operation operation, int index) {
    return (BitVecExpr) translated(operation.arguments().get(index));
  }

  private BoolExpr[] allBools(Operation operation) {
    return operation.arguments().stream()
        .map(argument -> (BoolExpr) translated(argument))
        .toArray(BoolExpr[]::new);
  }
}
