package org.umbriel.nativeinterop.value;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.umbriel.nativeinterop.NativeException;
import org.umbriel.nativeinterop.type.ArrayType;

/** Values as Java objects of a wanted class. */
final class JavaObjects {
  private static final Map<Class<?>, Function<Value, Object>> SIMPLE =
      Map.ofEntries(
          Map.entry(boolean.class, Value::toBoolean),
          Map.entry(byte.class, v -> (byte) v.toInt()),
          Map.entry(short.class, v -> (short) v.toInt()),
          Map.entry(char.class, v -> (char) v.toInt()),
          Map.entry(int.class, Value::toInt),
          Map.entry(long.class, Value::toLong),
          Map.entry(float.class, v -> (float) v.toDouble()),
          Map.entry(double.class, Value::toDouble),
          Map.entry(BigInteger.class, Value::toBigInteger),
          Map.entry(BigDecimal.class, Value::toBigDecimal),
          Map.entry(Number.class, Value::toNumber),
          Map.entry(Complex.class, Value::toComplex),
          Map.entry(String.class, Value::toText),
          Map.entry(NativePointer.class, Value::toPointer),
          Map.entry(List.class, JavaObjects::elements),
          Map.entry(Value.class, v -> v));

  private static final Map<Class<?>, Class<?>> PRIMITIVES =
      Map.of(
          Boolean.class, boolean.class,
          Byte.class, byte.class,
          Short.class, short.class,
          Character.class, char.class,
          Integer.class, int.class,
          Long.class, long.class,
          Float.class, float.class,
          Double.class, double.class);

  private JavaObjects() {}

  static Object simple(Value value, Class<?> wanted) {
    Function<Value, Object> way = SIMPLE.get(PRIMITIVES.getOrDefault(wanted, wanted));
    if (way == null) {
      throw new NativeException(value.type().text() + " does not become a " + wanted.getName());
    }
    return way.apply(value);
  }

  /** The constant of that name. */
  static Object constant(Class<?> wanted, String name) {
    for (Object constant : wanted.getEnumConstants()) {
      if (((Enum<?>) constant).name().equals(name)) {
        return constant;
      }
    }
    throw new NativeException(wanted.getName() + " has no constant " + name);
  }

  private static List<Value> elements(Value value) {
    List<Value> elements = new ArrayList<>();
    if (!(value.type() instanceof ArrayType array)) {
      throw value.isNo("array");
    }
    for (long i = 0; i < array.count(); i++) {
      elements.add(value.element(i));
    }
    return elements;
  }

  /** A cast that takes {@code int.class} for Integer. */
  @SuppressWarnings("unchecked")
  static <T> T cast(Class<T> wanted, Object object) {
    return wanted.isPrimitive() ? (T) object : wanted.cast(object);
  }
}
