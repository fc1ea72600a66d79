package org.umbriel.symexec.term;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Floating-point operations as functions on bits (JLS 15.17, 15.18, 5.1): floats and doubles are
 * the ints and longs that have their bits, and a term applies the map variable of a function's name
 * to its operands. To whoever does not know these functions they are uninterpreted, which allows
 * more than they do.
 */
public enum FloatFunction {
  FADD,
  FSUB,
  FMUL,
  FDIV,
  FREM,
  DADD,
  DSUB,
  DMUL,
  DDIV,
  DREM,
  FCMPL,
  FCMPG,
  DCMPL,
  DCMPG,
  I2F,
  I2D,
  L2F,
  L2D,
  F2I,
  F2L,
  F2D,
  D2I,
  D2L,
  D2F;

  private static final String PREFIX = "function ";
  private static final Map<String, FloatFunction> BY_NAME = new HashMap<>();

  static {
    for (FloatFunction function : values()) {
      BY_NAME.put(function.variableName(), function);
    }
  }

  /** The name of the map variable that stands for the function. */
  public String variableName() {
    return PREFIX + name().toLowerCase(Locale.ROOT);
  }

  /** The function that a map variable stands for; null if it is an unknown map. */
  public static @Nullable FloatFunction of(Variable map) {
    return BY_NAME.get(map.name());
  }

  /** Whether the operands are doubles; of conversions from integers, whether they are longs. */
  public boolean isWide() {
    return name().startsWith("D") || name().startsWith("L");
  }

  /**
   * The value on bits; functions of one operand ignore the second.
   *
   * @return a result of type float or double as its bits, with one NaN
   */
  public long apply(long a, long b) {
    return switch (this) {
      case FADD -> bits(asFloat(a) + asFloat(b));
      case FSUB -> bits(asFloat(a) - asFloat(b));
      case FMUL -> bits(asFloat(a) * asFloat(b));
      case FDIV -> bits(asFloat(a) / asFloat(b));
      case FREM -> bits(asFloat(a) % asFloat(b));
      case DADD -> bits(asDouble(a) + asDouble(b));
      case DSUB -> bits(asDouble(a) - asDouble(b));
      case DMUL -> bits(asDouble(a) * asDouble(b));
      case DDIV -> bits(asDouble(a) / asDouble(b));
      case DREM -> bits(asDouble(a) % asDouble(b));
      case FCMPL -> compare(asFloat(a), asFloat(b), -1);
      case FCMPG -> compare(asFloat(a), asFloat(b), 1);
      case DCMPL -> compare(asDouble(a), asDouble(b), -1);
      case DCMPG -> compare(asDouble(a), asDouble(b), 1);
      case I2F, L2F -> bits((float) a);
      case I2D, L2D -> bits((double) a);
      case F2I -> (int) asFloat(a);
      case F2L -> (long) asFloat(a);
      case F2D -> bits((double) asFloat(a));
      case D2I -> (int) asDouble(a);
      case D2L -> (long) asDouble(a);
      case D2F -> bits((float) asDouble(a));
    };
  }

  private static int compare(double a, double b, int unordered) {
    if (Double.isNaN(a) || Double.isNaN(b)) {
      return unordered;
    }
    return a < b ? -1 : a > b ? 1 : 0;
  }

  private static float asFloat(long bits) {
    return Float.intBitsToFloat((int) bits);
  }

  private static double asDouble(long bits) {
    return Double.longBitsToDouble(bits);
  }

  private static long bits(float value) {
    return Float.floatToIntBits(value);
  }

  private static long bits(double value) {
    return Double.doubleToLongBits(value);
  }
}
