package org.umbriel.symexec.solver.floats;

import org.umbriel.symexec.term.Evaluator;
import org.umbriel.symexec.term.FloatFunction;
import org.umbriel.symexec.term.Operation;
import org.umbriel.symexec.term.Operator;
import org.umbriel.symexec.term.Scalar;
import org.umbriel.symexec.term.Term;
import org.umbriel.symexec.term.Terms;

/**
 * How far an assignment is from making a condition true: 0 if it does, else the logarithm of a
 * difference, for floating-point numbers in units in the last place (Fu and Su, "XSat", CAV 2016).
 */
final class Distance {
  private static final double UNORDERED = 70;
  private static final double ONE_STEP = 0.5;
  private static final int DEEPEST = 200;

  private final Evaluator evaluator;

  Distance(Evaluator evaluator) {
    this.evaluator = evaluator;
  }

  double to(Term condition) {
    return to(condition, true, 0);
  }

  private double to(Term condition, boolean wanted, int depth) {
    if (evaluator.isTrue(condition) == wanted) {
      return 0;
    }
    if (!(condition instanceof Operation operation) || depth > DEEPEST) {
      return 1;
    }
    Operator operator = operation.operator();
    if (operator == Operator.NOT) {
      return to(operation.arguments().get(0), !wanted, depth + 1);
    }
    if (operator == Operator.AND || operator == Operator.OR) {
      boolean all = (operator == Operator.AND) == wanted;
      double sum = 0;
      double least = Double.MAX_VALUE;
      for (Term part : operation.arguments()) {
        double distance = to(part, wanted, depth + 1);
        sum += distance;
        least = Math.min(least, distance);
      }
      return all ? sum : least;
    }
    if (operator == Operator.EQUAL || operator == Operator.LESS) {
      return between(operation.arguments().get(0), operation.arguments().get(1), operator, wanted);
    }
    return 1;
  }

  /** Of an equation or comparison that is not as wanted. */
  private double between(Term a, Term b, Operator operator, boolean wanted) {
    if (a.sort() == Scalar.BOOL || !(a.sort() instanceof Scalar)) {
      return 1;
    }
    long left = evaluator.value(a);
    long right = evaluator.value(b);
    if (isComparison(a)) {
      return ofComparison((Operation) a, result -> holds(operator, result, right) == wanted);
    }
    if (isComparison(b)) {
      return ofComparison((Operation) b, result -> holds(operator, left, result) == wanted);
    }
    return (operator == Operator.EQUAL) == wanted
        ? logarithm(difference(left, right))
        : ONE_STEP + logarithm(difference(left, right));
  }

  /** Rounded after the subtraction: zero for equal numbers only. */
  private static double difference(long a, long b) {
    boolean overflows = ((a ^ b) & (a ^ (a - b))) < 0;
    return overflows ? (double) a - b : a - b;
  }

  private static boolean holds(Operator operator, long a, long b) {
    return operator == Operator.EQUAL ? a == b : a < b;
  }

  private interface Wanted {
    boolean isResult(int comparison);
  }

  private static boolean isComparison(Term term) {
    if (!(term instanceof Operation operation) || operation.operator() != Operator.SELECT) {
      return false;
    }
    FloatFunction function = FloatFunction.of(Terms.Application.of(operation).map());
    return function != null && function.isComparison();
  }

  /** The nearest of the results of {@code fcmpl} to {@code dcmpg} that are wanted. */
  private double ofComparison(Operation comparison, Wanted wanted) {
    Terms.Application application = Terms.Application.of(comparison);
    FloatFunction function = FloatFunction.of(application.map());
    boolean wide = function != null && function.isWide();
    long a = evaluator.value(application.keys().get(0));
    long b = evaluator.value(application.keys().get(1));
    if (Numbers.isNaN(a, wide) || Numbers.isNaN(b, wide)) {
      return UNORDERED;
    }
    double difference = difference(Numbers.rank(a, wide), Numbers.rank(b, wide));
    double least = UNORDERED;
    if (wanted.isResult(0)) {
      least = logarithm(difference);
    }
    if (wanted.isResult(-1)) {
      least = Math.min(least, difference < 0 ? 0 : ONE_STEP + logarithm(difference));
    }
    if (wanted.isResult(1)) {
      least = Math.min(least, difference > 0 ? 0 : ONE_STEP + logarithm(difference));
    }
    return least;
  }

  private static double logarithm(double difference) {
    return Math.log(1 + Math.abs(difference)) / Math.log(2);
  }
}
