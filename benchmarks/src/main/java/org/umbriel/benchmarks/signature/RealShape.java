package org.umbriel.benchmarks.signature;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Random;
import org.umbriel.nativeinterop.value.Value;

/** A floating-point type; its values have 20 bits before the point and as many as fit behind it. */
record RealShape(String name, int fractionBits) implements Shape {
  static final RealShape FLOAT = new RealShape("float", 3);
  static final RealShape DOUBLE = new RealShape("double", 32);
  static final RealShape LONG_DOUBLE = new RealShape("long double", 43);

  private static final int WHOLE_BITS = 20;

  @Override
  public String declare(String place) {
    return name + " " + place;
  }

  @Override
  public Object random(Random random) {
    BigInteger scaled = new BigInteger(WHOLE_BITS + fractionBits, random);
    return random.nextBoolean() ? scaled : scaled.negate();
  }

  private BigDecimal number(Object value) {
    return new BigDecimal((BigInteger) value)
        .divide(new BigDecimal(BigInteger.TWO.pow(fractionBits)));
  }

  @Override
  public String literal(Object value) {
    return "((%s) (%sLL * 0x1p-%dL))".formatted(name, value, fractionBits);
  }

  @Override
  public String fold(String place, Object value) {
    return "MIX((long long) (%s * 0x1p%dL));".formatted(place, fractionBits);
  }

  @Override
  public void fold(Object value, Fold fold) {
    fold.add((BigInteger) value);
  }

  @Override
  public Number argument(Object value) {
    BigDecimal number = number(value);
    return this == LONG_DOUBLE ? number : (Number) number.doubleValue();
  }

  @Override
  public boolean matches(Value got, Object value) {
    return isEqual(got.toNumber(), value);
  }

  boolean isEqual(Number got, Object value) {
    BigDecimal exact =
        got instanceof BigDecimal decimal ? decimal : new BigDecimal(got.doubleValue());
    return exact.compareTo(number(value)) == 0;
  }

  @Override
  public boolean isPromoted() {
    return this == DOUBLE;
  }
}
