package org.umbriel.symexec.explore.library;

import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A value, and an expression for it.
 *
 * @param object one that nobody else has
 */
record LibraryValue(@Nullable Object object, String source) {
  static final LibraryValue NULL = new LibraryValue(null, "null");

  private static final String[] TEXTS = {
    "",
    "a",
    "b",
    "Z",
    " ",
    "abc",
    "abcabc",
    "aAbB",
    "  x y ",
    "12",
    "-7",
    "+3",
    "0x1F",
    "007",
    "2147483648",
    "-9223372036854775808",
    "1.5",
    "1e3",
    "NaN",
    "-0.0",
    "true",
    "TRUE",
    "a,b,,",
    "\u00df\u0130\u0131",
    "\u01c5",
    "\ud83d\ude00",
    "a\ud83d",
    "\ude00a",
    "\0",
    "\t\n ",
    "%d $1",
    "aaaa",
    "ab",
    "ba",
    ".",
    "a.b.c",
    "\u2003x\u00a0",
  };
  private static final int[] INTS = {
    0,
    1,
    2,
    3,
    4,
    5,
    -1,
    -2,
    7,
    10,
    16,
    31,
    32,
    36,
    37,
    63,
    64,
    65,
    97,
    122,
    48,
    127,
    128,
    255,
    -128,
    -129,
    0xd83d,
    0xde00,
    0xdf,
    0x130,
    0x1c5,
    0x1f600,
    0x10ffff,
    0x110000,
    65535,
    65536,
    Integer.MAX_VALUE,
    Integer.MIN_VALUE,
    Integer.MIN_VALUE + 1,
    1 << 30,
    0x12345678,
  };
  private static final long[] LONGS = {
    0,
    1,
    -1,
    2,
    10,
    63,
    64,
    127,
    128,
    Integer.MAX_VALUE,
    Integer.MIN_VALUE,
    1L << 32,
    1L << 53,
    Long.MAX_VALUE,
    Long.MIN_VALUE,
    Long.MIN_VALUE + 1,
    0x123456789abcdefL,
    -7,
  };
  private static final double[] DOUBLES = {
    0.0,
    -0.0,
    1,
    -1,
    0.5,
    -0.5,
    1.5,
    2.5,
    -2.5,
    3,
    10,
    100,
    1e-3,
    1e7,
    1e19,
    0.1,
    Math.PI,
    4294967296.0,
    9007199254740992.0,
    Double.MAX_VALUE,
    Double.MIN_VALUE,
    Double.MIN_NORMAL,
    Double.NaN,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    Float.MAX_VALUE,
    Float.MIN_VALUE,
    0.49999999999999994,
    -2147483648.5,
    9.2e18,
  };

  /** A random value of a type; null if there is none. */
  static @Nullable LibraryValue of(Class<?> type, Random random) {
    boolean isInput = random.nextInt(4) != 0;
    if (type == boolean.class || type == Boolean.class) {
      return pinned(random.nextBoolean(), isInput);
    } else if (type == byte.class || type == Byte.class) {
      return pinned((byte) INTS[random.nextInt(INTS.length)], isInput);
    } else if (type == char.class || type == Character.class) {
      return pinned((char) INTS[random.nextInt(INTS.length)], isInput);
    } else if (type == short.class || type == Short.class) {
      return pinned((short) INTS[random.nextInt(INTS.length)], isInput);
    } else if (type == int.class || type == Integer.class) {
      int small = random.nextInt(8) - 1;
      return pinned(random.nextBoolean() ? small : INTS[random.nextInt(INTS.length)], isInput);
    } else if (type == long.class || type == Long.class) {
      return pinned(LONGS[random.nextInt(LONGS.length)], isInput);
    } else if (type == float.class || type == Float.class) {
      return pinned((float) DOUBLES[random.nextInt(DOUBLES.length)], isInput);
    } else if (type == double.class || type == Double.class) {
      return pinned(DOUBLES[random.nextInt(DOUBLES.length)], isInput);
    }
    return ofText(type, TEXTS[random.nextInt(TEXTS.length)], isInput, random);
  }

  @SuppressWarnings({"UnnecessaryStringBuilder", "JdkObsolete"}) // they are what is tested
  private static @Nullable LibraryValue ofText(
      Class<?> type, String text, boolean isInput, Random random) {
    String pin = !isInput ? "" : random.nextBoolean() ? "Pins.pin" : "Pins.pinWhole";
    String source = pin + "(" + literal(text) + ")";
    if (type == StringBuilder.class) {
      return new LibraryValue(new StringBuilder(text), "new StringBuilder(" + source + ")");
    } else if (type == StringBuffer.class) {
      return new LibraryValue(new StringBuffer(text), "new StringBuffer(" + source + ")");
    } else if (type == char[].class) {
      String characters = literal(text.toCharArray());
      return new LibraryValue(
          text.toCharArray(), isInput ? "Pins.pin(" + characters + ")" : characters);
    } else if (type == Random.class) {
      long seed = LONGS[random.nextInt(LONGS.length)];
      return new LibraryValue(new Random(seed), "new java.util.Random(" + literal(seed) + ")");
    } else if (type == Object.class && random.nextBoolean()) {
      return pinned(INTS[random.nextInt(INTS.length)], isInput);
    } else if (type.isAssignableFrom(String.class)) {
      return new LibraryValue(text, source);
    }
    return null;
  }

  private static LibraryValue pinned(Object value, boolean isInput) {
    String literal = literal(value);
    return new LibraryValue(value, isInput ? "Pins.pin(" + literal + ")" : literal);
  }

  /** An expression in Java. */
  static String literal(@Nullable Object value) {
    if (value == null) {
      return "(String) null";
    } else if (value instanceof String text) {
      return "\""
          + text.chars().mapToObj(LibraryValue::escaped).collect(Collectors.joining())
          + '"';
    } else if (value instanceof Character c) {
      return "(char) " + (int) c;
    } else if (value instanceof Long l) {
      return l == Long.MIN_VALUE ? "Long.MIN_VALUE" : l + "L";
    } else if (value instanceof Float f) {
      return "Float.intBitsToFloat(" + Float.floatToRawIntBits(f) + ")";
    } else if (value instanceof Double d) {
      return "Double.longBitsToDouble(" + Double.doubleToRawLongBits(d) + "L)";
    } else if (value instanceof Byte || value instanceof Short) {
      return "(" + (value instanceof Byte ? "byte" : "short") + ") (" + value + ")";
    } else if (value instanceof char[] characters) {
      return literal(new String(characters)) + ".toCharArray()";
    } else if (value instanceof byte[] bytes) {
      return "new byte[] " + Arrays.toString(bytes).replace('[', '{').replace(']', '}');
    } else if (value instanceof int[] integers) {
      return "new int[] " + Arrays.toString(integers).replace('[', '{').replace(']', '}');
    } else if (value instanceof String[] texts) {
      return Arrays.stream(texts)
          .map(LibraryValue::literal)
          .collect(Collectors.joining(", ", "new String[] {", "}"));
    }
    return String.valueOf(value);
  }

  /** Octal for control characters, since unicode escapes are replaced before anything is read. */
  private static String escaped(int c) {
    if (c < ' ' || c == '"' || c == '\\') {
      return String.format(Locale.ROOT, "\\%03o", c);
    }
    return c > '~' ? String.format(Locale.ROOT, "\\u%04x", c) : String.valueOf((char) c);
  }

  @Override
  public String toString() {
    return source;
  }
}
