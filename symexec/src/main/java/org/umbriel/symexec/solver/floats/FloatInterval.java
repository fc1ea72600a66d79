package org.umbriel.symexec.solver.floats;

import org.jspecify.annotations.Nullable;

/**
 * Some floating-point values: those between two numbers, inclusive, and perhaps NaN. The two zeros
 * are one number. A float's interval has bounds that are floats.
 *
 * @param low greater than {@code high} if there is no number
 */
record FloatInterval(double low, double high, boolean hasNan) {
  static final FloatInterval NAN =
      new FloatInterval(Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, true);
  static final FloatInterval NUMBERS =
      new FloatInterval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, false);
  static final FloatInterval ALL = NUMBERS.orNan(true);

  static FloatInterval of(double value) {
    return Double.isNaN(value) ? NAN : new FloatInterval(value, value, false);
  }

  /** The numbers between the least and the greatest of some, NaNs among them left out. */
  static FloatInterval hull(double... bounds) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (double bound : bounds) {
      if (!Double.isNaN(bound)) {
        low = Math.min(low, bound);
        high = Math.max(high, bound);
      }
    }
    return new FloatInterval(low, high, false);
  }

  boolean hasNumbers() {
    return low <= high;
  }

  boolean contains(double number) {
    return low <= number && number <= high;
  }

  /** Between the bounds; at most the largest double. */
  double width() {
    return hasNumbers() ? Math.min(high - low, Double.MAX_VALUE) : 0;
  }

  boolean isUnbounded() {
    return low == Double.NEGATIVE_INFINITY || high == Double.POSITIVE_INFINITY;
  }

  /** The one value with one pattern of bits; null if there are several, or none. */
  @Nullable Double single() {
    return low == high && low != 0 && !hasNan ? low : null;
  }

  FloatInterval orNan(boolean mayBeNan) {
    return mayBeNan && !hasNan ? new FloatInterval(low, high, true) : this;
  }

  FloatInterval union(FloatInterval other) {
    return new FloatInterval(
        Math.min(low, other.low), Math.max(high, other.high), hasNan || other.hasNan);
  }

  /** The numbers of both. */
  FloatInterval within(double least, double most) {
    return new FloatInterval(Math.max(low, least), Math.min(high, most), hasNan);
  }

  FloatInterval negated() {
    return new FloatInterval(-high, -low, hasNan);
  }

  /** {@code Math.abs}. */
  FloatInterval size() {
    if (!hasNumbers()) {
      return this;
    }
    double most = Math.max(Math.abs(low), Math.abs(high));
    return new FloatInterval(
        contains(0) ? 0 : Math.min(Math.abs(low), Math.abs(high)), most, hasNan);
  }

  /** With some more numbers at each end, for a function that is not exact. */
  FloatInterval blurred() {
    return hasNumbers() ? new FloatInterval(down(low), up(high), hasNan) : this;
  }

  private static double down(double bound) {
    return Math.nextDown(Math.nextDown(bound));
  }

  private static double up(double bound) {
    return Math.nextUp(Math.nextUp(bound));
  }
}
