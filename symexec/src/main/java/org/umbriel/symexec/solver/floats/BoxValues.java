package org.umbriel.symexec.solver.floats;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.umbriel.symexec.term.FloatFunction;
import org.umbriel.symexec.term.Literal;
import org.umbriel.symexec.term.Operation;
import org.umbriel.symexec.term.Operator;
import org.umbriel.symexec.term.Range;
import org.umbriel.symexec.term.Ranges;
import org.umbriel.symexec.term.Scalar;
import org.umbriel.symexec.term.Term;
import org.umbriel.symexec.term.Terms;
import org.umbriel.symexec.term.Variable;

/**
 * Bounds of scalar terms over a box. What is computed as a float or double is bounded as a number;
 * all else, and bits that are looked at as such, as an integer.
 */
final class BoxValues {
  private static final Range TRUE = Range.of(1);
  private static final Range FALSE = Range.of(0);

  /** By term: one of the two has it. */
  private final Map<Term, Range> ranges = new HashMap<>();

  private final Map<Term, FloatInterval> numbers = new HashMap<>();
  private double spread;

  /**
   * Computes bounds.
   *
   * @param sorted arguments before what they are arguments of
   */
  BoxValues(List<Term> sorted, Box box) {
    for (Term term : sorted) {
      if (term instanceof Variable variable) {
        add(variable, box);
      } else if (term instanceof Operation operation && term.sort() instanceof Scalar) {
        add(operation);
      } else if (term instanceof Literal literal) {
        ranges.put(term, Range.of(literal.value()));
      }
    }
  }

  boolean isFalse(Term condition) {
    return range(condition).equals(FALSE);
  }

  /**
   * How far apart the bounds of what is compared lie: the less, the sooner conditions are settled.
   */
  double spread() {
    return spread;
  }

  private void add(Variable variable, Box box) {
    if (box.isNumber(variable)) {
      numbers.put(variable, box.number(variable));
    } else if (variable.sort() instanceof Scalar) {
      ranges.put(variable, box.range(variable));
    }
  }

  private void add(Operation operation) {
    List<Term> arguments = operation.arguments();
    switch (operation.operator()) {
      case AND, OR -> ranges.put(operation, connective(operation));
      case CHOOSE -> choose(operation, arguments);
      case SELECT -> select(operation);
      case EQUAL -> ranges.put(operation, equal(arguments.get(0), arguments.get(1)));
      case NOT -> {
        Range a = range(arguments.get(0));
        ranges.put(operation, new Range(1 - a.high(), 1 - a.low()));
      }
      case LESS -> ranges.put(operation, less(range(arguments.get(0)), range(arguments.get(1))));
      case BIT_XOR, BIT_AND -> bits(operation, arguments.get(0), arguments.get(1));
      default -> arithmetic(operation);
    }
  }

  private Range connective(Operation operation) {
    boolean isAnd = operation.operator() == Operator.AND;
    Range settling = isAnd ? FALSE : TRUE;
    boolean isOpen = false;
    for (Term argument : operation.arguments()) {
      Range value = range(argument);
      if (value.equals(settling)) {
        return settling;
      }
      isOpen |= !value.isSingle();
    }
    return isOpen ? Scalar.BOOL.range() : isAnd ? TRUE : FALSE;
  }

  private void choose(Operation operation, List<Term> arguments) {
    Range condition = range(arguments.get(0));
    Term first = arguments.get(1);
    Term second = arguments.get(2);
    if (condition.isSingle()) {
      copy(operation, condition.equals(TRUE) ? first : second);
    } else if (numbers.containsKey(first) || numbers.containsKey(second)) {
      boolean isWide = operation.sort() == Scalar.LONG;
      numbers.put(operation, number(first, isWide).union(number(second, isWide)));
    } else {
      ranges.put(operation, range(first).union(range(second)));
    }
  }

  private void copy(Operation to, Term from) {
    FloatInterval number = numbers.get(from);
    if (number == null) {
      ranges.put(to, range(from));
    } else {
      numbers.put(to, number);
    }
  }

  private void select(Operation operation) {
    Terms.Application application = Terms.Application.of(operation);
    FloatFunction function = FloatFunction.of(application.map());
    if (function == null) {
      ranges.put(operation, operation.range());
      return;
    }
    Term first = application.keys().get(0);
    if (function.isOfInteger()) {
      numbers.put(operation, Functions.ofInteger(function, range(first)));
      return;
    }
    boolean isWide = function.isWide();
    FloatInterval a = number(first, isWide);
    switch (function) {
      case F2I, D2I -> ranges.put(operation, Functions.toInteger(a, Scalar.INT));
      case F2L, D2L -> ranges.put(operation, Functions.toInteger(a, Scalar.LONG));
      default -> {
        Term last = application.keys().get(application.keys().size() - 1);
        FloatInterval b = number(last, isWide);
        if (function.isComparison()) {
          ranges.put(operation, Functions.compare(function, a, b));
          spread += Math.log1p(a.width()) + Math.log1p(b.width());
        } else {
          boolean isSame = function.isBinary() && first.equals(last);
          numbers.put(operation, Functions.apply(function, a, b, isSame));
        }
      }
    }
  }

  private Range equal(Term first, Term second) {
    Range a = range(first);
    Range b = range(second);
    if (!a.overlaps(b)) {
      return FALSE;
    }
    return a.isSingle() && a.equals(b) ? TRUE : Scalar.BOOL.range();
  }

  private static Range less(Range a, Range b) {
    if (a.high() < b.low()) {
      return TRUE;
    }
    return a.low() >= b.high() ? FALSE : Scalar.BOOL.range();
  }

  /** The sign of a number is one of its bits: turning it negates, deleting it gives the size. */
  private void bits(Operation operation, Term first, Term second) {
    Term other = first instanceof Literal ? second : first;
    FloatInterval number = numbers.get(other);
    Scalar sort = (Scalar) operation.sort();
    if (number != null && (first instanceof Literal || second instanceof Literal)) {
      long mask = range(first instanceof Literal ? first : second).low();
      if (operation.operator() == Operator.BIT_XOR && mask == sort.range().low()) {
        numbers.put(operation, number.negated());
        return;
      }
      if (operation.operator() == Operator.BIT_AND && mask == sort.range().high()) {
        numbers.put(operation, number.size());
        return;
      }
    }
    arithmetic(operation);
  }

  private void arithmetic(Operation operation) {
    List<Term> arguments = operation.arguments();
    Range a = range(arguments.get(0));
    Range b = range(arguments.get(arguments.size() - 1));
    ranges.put(operation, Ranges.of(operation.operator(), (Scalar) operation.sort(), a, b));
  }

  /** As an integer: of a number, its bits. */
  private Range range(Term term) {
    Range range = ranges.get(term);
    if (range != null) {
      return range;
    }
    FloatInterval number = numbers.get(term);
    Double single = number == null ? null : number.single();
    if (single == null) {
      return term.range();
    }
    return Range.of(
        term.sort() == Scalar.LONG
            ? Double.doubleToLongBits(single)
            : Float.floatToIntBits(single.floatValue()));
  }

  /** As a float or double: of an integer, what has these bits. */
  private FloatInterval number(Term term, boolean isWide) {
    FloatInterval number = numbers.get(term);
    if (number != null) {
      return number;
    }
    Range range = range(term);
    if (!range.isSingle()) {
      return FloatInterval.ALL;
    }
    return FloatInterval.of(
        isWide ? Double.longBitsToDouble(range.low()) : Float.intBitsToFloat((int) range.low()));
  }
}
