package org.umbriel.symexec.replay.plan;

/** Literals as Java source spells them (JLS 3.10). */
final class Literals {
  private Literals() {}

  /** An expression of exactly the value's type. */
  static String of(Value.Primitive value) {
    return switch (value.type()) {
      case "B" -> "(byte) " + value.bits();
      case "S" -> "(short) " + value.bits();
      default -> assignable(value);
    };
  }

  /** An expression that can be assigned to the value's type: constants narrow (JLS 5.2). */
  static String assignable(Value.Primitive value) {
    return switch (value.type()) {
      case "Z" -> value.bits() == 0 ? "false" : "true";
      case "C" -> "'" + escaped((char) value.bits(), '\'') + "'";
      case "J" -> value.bits() + "L";
      case "F" -> ofFloat(value.asFloat());
      case "D" -> ofDouble(value.asDouble());
      default -> Long.toString(value.bits());
    };
  }

  private static String ofFloat(float value) {
    if (Float.isNaN(value)) {
      int bits = Float.floatToRawIntBits(value);
      return bits == Float.floatToIntBits(Float.NaN)
          ? "Float.NaN"
          : "Float.intBitsToFloat(0x" + Integer.toHexString(bits) + ")";
    }
    return Float.isInfinite(value)
        ? "Float." + (value > 0 ? "POSITIVE" : "NEGATIVE") + "_INFINITY"
        : value + "f";
  }

  private static String ofDouble(double value) {
    if (Double.isNaN(value)) {
      long bits = Double.doubleToRawLongBits(value);
      return bits == Double.doubleToLongBits(Double.NaN)
          ? "Double.NaN"
          : "Double.longBitsToDouble(0x" + Long.toHexString(bits) + "L)";
    }
    return Double.isInfinite(value)
        ? "Double." + (value > 0 ? "POSITIVE" : "NEGATIVE") + "_INFINITY"
        : Double.toString(value);
  }

  static String ofText(String text) {
    StringBuilder literal = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      literal.append(escaped(text.charAt(i), '"'));
    }
    return literal.append('"').toString();
  }

  /** Unicode escapes are read before line ends and quotes are (JLS 3.3): not for those. */
  private static String escaped(char c, char quote) {
    return switch (c) {
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      case '\t' -> "\\t";
      case '\\' -> "\\\\";
      default -> {
        if (c == quote) {
          yield "\\" + c;
        }
        yield c >= ' ' && c < 127 ? String.valueOf(c) : String.format("\\u%04x", (int) c);
      }
    };
  }
}
