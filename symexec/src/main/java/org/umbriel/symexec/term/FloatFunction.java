package org.umbriel.symexec.term;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Floating-point operations (JLS 15.17, 15.18, 5.1) and the functions of {@link Math} as functions
 * on bits: floats and doubles are the ints and longs that have their bits, and a term applies the
 * map variable of a function's name to its operands. To whoever does not know these functions they
 * are uninterpreted, which allows more than they do.
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
  D2F,
  DSQRT,
  DFLOOR,
  DCEIL,
  DRINT,
  DSIN,
  DCOS,
  DTAN,
  DASIN,
  DACOS,
  DATAN,
  DSINH,
  DCOSH,
  DTANH,
  DEXP,
  DEXPM1,
  DLOG,
  DLOG1P,
  DLOG10,
  DCBRT,
  DATAN2,
  DPOW,
  DHYPOT;

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

  /** Whether there are two operands. */
  public boolean isBinary() {
    return switch (this) {
      case FADD, FSUB, FMUL, FDIV, FREM, DADD, DSUB, DMUL, DDIV, DREM -> true;
      case FCMPL, FCMPG, DCMPL, DCMPG, DATAN2, DPOW, DHYPOT -> true;
      default -> false;
    };
  }

  /** Whether the result says how the operands compare: {@code fcmpl} to {@code dcmpg}. */
  public boolean isComparison() {
    return this == FCMPL || this == FCMPG || this == DCMPL || this == DCMPG;
  }

  /** Whether the operand is an int or long. */
  public boolean isOfInteger() {
    return this == I2F || this == I2D || this == L2F || this == L2D;
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
      default -> bits(math(asDouble(a), asDouble(b)));
    };
  }

  private double math(double a, double b) {
    return switch (this) {
      case DSQRT -> Math.sqrt(a);
      case DFLOOR -> Math.floor(a);
      case DCEIL -> Math.ceil(a);
      case DRINT -> Math.rint(a);
      case DSIN -> Math.sin(a);
      case DCOS -> Math.cos(a);
      case DTAN -> Math.tan(a);
      case DASIN -> Math.asin(a);
      case DACOS -> Math.acos(a);
      case DATAN -> Math.atan(a);
      case DSINH -> Math.sinh(a);
      case DCOSH -> Math.cosh(a);
      case DTANH -> Math.tanh(a);
      case DEXP -> Math.exp(a);
      case DEXPM1 -> Math.expm1(a);
      case DLOG -> Math.log(a);
      case DLOG1P -> Math.log1p(a);
      case DLOG10 -> Math.log10(a);
      case DCBRT -> Math.cbrt(a);
      case DATAN2 -> Math.atan2(a, b);
      case DPOW -> Math.pow(a, b);
      case DHYPOT -> Math.hypot(a, b);
      default -> throw new IllegalStateException(this + " is no function of Math");
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
