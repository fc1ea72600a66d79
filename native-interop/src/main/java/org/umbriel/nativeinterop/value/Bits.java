package org.umbriel.nativeinterop.value;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import org.umbriel.nativeinterop.type.IntegerType;

/** Integers in memory: whole ones of up to 16 bytes, and bit-fields at any bit. */
final class Bits {
  private Bits() {}

  /** Writes the lowest bits of a number. */
  static void put(ByteBuffer out, int at, long size, BigInteger value) {
    long low = value.longValue();
    switch ((int) size) {
      case 1 -> out.put(at, (byte) low);
      case 2 -> out.putShort(at, (short) low);
      case 4 -> out.putInt(at, (int) low);
      case 8 -> out.putLong(at, low);
      default -> out.putLong(at, low).putLong(at + 8, value.shiftRight(64).longValue());
    }
  }

  /** The same for numbers that fit a long. */
  static void put(ByteBuffer out, int at, long size, long value) {
    switch ((int) size) {
      case 1 -> out.put(at, (byte) value);
      case 2 -> out.putShort(at, (short) value);
      case 4 -> out.putInt(at, (int) value);
      case 8 -> out.putLong(at, value);
      default -> out.putLong(at, value).putLong(at + 8, value >> 63);
    }
  }

  static BigInteger get(ByteBuffer in, int at, IntegerType type) {
    if (type.size() == 16) {
      BigInteger low = new BigInteger(Long.toUnsignedString(in.getLong(at)));
      long high = in.getLong(at + 8);
      BigInteger top =
          type.isSigned() ? BigInteger.valueOf(high) : new BigInteger(Long.toUnsignedString(high));
      return top.shiftLeft(64).or(low);
    }
    long value = getLong(in, at, type.size(), type.isSigned());
    return value < 0 && !type.isSigned()
        ? new BigInteger(Long.toUnsignedString(value))
        : BigInteger.valueOf(value);
  }

  /** A number of at most 8 bytes. */
  static long getLong(ByteBuffer in, int at, long size, boolean signed) {
    return switch ((int) size) {
      case 1 -> signed ? in.get(at) : in.get(at) & 0xff;
      case 2 -> signed ? in.getShort(at) : in.getShort(at) & 0xffff;
      case 4 -> signed ? in.getInt(at) : in.getInt(at) & 0xffffffffL;
      default -> in.getLong(at);
    };
  }

  /** Writes a bit-field and leaves its neighbours alone. */
  static void putField(ByteBuffer out, int at, long bitOffset, int bitSize, BigInteger value) {
    for (int i = 0; i < bitSize; i++) {
      int bit = (int) (bitOffset + i);
      int index = at + (bit >> 3);
      int mask = 1 << (bit & 7);
      int before = out.get(index);
      out.put(index, (byte) (value.testBit(i) ? before | mask : before & ~mask));
    }
  }

  static BigInteger getField(ByteBuffer in, int at, long bitOffset, int bitSize, boolean isSigned) {
    BigInteger value = BigInteger.ZERO;
    for (int i = 0; i < bitSize; i++) {
      int bit = (int) (bitOffset + i);
      if ((in.get(at + (bit >> 3)) >> (bit & 7) & 1) != 0) {
        value = value.setBit(i);
      }
    }
    boolean negative = isSigned && value.testBit(bitSize - 1);
    return negative ? value.subtract(BigInteger.ONE.shiftLeft(bitSize)) : value;
  }
}
