package org.umbriel.symexec.solver.floats;

/** Floats and doubles by their bits, in the order of their values. */
final class Numbers {
  private Numbers() {}

  static boolean isNaN(long bits, boolean wide) {
    return wide
        ? Double.isNaN(Double.longBitsToDouble(bits))
        : Float.isNaN(Float.intBitsToFloat((int) bits));
  }

  /** Grows with the number; the next number has the next rank. */
  static long rank(long bits, boolean wide) {
    if (bits >= 0) {
      return bits;
    }
    return wide ? Long.MIN_VALUE - bits : (long) Integer.MIN_VALUE - bits;
  }

  /** The number of a rank; ranks beyond infinity are infinity's. */
  static long ofRank(long rank, boolean wide) {
    long most = wide ? INFINITY : INFINITY_OF_FLOATS;
    long within = Math.max(-most, Math.min(most, rank));
    if (within >= 0) {
      return within;
    }
    return wide ? Long.MIN_VALUE - within : (long) Integer.MIN_VALUE - within;
  }

  static long bits(double value, boolean wide) {
    return wide ? Double.doubleToLongBits(value) : Float.floatToIntBits((float) value);
  }

  static double value(long bits, boolean wide) {
    return wide ? Double.longBitsToDouble(bits) : Float.intBitsToFloat((int) bits);
  }

  private static final long INFINITY = Double.doubleToLongBits(Double.POSITIVE_INFINITY);
  private static final long INFINITY_OF_FLOATS = Float.floatToIntBits(Float.POSITIVE_INFINITY);
}
