package org.umbriel.benchmarks.signature;

import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import org.umbriel.nativeinterop.value.Value;

/** An integer type. */
record IntegerShape(String name, int bits, boolean isSigned) implements Shape {
  static final List<IntegerShape> ALL =
      List.of(
          new IntegerShape("_Bool", 1, false),
          new IntegerShape("char", 8, true),
          new IntegerShape("signed char", 8, true),
          new IntegerShape("unsigned char", 8, false),
          new IntegerShape("short", 16, true),
          new IntegerShape("unsigned short", 16, false),
          new IntegerShape("int", 32, true),
          new IntegerShape("unsigned", 32, false),
          new IntegerShape("long", 64, true),
          new IntegerShape("unsigned long", 64, false),
          new IntegerShape("long long", 64, true),
          new IntegerShape("__int128", 128, true),
          new IntegerShape("unsigned __int128", 128, false));

  @Override
  public String declare(String place) {
    return name + " " + place;
  }

  /** A value of so many bits. */
  Object random(Random random, int width) {
    BigInteger value = new BigInteger(width, random);
    if (random.nextInt(4) == 0) {
      value = random.nextBoolean() ? BigInteger.ZERO : value.not().mod(BigInteger.TWO.pow(width));
    }
    boolean negative = isSigned && value.testBit(width - 1);
    return negative ? value.subtract(BigInteger.TWO.pow(width)) : value;
  }

  @Override
  public Object random(Random random) {
    return random(random, bits);
  }

  @Override
  public String literal(Object value) {
    BigInteger bits128 = ((BigInteger) value).mod(BigInteger.TWO.pow(128));
    String low = "0x" + bits128.mod(BigInteger.TWO.pow(64)).toString(16) + "ULL";
    if (bits <= 64) {
      return "((" + name + ") " + low + ")";
    }
    String high = "0x" + bits128.shiftRight(64).toString(16) + "ULL";
    return "((%s) (((unsigned __int128) %s << 64) | %s))".formatted(name, high, low);
  }

  @Override
  public String fold(String place, Object value) {
    return bits == 128
        ? "MIX(" + place + "); MIX(" + place + " >> 64);"
        : "MIX((long long) " + place + ");";
  }

  @Override
  public void fold(Object value, Fold fold) {
    fold.add((BigInteger) value);
    if (bits == 128) {
      fold.add(((BigInteger) value).shiftRight(64));
    }
  }

  @Override
  public Object argument(Object value) {
    BigInteger number = (BigInteger) value;
    if (bits == 1) {
      return number.signum() != 0;
    }
    return number.bitLength() < 32 ? (Object) number.intValue() : number;
  }

  @Override
  public boolean matches(Value got, Object value) {
    return got.toBigInteger().equals(value);
  }

  @Override
  public boolean isPromoted() {
    return bits == 32 || bits == 64;
  }
}
