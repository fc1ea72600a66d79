package org.umbriel.symexec.fact.domain;

import java.util.Arrays;

/**
 * A set of integers between two bounds, inclusive. It holds values of Java's {@code int} and {@code
 * long} alike; {@link IntegerArithmetic} knows how each wraps.
 *
 * @param low least member; greater than {@code high} in {@link #EMPTY} alone
 * @param high greatest member
 */
public record Interval(long low, long high) {
  public static final Interval EMPTY = new Interval(0, -1);
  public static final Interval INT = new Interval(Integer.MIN_VALUE, Integer.MAX_VALUE);
  public static final Interval LONG = new Interval(Long.MIN_VALUE, Long.MAX_VALUE);
  public static final Interval BOOLEAN = new Interval(0, 1);
  public static final Interval BYTE = new Interval(Byte.MIN_VALUE, Byte.MAX_VALUE);
  public static final Interval SHORT = new Interval(Short.MIN_VALUE, Short.MAX_VALUE);
  public static final Interval CHAR = new Interval(Character.MIN_VALUE, Character.MAX_VALUE);

  /** What {@code arraylength} can push (JVMS 6.5). */
  public static final Interval LENGTH = new Interval(0, Integer.MAX_VALUE);

  public Interval {
    if (low > high && !(low == 0 && high == -1)) {
      throw new IllegalArgumentException(low + " > " + high);
    }
  }

  public static Interval of(long value) {
    return new Interval(value, value);
  }

  /** The members between two bounds; {@link #EMPTY} if there are none. */
  public static Interval between(long low, long high) {
    return low > high ? EMPTY : new Interval(low, high);
  }

  /** All values of a primitive type (JVMS 2.3), by the first letter of its descriptor. */
  public static Interval ofType(char descriptor) {
    return switch (descriptor) {
      case 'Z' -> BOOLEAN;
      case 'B' -> BYTE;
      case 'S' -> SHORT;
      case 'C' -> CHAR;
      case 'I' -> INT;
      case 'J' -> LONG;
      default -> throw new IllegalArgumentException("not an integer type: " + descriptor);
    };
  }

  public boolean isEmpty() {
    return low > high;
  }

  public boolean isConstant() {
    return low == high;
  }

  public boolean contains(long value) {
    return low <= value && value <= high;
  }

  /** Whether every member of the other is one of this. */
  public boolean includes(Interval other) {
    return other.isEmpty() || (low <= other.low && other.high <= high);
  }

  /** The least interval that includes both. */
  public Interval join(Interval other) {
    if (includes(other)) {
      return this;
    }
    return other.includes(this)
        ? other
        : new Interval(Math.min(low, other.low), Math.max(high, other.high));
  }

  public Interval meet(Interval other) {
    if (other.includes(this)) {
      return this;
    }
    return includes(other) ? other : between(Math.max(low, other.low), Math.min(high, other.high));
  }

  /** This without one value; only a bound can be cut off. */
  public Interval without(long value) {
    if (isConstant()) {
      return low == value ? EMPTY : this;
    }
    if (low == value) {
      return new Interval(low + 1, high);
    }
    return high == value ? new Interval(low, high - 1) : this;
  }

  /**
   * An interval that includes this and a later one, such that a chain of widenings is finite: a
   * bound that moved goes to the next threshold.
   *
   * @param thresholds ascending
   * @param limit what the type can hold
   */
  @SuppressWarnings("ReferenceEquality") // join returns its receiver if nothing is added
  public Interval widen(Interval later, long[] thresholds, Interval limit) {
    Interval hull = join(later);
    if (hull == this || isEmpty()) {
      return hull;
    }
    long newLow = hull.low < low ? floor(thresholds, hull.low, limit.low) : low;
    long newHigh = hull.high > high ? ceiling(thresholds, hull.high, limit.high) : high;
    return new Interval(newLow, newHigh);
  }

  private static long floor(long[] thresholds, long value, long limit) {
    int at = Arrays.binarySearch(thresholds, value);
    int index = at >= 0 ? at : -at - 2;
    return index < 0 ? limit : Math.max(limit, thresholds[index]);
  }

  private static long ceiling(long[] thresholds, long value, long limit) {
    int at = Arrays.binarySearch(thresholds, value);
    int index = at >= 0 ? at : -at - 1;
    return index >= thresholds.length ? limit : Math.min(limit, thresholds[index]);
  }

  @Override
  public String toString() {
    return isEmpty() ? "empty" : "[" + low + ", " + high + "]";
  }
}
