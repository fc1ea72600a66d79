package org.umbriel.symexec.explore.library;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.sosy_lab.sv_benchmarks.Verifier;

/**
 * What the programs of {@link LibraryDifferentialTest} call: inputs that can have one value only,
 * and comparisons.
 */
public final class Pins {
  private Pins() {}

  public static boolean pin(boolean value) {
    boolean input = Verifier.nondetBoolean();
    Verifier.assume(input == value);
    return input;
  }

  public static byte pin(byte value) {
    byte input = Verifier.nondetByte();
    Verifier.assume(input == value);
    return input;
  }

  public static char pin(char value) {
    char input = Verifier.nondetChar();
    Verifier.assume(input == value);
    return input;
  }

  public static short pin(short value) {
    short input = Verifier.nondetShort();
    Verifier.assume(input == value);
    return input;
  }

  public static int pin(int value) {
    int input = Verifier.nondetInt();
    Verifier.assume(input == value);
    return input;
  }

  public static long pin(long value) {
    long input = Verifier.nondetLong();
    Verifier.assume(input == value);
    return input;
  }

  public static float pin(float value) {
    return Float.intBitsToFloat(pin(Float.floatToRawIntBits(value)));
  }

  public static double pin(double value) {
    return Double.longBitsToDouble(pin(Double.doubleToRawLongBits(value)));
  }

  /** A text whose length is known, and whose characters are inputs. */
  public static String pin(String value) {
    return new String(pin(value.toCharArray()));
  }

  public static char[] pin(char[] value) {
    char[] characters = value.clone();
    for (int i = 0; i < characters.length; i++) {
      characters[i] = pin(characters[i]);
    }
    return characters;
  }

  /** A text whose length is an input, too. */
  public static String pinWhole(String value) {
    String input = Verifier.nondetString();
    Verifier.assume(input.equals(value));
    return input;
  }

  public static void same(long expected, long actual) {
    check(expected == actual);
  }

  public static void same(boolean expected, boolean actual) {
    check(expected == actual);
  }

  /** All NaNs are one. */
  public static void same(double expected, double actual) {
    check(
        Double.isNaN(expected)
            ? Double.isNaN(actual)
            : Double.doubleToRawLongBits(expected) == Double.doubleToRawLongBits(actual));
  }

  /** A box's, a buffer's or a text's content. */
  public static void same(@Nullable String expected, @Nullable Object actual) {
    if (expected == null || actual == null) {
      check(expected == actual);
    } else {
      check(expected.equals(actual.toString()));
    }
  }

  public static void same(char[] expected, char[] actual) {
    check(Arrays.equals(expected, actual));
  }

  public static void same(byte[] expected, byte[] actual) {
    check(Arrays.equals(expected, actual));
  }

  public static void same(int[] expected, int[] actual) {
    check(Arrays.equals(expected, actual));
  }

  public static void same(String[] expected, Object[] actual) {
    check(Arrays.equals(expected, actual));
  }

  /**
   * What was thrown.
   *
   * @param type the exception's class; null if none is expected
   */
  public static void thrown(@Nullable String type, @Nullable Throwable thrown) {
    if (type == null || thrown == null) {
      check(type == null && thrown == null);
    } else {
      check(type.equals(thrown.getClass().getName()));
    }
  }

  private static void check(boolean holds) {
    if (!holds) {
      throw new AssertionError();
    }
  }
}
