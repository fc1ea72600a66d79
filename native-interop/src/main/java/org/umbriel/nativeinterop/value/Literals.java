package org.umbriel.nativeinterop.value;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.umbriel.nativeinterop.type.CType;

/**
 * Values as C writes them: {@code 42}, {@code -1L}, {@code 2.5}, {@code 'c'}, an enumerator's name,
 * {@code {3, 2.5}} or {@code {.x = 3}} for a structure, {@code NULL}; for a {@code char *} the text
 * itself, in quotes only within braces; for a function its name.
 */
public final class Literals {
  private static final Pattern INTEGER = Pattern.compile("[+-]?(0[xX][0-9a-fA-F]+|\\d+)[uUlL]*");
  private static final Pattern DECIMAL =
      Pattern.compile("[+-]?(\\d+\\.\\d*|\\.?\\d+)([eE][+-]?\\d+)?[fFlL]?");

  private final Function<String, Optional<NativePointer>> functions;

  /**
   * @param functions finds functions by name, for pointers to them
   */
  public Literals(Function<String, Optional<NativePointer>> functions) {
    this.functions = functions;
  }

  /**
   * A Java object that {@link Encoder} takes for the type.
   *
   * @throws ArgumentException if the text is no value of it
   */
  public Object parse(String text, CType type, Place place) {
    return new LiteralParser(text, place, functions).parseAll(type);
  }

  /** A value where no parameter says what is wanted: its form says it. */
  public Object parse(String text) {
    if (text.equals("NULL")) {
      return NativePointer.NULL;
    }
    if (INTEGER.matcher(text).matches()) {
      Number number = Numbers.integer(text).orElseThrow();
      return text.toUpperCase(Locale.ROOT).contains("L") ? number.longValue() : number;
    }
    if (DECIMAL.matcher(text).matches()) {
      return Numbers.real(text, false).orElseThrow();
    }
    return text.length() > 2 && text.startsWith("'") && text.endsWith("'")
        ? Numbers.integer(text).<Object>map(n -> n).orElse(text)
        : text;
  }
}
