package org.umbriel.nativeinterop.value;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Numbers and characters as C writes them (C11, 6.4.4). */
final class Numbers {
  private static final Map<Character, Integer> ESCAPES =
      Map.ofEntries(
          Map.entry('a', 7),
          Map.entry('b', 8),
          Map.entry('t', 9),
          Map.entry('n', 10),
          Map.entry('v', 11),
          Map.entry('f', 12),
          Map.entry('r', 13),
          Map.entry('e', 27),
          Map.entry('\\', 92),
          Map.entry('\'', 39),
          Map.entry('"', 34),
          Map.entry('0', 0));

  private Numbers() {}

  /** {@code 42}, {@code -0x10UL}, {@code 010}, {@code 'c'}, {@code true}. */
  static Optional<BigInteger> integer(String text) {
    if (text.startsWith("'")) {
      return character(text);
    }
    if (text.equals("true") || text.equals("false")) {
      return Optional.of(text.equals("true") ? BigInteger.ONE : BigInteger.ZERO);
    }
    boolean negative = text.startsWith("-");
    String digits = text.replaceFirst("^[+-]", "").replaceFirst("[uUlL]{1,3}$", "");
    Optional<BigInteger> magnitude = Optional.empty();
    if (digits.matches("0[xX][0-9a-fA-F]{1,32}")) {
      magnitude = Optional.of(new BigInteger(digits.substring(2), 16));
    } else if (digits.matches("0[0-7]{1,43}")) {
      magnitude = Optional.of(new BigInteger(digits, 8));
    } else if (digits.matches("0|[1-9]\\d{0,38}")) {
      magnitude = Optional.of(new BigInteger(digits));
    }
    return negative ? magnitude.map(BigInteger::negate) : magnitude;
  }

  private static Optional<BigInteger> character(String text) {
    String inner = text.length() > 2 && text.endsWith("'") ? unescape(text, '\'') : "";
    return inner.length() == 1
        ? Optional.of(BigInteger.valueOf(inner.charAt(0)))
        : Optional.empty();
  }

  /** The characters between quotes, escapes resolved; empty if they are not quoted rightly. */
  static String unescape(String quoted, char quote) {
    StringBuilder out = new StringBuilder();
    int end = quoted.length() - 1;
    for (int i = 1; i < end; i++) {
      char c = quoted.charAt(i);
      if (c == quote) {
        return "";
      }
      if (c == '\\') {
        i++;
        String octal = octal(quoted, i, end);
        if (!octal.isEmpty()) {
          out.append((char) Integer.parseInt(octal, 8));
          i += octal.length() - 1;
          continue;
        }
        Integer escape = i < end ? ESCAPES.get(quoted.charAt(i)) : null;
        if (escape == null) {
          return "";
        }
        out.append((char) escape.intValue());
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }

  private static String octal(String text, int start, int end) {
    int i = start;
    while (i < end && i < start + 3 && text.charAt(i) >= '0' && text.charAt(i) <= '7') {
      i++;
    }
    return text.substring(start, i);
  }

  /**
   * {@code 2.5}, {@code 1e10f}, {@code inf}, {@code nan}, any integer.
   *
   * @param exact whether all digits count, as a long double has more than a double
   */
  static Optional<Number> real(String text, boolean exact) {
    String plain = text.toLowerCase(Locale.ROOT);
    boolean negative = plain.startsWith("-");
    String magnitude = plain.replaceFirst("^[+-]", "");
    if (magnitude.equals("inf") || magnitude.equals("infinity")) {
      return Optional.of(negative ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY);
    }
    if (magnitude.equals("nan")) {
      return Optional.of(Double.NaN);
    }
    if (magnitude.startsWith("0x") && !magnitude.contains("p")) {
      return integer(plain).map(n -> n);
    }
    try {
      if (magnitude.startsWith("0x")) {
        return Optional.of(Double.valueOf(plain));
      }
      String digits = plain.replaceFirst("[fl]$", "");
      boolean isZero = digits.startsWith("-") && Double.parseDouble(digits) == 0;
      return Optional.of(
          exact && !isZero ? (Number) new BigDecimal(digits) : (Number) Double.valueOf(digits));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
