package org.umbriel.symexec.explore;

import org.umbriel.symexec.explore.machine.Input;
import org.umbriel.symexec.explore.machine.Machine;

/**
 * The value of an input.
 *
 * @param bits a primitive; a float or double as its bits
 * @param text a string; empty for others
 */
public record Value(Input.Kind kind, long bits, String text) {

  private static final int LONGEST = 100_000;

  static Value of(Input input, Machine machine) {
    long bits = machine.modelValue(input.value());
    if (input.kind() != Input.Kind.STRING) {
      return new Value(input.kind(), bits, "");
    }
    StringBuilder text = new StringBuilder();
    int length = (int) Math.min(bits, LONGEST);
    for (int i = 0; i < length; i++) {
      var character = machine.terms().select(input.characters(), machine.terms().intValue(i));
      text.append((char) machine.modelValue(character));
    }
    return new Value(input.kind(), 0, text.toString());
  }

  /** For people: {@code int 5}, {@code String "a"}. */
  @Override
  public String toString() {
    return switch (kind) {
      case ARGUMENTS -> "arguments " + bits;
      case BOOLEAN -> "boolean " + (bits != 0);
      case CHAR -> "char " + bits;
      case FLOAT -> "float " + Float.intBitsToFloat((int) bits);
      case DOUBLE -> "double " + Double.longBitsToDouble(bits);
      case STRING -> "String " + quoted(text);
      case BYTE -> "byte " + bits;
      case SHORT -> "short " + bits;
      case INT -> "int " + bits;
      case LONG -> "long " + bits;
    };
  }

  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c > '~' || c == '"' || c == '\\') {
        quoted.append(String.format("\\u%04x", (int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }
}
