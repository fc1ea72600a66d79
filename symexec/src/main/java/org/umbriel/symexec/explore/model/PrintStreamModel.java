package org.umbriel.symexec.explore.model;

import java.io.PrintStream;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** {@code java.io.PrintStream} as {@code System.out} is one: nobody reads what is printed. */
@SuppressWarnings("AnnotateFormatMethod") // the format is the checked program's, nobody's here
public final class PrintStreamModel {
  private PrintStreamModel() {}

  /** Nobody reads it. */
  @SuppressWarnings("UnusedVariable")
  private static void consume(@Nullable String text) {}

  public static void println(PrintStream self) {}

  public static void println(PrintStream self, boolean value) {}

  public static void println(PrintStream self, char value) {}

  public static void println(PrintStream self, int value) {}

  public static void println(PrintStream self, long value) {}

  public static void println(PrintStream self, float value) {}

  public static void println(PrintStream self, double value) {}

  public static void println(PrintStream self, char[] value) {
    print(self, value);
  }

  public static void println(PrintStream self, @Nullable String value) {}

  public static void println(PrintStream self, @Nullable Object value) {
    print(self, value);
  }

  public static void print(PrintStream self, boolean value) {}

  public static void print(PrintStream self, char value) {}

  public static void print(PrintStream self, int value) {}

  public static void print(PrintStream self, long value) {}

  public static void print(PrintStream self, float value) {}

  public static void print(PrintStream self, double value) {}

  public static void print(PrintStream self, char[] value) {
    if (value.length < 0) {
      throw new IllegalStateException();
    }
  }

  public static void print(PrintStream self, @Nullable String value) {}

  /** The object's text is computed, since that may fail or have effects. */
  public static void print(PrintStream self, @Nullable Object value) {
    if (value != null) {
      consume(value.toString());
    }
  }

  public static PrintStream printf(PrintStream self, String format, Object... arguments) {
    consume(String.format(format, arguments));
    return self;
  }

  public static PrintStream format(PrintStream self, String format, Object... arguments) {
    consume(String.format(format, arguments));
    return self;
  }

  public static PrintStream printf(
      PrintStream self, Locale locale, String format, Object... arguments) {
    consume(String.format(locale, format, arguments));
    return self;
  }

  public static void write(PrintStream self, int value) {}

  public static void flush(PrintStream self) {}
}
