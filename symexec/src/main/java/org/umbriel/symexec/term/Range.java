package org.umbriel.symexec.term;

/** A non-empty closed interval of signed numbers. */
public record Range(long low, long high) {
  static final Range BITS = new Range(0, 1);
  static final Range INTS = new Range(Integer.MIN_VALUE, Integer.MAX_VALUE);
  static final Range LONGS = new Range(Long.MIN_VALUE, Long.MAX_VALUE);

  public Range {
    if (low > high) {
      throw new IllegalArgumentException("empty range " + low + ".." + high);
    }
  }

  public static Range of(long value) {
    return new Range(value, value);
  }

  public boolean isSingle() {
    return low == high;
  }

  public boolean contains(long value) {
    return low <= value && value <= high;
  }

  public boolean contains(Range other) {
    return low <= other.low && other.high <= high;
  }

  public boolean overlaps(Range other) {
    return low <= other.high && other.low <= high;
  }

  /** The smallest interval that holds both. */
  public Range union(Range other) {
    return new Range(Math.min(low, other.low), Math.max(high, other.high));
  }

  /** The member nearest to a value. */
  public long clamp(long value) {
    return Math.max(low, Math.min(high, value));
  }

  @Override
  public String toString() {
    return "[" + low + ", " + high + "]";
  }
}
