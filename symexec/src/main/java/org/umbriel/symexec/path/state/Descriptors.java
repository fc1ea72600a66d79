package org.umbriel.symexec.path.state;

import org.umbriel.symexec.term.Range;
import org.umbriel.symexec.term.Scalar;

/** Sorts and bounds of the values that field descriptors describe (JVMS 4.3.2). */
public final class Descriptors {
  private static final Range BYTES = new Range(Byte.MIN_VALUE, Byte.MAX_VALUE);
  private static final Range CHARS = new Range(Character.MIN_VALUE, Character.MAX_VALUE);
  private static final Range SHORTS = new Range(Short.MIN_VALUE, Short.MAX_VALUE);
  private static final Range BOOLEANS = new Range(0, 1);
  private static final Range LENGTHS = new Range(0, Integer.MAX_VALUE);

  private Descriptors() {}

  /** Floats and doubles are the ints and longs that have their bits. */
  public static Scalar sort(String descriptor) {
    return switch (descriptor.charAt(0)) {
      case 'J', 'D' -> Scalar.LONG;
      case 'L', '[' -> Scalar.REFERENCE;
      default -> Scalar.INT;
    };
  }

  /** The bounds of a value. */
  public static Range range(String descriptor) {
    return switch (descriptor.charAt(0)) {
      case 'Z' -> BOOLEANS;
      case 'B' -> BYTES;
      case 'C' -> CHARS;
      case 'S' -> SHORTS;
      default -> sort(descriptor).range();
    };
  }

  /** The bounds of array lengths. */
  public static Range lengths() {
    return LENGTHS;
  }

  public static boolean isFloatingPoint(String descriptor) {
    return descriptor.equals("F") || descriptor.equals("D");
  }
}
