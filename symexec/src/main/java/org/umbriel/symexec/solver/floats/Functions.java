package org.umbriel.symexec.solver.floats;

import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import org.umbriel.symexec.term.FloatFunction;
import org.umbriel.symexec.term.Range;
import org.umbriel.symexec.term.Scalar;

/**
 * {@link FloatFunction}s on intervals. IEEE 754's operations round a monotone function monotonely,
 * so the results at the corners bound all results; {@link Math}'s functions are semi-monotonic by
 * its specification, and their results may differ in the last place between JVMs.
 */
final class Functions {
  private static final double HALF_TURN = Math.PI;
  private static final double LARGE_ANGLE = 1e6;

  private Functions() {}

  /** A function of one or two floats or doubles that gives one. */
  static FloatInterval apply(
      FloatFunction function, FloatInterval a, FloatInterval b, boolean isSame) {
    if (function == FloatFunction.DPOW || function == FloatFunction.DHYPOT) {
      // a number, too, of NaN and zero, and of NaN and infinity
      return FloatInterval.ALL;
    }
    boolean anyNan = a.hasNan() || (function.isBinary() && b.hasNan());
    if (!a.hasNumbers() || (function.isBinary() && !b.hasNumbers())) {
      return FloatInterval.NAN;
    }
    return numbers(function, a, b, isSame).orNan(anyNan);
  }

  /** What numbers give. */
  private static FloatInterval numbers(
      FloatFunction function, FloatInterval a, FloatInterval b, boolean isSame) {
    return switch (function) {
      case DADD -> sum(a, b, (x, y) -> x + y);
      case FADD -> sum(a, b, (x, y) -> (float) x + (float) y);
      case DSUB -> sum(a, b.negated(), (x, y) -> x + y);
      case FSUB -> sum(a, b.negated(), (x, y) -> (float) x + (float) y);
      case DMUL -> product(a, b, isSame, (x, y) -> x * y);
      case FMUL -> product(a, b, isSame, (x, y) -> (float) x * (float) y);
      case DDIV -> quotient(a, b, (x, y) -> x / y);
      case FDIV -> quotient(a, b, (x, y) -> (float) x / (float) y);
      case DREM, FREM -> remainder(a, b);
      case F2D -> a;
      case D2F -> ends(a, x -> (float) x);
      case DSQRT -> root(a);
      case DFLOOR -> ends(a, Math::floor);
      case DCEIL -> ends(a, Math::ceil);
      case DRINT -> ends(a, Math::rint);
      case DATAN -> ends(a, Math::atan).blurred();
      case DSINH -> ends(a, Math::sinh).blurred();
      case DTANH -> ends(a, Math::tanh).blurred().within(-1, 1);
      case DEXP -> ends(a, Math::exp).blurred().within(0, Double.POSITIVE_INFINITY);
      case DEXPM1 -> ends(a, Math::expm1).blurred().within(-1, Double.POSITIVE_INFINITY);
      case DCBRT -> ends(a, Math::cbrt).blurred();
      case DLOG -> logarithm(a, 0, Math::log);
      case DLOG10 -> logarithm(a, 0, Math::log10);
      case DLOG1P -> logarithm(a, -1, Math::log1p);
      case DSIN -> wave(a, Math::sin, HALF_TURN / 2);
      case DCOS -> wave(a, Math::cos, 0);
      case DATAN2 -> FloatInterval.hull(-HALF_TURN, HALF_TURN).blurred();
      case DTAN, DASIN, DACOS, DCOSH, DPOW, DHYPOT -> FloatInterval.ALL;
      case FCMPL, FCMPG, DCMPL, DCMPG, I2F, I2D, L2F, L2D, F2I, F2L, D2I, D2L ->
          throw new IllegalArgumentException(function + " is not of floats or doubles to these");
    };
  }

  private static FloatInterval ends(FloatInterval a, DoubleUnaryOperator function) {
    return FloatInterval.hull(function.applyAsDouble(a.low()), function.applyAsDouble(a.high()));
  }

  private static FloatInterval sum(FloatInterval a, FloatInterval b, DoubleBinaryOperator plus) {
    boolean mayBeNan =
        (a.low() == Double.NEGATIVE_INFINITY && b.high() == Double.POSITIVE_INFINITY)
            || (a.high() == Double.POSITIVE_INFINITY && b.low() == Double.NEGATIVE_INFINITY);
    if (mayBeNan) {
      return FloatInterval.ALL;
    }
    return FloatInterval.hull(
        plus.applyAsDouble(a.low(), b.low()), plus.applyAsDouble(a.high(), b.high()));
  }

