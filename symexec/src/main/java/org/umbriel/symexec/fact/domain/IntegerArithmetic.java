package org.umbriel.symexec.fact.domain;

/**
 * Java's integer arithmetic on intervals (JLS 4.2.2): for each member of the arguments, the result
 * of the concrete operation, wrapped as the type wraps, is a member of the result.
 */
public enum IntegerArithmetic {
  INT(32),
  LONG(64);

  private final int bits;

  IntegerArithmetic(int bits) {
    this.bits = bits;
  }

  /** Every value of the type. */
  public Interval all() {
    return this == INT ? Interval.INT : Interval.LONG;
  }

  /** Whether {@code x + amount} stays within the type for each member. */
  public boolean addsWithoutOverflow(Interval x, long amount) {
    return amount >= 0 ? x.high() <= all().high() - amount : x.low() >= all().low() - amount;
  }

  /** Whether {@code x - y} stays within the type for all members. */
  public boolean subtractsWithoutOverflow(Interval x, Interval y) {
    return this == INT
        && all().includes(x)
        && all().includes(y)
        && all().includes(new Interval(x.low() - y.high(), x.high() - y.low()));
  }

  public Interval add(Interval a, Interval b) {
    return span(a.low(), b.low(), a.high(), b.high(), 1);
  }

  public Interval subtract(Interval a, Interval b) {
    return span(a.low(), b.high(), a.high(), b.low(), -1);
  }

  /** From {@code x1 + sign * y1} to {@code x2 + sign * y2}, if both wrap equally often. */
  private Interval span(long x1, long y1, long x2, long y2, int sign) {
    if (this == INT) {
      return wrapToInt(x1 + sign * y1, x2 + sign * y2);
    }
    long low = x1 + sign * y1;
    long high = x2 + sign * y2;
    return overflow(x1, y1, low, sign) == overflow(x2, y2, high, sign)
        ? new Interval(low, high)
        : all();
  }

  private static int overflow(long x, long y, long result, int sign) {
    boolean overflowed =
        sign > 0 ? ((x ^ result) & (y ^ result)) < 0 : ((x ^ y) & (x ^ result)) < 0;
    if (!overflowed) {
      return 0;
    }
    return result < 0 ? 1 : -1;
  }

  /** The ints congruent to the members, if they are contiguous. */
  private static Interval wrapToInt(long low, long high) {
    long window = (low + (1L << 31)) >> 32;
    return window == (high + (1L << 31)) >> 32
        ? new Interval(low - (window << 32), high - (window << 32))
        : Interval.INT;
  }

  public Interval negate(Interval a) {
    return subtract(Interval.of(0), a);
  }

  public Interval multiply(Interval a, Interval b) {
    if (this == LONG && (overflows(a.low(), b) || overflows(a.high(), b))) {
      return all();
    }
    long p = a.low() * b.low();
    long q = a.low() * b.high();
    long r = a.high() * b.low();
    long s = a.high() * b.high();
    long low = Math.min(Math.min(p, q), Math.min(r, s));
    long high = Math.max(Math.max(p, q), Math.max(r, s));
    return this == INT ? wrapToInt(low, high) : new Interval(low, high);
  }

  private static boolean overflows(long x, Interval y) {
    return Math.multiplyHigh(x, y.low()) != (x * y.low()) >> 63
        || Math.multiplyHigh(x, y.high()) != (x * y.high()) >> 63;
  }

  /** Quotients; {@link Interval#EMPTY} if the divisor can only be zero. */
  public Interval divide(Interval a, Interval b) {
    Interval negative = b.meet(new Interval(Long.MIN_VALUE, -1));
    Interval positive = b.meet(new Interval(1, Long.MAX_VALUE));
    Interval result = positive.isEmpty() ? Interval.EMPTY : quotients(a, positive);
    if (!negative.isEmpty()) {
      if (a.contains(all().low()) && negative.contains(-1)) {
        return all();
      }
      result = result.join(quotients(a, negative));
    }
    return result;
  }

  private static Interval quotients(Interval a, Interval b) {
    long p = a.low() / b.low();
    long q = a.low() / b.high();
    long r = a.high() / b.low();
    long s = a.high() / b.high();
    return new Interval(
        Math.min(Math.min(p, q), Math.min(r, s)), Math.max(Math.max(p, q), Math.max(r, s)));
  }

  /** Remainders; {@link Interval#EMPTY} if the divisor can only be zero. */
  public Interval remainder(Interval a, Interval b) {
    if (b.low() == 0 && b.high() == 0) {
      return Interval.EMPTY;
    }
    long largest = largestRemainder(b);
    if (a.low() >= 0 && b.low() > 0 && a.high() < b.low()) {
      return a;
    }
    long low = a.low() >= 0 ? 0 : Math.max(a.low(), -largest);
    long high = a.high() <= 0 ? 0 : Math.min(a.high(), largest);
    return new Interval(low, high);
  }

