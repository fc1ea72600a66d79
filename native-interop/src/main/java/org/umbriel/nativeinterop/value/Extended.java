package org.umbriel.nativeinterop.value;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;

/**
 * The x87's numbers of 80 bits: a sign, 15 bits of exponent, and 64 bits of mantissa of which the
 * first is written down (Intel SDM 1, 4.2.2).
 */
final class Extended {
  private static final int BIAS = 16383;
  private static final int MAX_EXPONENT = 0x7fff;

  /** Numbers with more digits before or behind the point are infinite, or zero. */
  private static final int MOST_DIGITS = 5000;

  private static final long FIRST_BIT = 1L << 63;

  private Extended() {}

  static void put(ByteBuffer out, int at, Number number) {
    if (number instanceof Double || number instanceof Float) {
      put(out, at, number.doubleValue());
    } else {
      put(out, at, decimal(number));
    }
  }

  private static void put(ByteBuffer out, int at, double number) {
    if (Double.isFinite(number) && number != 0) {
      put(out, at, new BigDecimal(number));
      return;
    }
    int sign = Double.doubleToRawLongBits(number) < 0 ? 0x8000 : 0;
    long quiet = Double.isNaN(number) ? FIRST_BIT >>> 1 : 0;
    out.putLong(at, number == 0 ? 0 : FIRST_BIT | quiet);
    out.putShort(at + 8, (short) (sign | (number == 0 ? 0 : MAX_EXPONENT)));
  }

  /** To the nearest, ties to even. */
  private static void put(ByteBuffer out, int at, BigDecimal number) {
    if (number.signum() == 0) {
      put(out, at, 0.0);
      return;
    }
    BigDecimal magnitude = number.abs();
    long digits = (long) magnitude.precision() - magnitude.scale();
    if (Math.abs(digits) > MOST_DIGITS) {
      put(out, at, digits > 0 ? number.signum() * Double.POSITIVE_INFINITY : 0.0);
      return;
    }
    BigInteger numerator = magnitude.unscaledValue();
    BigInteger denominator = BigInteger.ONE;
    if (magnitude.scale() > 0) {
      denominator = BigInteger.TEN.pow(magnitude.scale());
    } else {
      numerator = numerator.multiply(BigInteger.TEN.pow(-magnitude.scale()));
    }
    int exponent = numerator.bitLength() - denominator.bitLength();
    BigInteger mantissa = scaled(numerator, denominator, 63 - exponent);
    if (mantissa.bitLength() < 64) {
      exponent--;
      mantissa = scaled(numerator, denominator, 63 - exponent);
    }
    if (exponent < 1 - BIAS) {
      mantissa = scaled(numerator, denominator, 63 - (1 - BIAS));
      exponent = mantissa.bitLength() > 63 ? 1 - BIAS : -BIAS;
    } else if (mantissa.bitLength() > 64) {
      mantissa = mantissa.shiftRight(1);
      exponent++;
    }
    int sign = number.signum() < 0 ? 0x8000 : 0;
    if (exponent + BIAS >= MAX_EXPONENT) {
      put(out, at, number.signum() * Double.POSITIVE_INFINITY);
      return;
    }
    out.putLong(at, mantissa.longValue());
    out.putShort(at + 8, (short) (sign | (exponent + BIAS)));
  }

  /** {@code numerator / denominator * 2^shift}, rounded. */
  private static BigInteger scaled(BigInteger numerator, BigInteger denominator, int shift) {
    BigInteger n = shift > 0 ? numerator.shiftLeft(shift) : numerator;
    BigInteger d = shift < 0 ? denominator.shiftLeft(-shift) : denominator;
    BigInteger[] parts = n.divideAndRemainder(d);
    int half = parts[1].shiftLeft(1).compareTo(d);
    boolean up = half > 0 || (half == 0 && parts[0].testBit(0));
    return up ? parts[0].add(BigInteger.ONE) : parts[0];
  }

  /** The number, or a Double if it is infinite, none, or minus zero. */
  static Number get(ByteBuffer in, int at) {
    long mantissa = in.getLong(at);
    int top = in.getShort(at + 8) & 0xffff;
    boolean negative = top >= 0x8000;
    int exponent = top & MAX_EXPONENT;
    if (exponent == MAX_EXPONENT) {
      boolean infinite = mantissa << 1 == 0;
      double sign = negative ? -1 : 1;
      return infinite ? sign * Double.POSITIVE_INFINITY : Double.NaN;
    }
    if (mantissa == 0) {
      return negative ? Double.valueOf(-0.0) : BigDecimal.ZERO;
    }
    BigDecimal digits = new BigDecimal(new BigInteger(Long.toUnsignedString(mantissa)));
    int power = Math.max(exponent, 1) - BIAS - 63;
    BigDecimal scale = new BigDecimal(BigInteger.ONE.shiftLeft(Math.abs(power)));
    BigDecimal number = power < 0 ? exactQuotient(digits, -power) : digits.multiply(scale);
    return negative ? number.negate() : number;
  }

  /** A half is five tenths, so dividing by 2^n is multiplying by 5^n and moving the point. */
  private static BigDecimal exactQuotient(BigDecimal digits, int power) {
    BigInteger fives = BigInteger.valueOf(5).pow(power);
    return new BigDecimal(digits.toBigInteger().multiply(fives), power);
  }

  private static BigDecimal decimal(Number number) {
    if (number instanceof BigDecimal exact) {
      return exact;
    }
    return number instanceof BigInteger integer
        ? new BigDecimal(integer)
        : BigDecimal.valueOf(number.longValue());
  }
}
