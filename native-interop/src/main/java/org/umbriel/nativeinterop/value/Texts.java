package org.umbriel.nativeinterop.value;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Texts and numbers as gdb writes them. */
final class Texts {
  /** So many equal elements in a row are counted, not repeated. */
  static final int MOST_REPEATS = 10;

  private Texts() {}

  static String untilZero(byte[] bytes) {
    int end = 0;
    while (end < bytes.length && bytes[end] != 0) {
      end++;
    }
    return new String(bytes, 0, end, StandardCharsets.UTF_8);
  }

  /** {@code "ab\n"}. */
  static String quoted(String text) {
    StringBuilder out = new StringBuilder("\"");
    text.codePoints().forEach(c -> out.append(escaped(c, '"')));
    return out.append('"').toString();
  }

  /** {@code "abc", '\000' <repeats 12 times>}; one zero at the end goes without saying. */
  static String quoted(byte[] bytes) {
    int length = bytes.length > 0 && bytes[bytes.length - 1] == 0 ? bytes.length - 1 : bytes.length;
    StringBuilder out = new StringBuilder();
    boolean open = false;
    int i = 0;
    while (i < length) {
      int same = i;
      while (same < length && bytes[same] == bytes[i]) {
        same++;
      }
      boolean repeats = same - i > MOST_REPEATS;
      if (repeats) {
        out.append(open ? "\", " : i > 0 ? ", " : "").append(character(bytes[i]));
        out.append(" <repeats ").append(same - i).append(" times>");
      } else {
        out.append(open ? "" : i > 0 ? ", \"" : "\"");
        for (int j = i; j < same; j++) {
          out.append(octalAware(bytes[j] & 0xff));
        }
      }
      open = !repeats;
      i = same;
    }
    return length == 0 ? "\"\"" : out.append(open ? "\"" : "").toString();
  }

  private static String octalAware(int c) {
    return c < 0x80 ? escaped(c, '"') : octal(c);
  }

  /** {@code 'a'}, {@code '\000'}. */
  static String character(int c) {
    int code = c & 0xff;
    return "'" + (code < 0x80 ? escaped(code, '\'') : octal(code)) + "'";
  }

  private static String escaped(int c, char quote) {
    return switch (c) {
      case 7 -> "\\a";
      case '\b' -> "\\b";
      case '\t' -> "\\t";
      case '\n' -> "\\n";
      case 11 -> "\\v";
      case '\f' -> "\\f";
      case '\r' -> "\\r";
      case 27 -> "\\033";
      case '\\' -> "\\\\";
      default -> {
        if (c == quote) {
          yield "\\" + quote;
        }
        yield Character.isISOControl(c) ? octal(c) : Character.toString(c);
      }
    };
  }

  private static String octal(int c) {
    return String.format(Locale.ROOT, "\\%03o", c);
  }

  /**
   * As C's {@code %g}.
   *
   * @param digits as many as tell two values of the type apart
   */
  static String number(Number number, int digits) {
    double rounded = number.doubleValue();
    boolean exact = number instanceof BigDecimal;
    if (!exact && Double.isNaN(rounded)) {
      return Double.doubleToRawLongBits(rounded) < 0 ? "-nan" : "nan";
    }
    if (!exact && Double.isInfinite(rounded)) {
      return rounded < 0 ? "-inf" : "inf";
    }
    BigDecimal value = exact ? (BigDecimal) number : new BigDecimal(rounded);
    if (value.signum() == 0) {
      return 1 / rounded < 0 ? "-0" : "0";
    }
    BigDecimal shown = value.round(new MathContext(digits, RoundingMode.HALF_EVEN));
    int exponent = shown.precision() - shown.scale() - 1;
    shown = shown.stripTrailingZeros();
    if (exponent >= -4 && exponent < digits) {
      return shown.toPlainString();
    }
    String mantissa = shown.movePointLeft(exponent).toPlainString();
    String sign = exponent < 0 ? "-" : "+";
    return mantissa + String.format(Locale.ROOT, "e%s%02d", sign, Math.abs(exponent));
  }
}
