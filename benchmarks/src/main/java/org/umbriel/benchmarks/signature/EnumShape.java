package org.umbriel.benchmarks.signature;

import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import org.umbriel.nativeinterop.value.Value;

/** An enumeration; its values are names. */
record EnumShape(String name, List<String> constants, List<Long> values) implements Shape {
  static EnumShape random(String name, Random random) {
    List<String> constants = List.of(name + "_A", name + "_B", name + "_C");
    long first = random.nextBoolean() ? -random.nextInt(100) - 1 : random.nextInt(100);
    long last = random.nextInt(4) == 0 ? 1L << 40 : 1000;
    return new EnumShape(name, constants, List.of(first, 500L, last));
  }

  String definition() {
    return "enum %s { %s = %dLL, %s = %dLL, %s = %dLL };\n"
        .formatted(
            name,
            constants.get(0),
            values.get(0),
            constants.get(1),
            values.get(1),
            constants.get(2),
            values.get(2));
  }

  @Override
  public String declare(String place) {
    return "enum " + name + " " + place;
  }

  @Override
  public Object random(Random random) {
    return constants.get(random.nextInt(constants.size()));
  }

  @Override
  public String literal(Object value) {
    return (String) value;
  }

  @Override
  public String fold(String place, Object value) {
    return "MIX((long long) " + place + ");";
  }

  @Override
  public void fold(Object value, Fold fold) {
    fold.add(number(value));
  }

  private long number(Object value) {
    return values.get(constants.indexOf(value));
  }

  @Override
  public Object argument(Object value) {
    return value;
  }

  @Override
  public boolean matches(Value got, Object value) {
    return got.toString().equals(value)
        && got.toBigInteger().equals(BigInteger.valueOf(number(value)));
  }
}