  private static FloatInterval product(
      FloatInterval a, FloatInterval b, boolean isSquare, DoubleBinaryOperator times) {
    if (isSquare) {
      FloatInterval size = a.size();
      return FloatInterval.hull(
          times.applyAsDouble(size.low(), size.low()),
          times.applyAsDouble(size.high(), size.high()));
    }
    if ((a.contains(0) && b.isUnbounded()) || (b.contains(0) && a.isUnbounded())) {
      return FloatInterval.ALL;
    }
    return corners(a, b, times);
  }

  private static FloatInterval quotient(
      FloatInterval a, FloatInterval b, DoubleBinaryOperator over) {
    return b.contains(0) || (a.isUnbounded() && b.isUnbounded())
        ? FloatInterval.ALL
        : corners(a, b, over);
  }

  private static FloatInterval corners(
      FloatInterval a, FloatInterval b, DoubleBinaryOperator operation) {
    return FloatInterval.hull(
        operation.applyAsDouble(a.low(), b.low()),
        operation.applyAsDouble(a.low(), b.high()),
        operation.applyAsDouble(a.high(), b.low()),
        operation.applyAsDouble(a.high(), b.high()));
  }

  /** JLS 15.17.3: the sign of the dividend, and nearer to zero than both. */
  private static FloatInterval remainder(FloatInterval a, FloatInterval b) {
    FloatInterval divisor = b.size();
    boolean mayBeNan = divisor.contains(0) || a.isUnbounded();
    double most = Math.min(a.size().high(), divisor.high());
    double low = a.low() >= 0 ? 0 : -most;
    double high = a.high() <= 0 ? 0 : most;
    return FloatInterval.hull(low, high).orNan(mayBeNan);
  }

  private static FloatInterval root(FloatInterval a) {
    if (a.high() < 0) {
      return FloatInterval.NAN;
    }
    return FloatInterval.hull(Math.sqrt(Math.max(a.low(), 0)), Math.sqrt(a.high()))
        .orNan(a.low() < 0);
  }

  private static FloatInterval logarithm(FloatInterval a, double pole, DoubleUnaryOperator log) {
    if (a.high() < pole) {
      return FloatInterval.NAN;
    }
    return FloatInterval.hull(
            log.applyAsDouble(Math.max(a.low(), pole)), log.applyAsDouble(a.high()))
        .blurred()
        .orNan(a.low() < pole);
  }

  /**
   * Sine or cosine.
   *
   * @param crest an angle where it is greatest
   */
  private static FloatInterval wave(FloatInterval a, DoubleUnaryOperator function, double crest) {
    if (a.isUnbounded()) {
      return new FloatInterval(-1, 1, true);
    }
    if (a.size().high() > LARGE_ANGLE) {
      return new FloatInterval(-1, 1, false);
    }
    FloatInterval found = ends(a, function).blurred();
    double low = hasAngle(a, crest + HALF_TURN) ? -1 : found.low();
    double high = hasAngle(a, crest) ? 1 : found.high();
    return new FloatInterval(Math.max(low, -1), Math.min(high, 1), false);
  }

  /** Whether an angle, or one some full turns away, may lie in an interval. */
  private static boolean hasAngle(FloatInterval a, double angle) {
    double slack = 1e-6;
    double turns = Math.ceil((a.low() - slack - angle) / (2 * HALF_TURN));
    return angle + turns * 2 * HALF_TURN <= a.high() + slack;
  }

  /** {@code fcmpl} to {@code dcmpg}. */
  static Range compare(FloatFunction function, FloatInterval a, FloatInterval b) {
    int unordered = function == FloatFunction.FCMPL || function == FloatFunction.DCMPL ? -1 : 1;
    boolean mayBeUnordered = a.hasNan() || b.hasNan();
    if (!a.hasNumbers() || !b.hasNumbers()) {
      return Range.of(unordered);
    }
    int least = a.low() < b.high() ? -1 : a.low() == b.high() ? 0 : 1;
    int most = a.high() > b.low() ? 1 : a.high() == b.low() ? 0 : -1;
    Range ordered = new Range(least, most);
    return mayBeUnordered ? ordered.union(Range.of(unordered)) : ordered;
  }

  /** {@code i2f} to {@code l2d}. */
  static FloatInterval ofInteger(FloatFunction function, Range a) {
    boolean isFloat = function == FloatFunction.I2F || function == FloatFunction.L2F;
    return isFloat
        ? FloatInterval.hull((float) a.low(), (float) a.high())
        : FloatInterval.hull((double) a.low(), (double) a.high());
  }

  /** {@code f2i} to {@code d2l}: NaN becomes zero (JLS 5.1.3). */
  static Range toInteger(FloatInterval a, Scalar sort) {
    Range zero = Range.of(0);
    if (!a.hasNumbers()) {
      return zero;
    }
    Range numbers =
        sort == Scalar.INT
            ? new Range((int) a.low(), (int) a.high())
            : new Range((long) a.low(), (long) a.high());
    return a.hasNan() ? numbers.union(zero) : numbers;
  }
}