  /** One less than the largest absolute value. */
  private static long largestRemainder(Interval b) {
    if (b.low() == Long.MIN_VALUE) {
      return Long.MAX_VALUE;
    }
    return Math.max(Math.abs(b.low()), Math.abs(b.high())) - 1;
  }

  public Interval and(Interval a, Interval b) {
    if (a.isConstant() && b.isConstant()) {
      return Interval.of(a.low() & b.low());
    }
    if (a.low() >= 0 || b.low() >= 0) {
      long high = Long.MAX_VALUE;
      high = a.low() >= 0 ? Math.min(high, a.high()) : high;
      high = b.low() >= 0 ? Math.min(high, b.high()) : high;
      return new Interval(0, high);
    }
    boolean bothNegative = a.high() < 0 && b.high() < 0;
    long high = bothNegative ? Math.min(a.high(), b.high()) : Math.max(a.high(), b.high());
    return new Interval(-powerAbove(Math.min(a.low(), b.low())), high);
  }

  public Interval or(Interval a, Interval b) {
    return not(and(not(a), not(b)));
  }

  public Interval xor(Interval a, Interval b) {
    if (a.isConstant() && b.isConstant()) {
      return Interval.of(a.low() ^ b.low());
    }
    if (b.isConstant() && b.low() == -1) {
      return not(a);
    }
    long lowest = Math.min(Math.min(a.low(), b.low()), -1 - Math.max(a.high(), b.high()));
    long power = powerAbove(lowest);
    boolean sameSign = (a.low() >= 0 && b.low() >= 0) || (a.high() < 0 && b.high() < 0);
    boolean otherSign = (a.low() >= 0 && b.high() < 0) || (a.high() < 0 && b.low() >= 0);
    return new Interval(sameSign ? 0 : -power, otherSign ? -1 : power - 1);
  }

  private static Interval not(Interval a) {
    return new Interval(-1 - a.high(), -1 - a.low());
  }

  /** The least power of two p with {@code -p <= negative}; wraps to the minimum for the largest. */
  private static long powerAbove(long negative) {
    return negative >= -1 ? 1 : Long.highestOneBit(-1 - negative) << 1;
  }

  public Interval shiftLeft(Interval a, Interval amount) {
    Interval by = distance(amount);
    int most = (int) by.high();
    if (this == INT) {
      long low = Math.min(a.low() << by.low(), a.low() << most);
      long high = Math.max(a.high() << by.low(), a.high() << most);
      boolean fits = by.isConstant() || (low >= all().low() && high <= all().high());
      return fits ? wrapToInt(low, high) : all();
    }
    boolean fits = a.low() << most >> most == a.low() && a.high() << most >> most == a.high();
    return fits
        ? new Interval(
            Math.min(a.low() << by.low(), a.low() << most),
            Math.max(a.high() << by.low(), a.high() << most))
        : all();
  }

  public Interval shiftRight(Interval a, Interval amount) {
    Interval by = distance(amount);
    return new Interval(
        Math.min(a.low() >> by.low(), a.low() >> by.high()),
        Math.max(a.high() >> by.low(), a.high() >> by.high()));
  }

  public Interval shiftRightUnsigned(Interval a, Interval amount) {
    Interval by = distance(amount);
    if (a.low() >= 0) {
      return shiftRight(a, by);
    }
    if (by.low() == 0) {
      return by.high() == 0 ? a : all();
    }
    long mask = this == INT ? 0xffff_ffffL : -1L;
    if (a.high() < 0) {
      return new Interval((a.low() & mask) >>> by.high(), (a.high() & mask) >>> by.low());
    }
    return new Interval(0, mask >>> by.low());
  }

  /** Only the low five or six bits of a shift distance count (JLS 15.19). */
  private Interval distance(Interval amount) {
    if (amount.isConstant()) {
      return Interval.of(amount.low() & (bits - 1));
    }
    Interval legal = new Interval(0, bits - 1L);
    return legal.includes(amount) ? amount : legal;
  }

  /** {@code l2i}. */
  public static Interval toInt(Interval a) {
    if (Interval.INT.includes(a)) {
      return a;
    }
    boolean near = a.low() > Long.MIN_VALUE / 2 && a.high() < Long.MAX_VALUE / 2;
    return near ? wrapToInt(a.low(), a.high()) : Interval.INT;
  }

  /** {@code i2b}, {@code i2c}, {@code i2s}: what does not fit may become anything. */
  public static Interval narrow(Interval a, Interval type) {
    if (type.includes(a)) {
      return a;
    }
    long size = type.high() - type.low() + 1;
    long window = Math.floorDiv(a.low() - type.low(), size);
    return window == Math.floorDiv(a.high() - type.low(), size)
        ? new Interval(a.low() - window * size, a.high() - window * size)
        : type;
  }

  /** {@code lcmp}, or any comparison into -1, 0 and 1. */
  public static Interval compare(Interval a, Interval b) {
    long low = a.low() > b.high() ? 1 : a.low() == b.high() ? 0 : -1;
    long high = a.high() < b.low() ? -1 : a.high() == b.low() ? 0 : 1;
    return new Interval(low, high);
  }
}
