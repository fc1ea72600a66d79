package org.umbriel.symexec.term;

/**
 * Bounds of an operation's value from the bounds of its operands; all of the sort's values where it
 * may wrap around.
 */
public final class Ranges {

  private Ranges() {}

  /** Bounds of an application; an operator of one operand ignores the second. */
  public static Range of(Operator operator, Scalar sort, Range a, Range b) {
    return switch (operator) {
      case ADD -> corners(sort, a, b, Math::addExact);
      case SUBTRACT -> corners(sort, a, b, Math::subtractExact);
      case MULTIPLY -> corners(sort, a, b, Math::multiplyExact);
      case DIVIDE -> divide(sort, a, b);
      case REMAINDER -> remainder(sort, a, b);
      case BIT_AND -> bitAnd(sort, a, b);
      case BIT_OR, BIT_XOR -> bitOr(sort, a, b);
      case SHIFT_LEFT -> sort.range();
      case SHIFT_RIGHT -> shiftRight(a, b);
      case SHIFT_RIGHT_UNSIGNED -> shiftRightUnsigned(sort, a, b);
      case TO_BYTE -> narrow(a, new Range(Byte.MIN_VALUE, Byte.MAX_VALUE));
      case TO_SHORT -> narrow(a, new Range(Short.MIN_VALUE, Short.MAX_VALUE));
      case TO_CHAR -> narrow(a, new Range(Character.MIN_VALUE, Character.MAX_VALUE));
      case TO_INT -> narrow(a, Scalar.INT.range());
      case TO_LONG -> a;
      case NOT, AND, OR, EQUAL, LESS -> Scalar.BOOL.range();
      case CHOOSE, STORE -> a.union(b);
      case SELECT, FILL -> a;
    };
  }

  private interface Exact {
    long apply(long a, long b);
  }

  private static Range corners(Scalar sort, Range a, Range b, Exact operation) {
    try {
      long first = operation.apply(a.low(), b.low());
      long second = operation.apply(a.low(), b.high());
      long third = operation.apply(a.high(), b.low());
      long fourth = operation.apply(a.high(), b.high());
      Range result =
          new Range(
              Math.min(Math.min(first, second), Math.min(third, fourth)),
              Math.max(Math.max(first, second), Math.max(third, fourth)));
      return sort.range().contains(result) ? result : sort.range();
    } catch (ArithmeticException overflow) {
      return sort.range();
    }
  }

  private static Range narrow(Range value, Range target) {
    return target.contains(value) ? value : target;
  }

  private static Range divide(Scalar sort, Range a, Range b) {
    boolean mayOverflow = a.contains(sort.range().low()) && b.contains(-1);
    if (b.contains(0) || mayOverflow) {
      return sort.range();
    }
    return corners(sort, a, b, (x, y) -> x / y);
  }

  /**
   * The sign follows the dividend, and the size is below the divisor's and not above the dividend's
   * (JLS 15.17.3).
   */
  private static Range remainder(Scalar sort, Range a, Range b) {
    if (b.contains(0) || b.low() == sort.range().low()) {
      return a.low() >= 0 ? new Range(0, a.high()) : sort.range();
    }
    long size = Math.max(Math.abs(b.low()), Math.abs(b.high())) - 1;
    long low = a.low() >= 0 ? 0 : Math.max(-size, a.low());
    long high = a.high() <= 0 ? 0 : Math.min(size, a.high());
    return new Range(low, high);
  }

  private static Range bitAnd(Scalar sort, Range a, Range b) {
    if (a.low() >= 0 && b.low() >= 0) {
      return new Range(0, Math.min(a.high(), b.high()));
    }
    if (a.low() >= 0) {
      return new Range(0, a.high());
    }
    return b.low() >= 0 ? new Range(0, b.high()) : sort.range();
  }

  private static Range bitOr(Scalar sort, Range a, Range b) {
    if (a.low() < 0 || b.low() < 0) {
      return sort.range();
    }
    long bits = a.high() | b.high();
    return new Range(0, bits == 0 ? 0 : (Long.highestOneBit(bits) - 1) | Long.highestOneBit(bits));
  }

  private static Range shiftRight(Range a, Range distance) {
    long low = Math.min(a.low() >> distance.low(), a.low() >> distance.high());
    long high = Math.max(a.high() >> distance.low(), a.high() >> distance.high());
    return new Range(low, high);
  }

  private static Range shiftRightUnsigned(Scalar sort, Range a, Range distance) {
    if (a.low() >= 0) {
      return shiftRight(a, distance);
    }
    return distance.low() > 0
        ? new Range(0, -1L >>> (64 - sort.width() + distance.low()))
        : sort.range();
  }
}
