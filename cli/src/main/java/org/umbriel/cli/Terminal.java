package org.umbriel.cli;

import java.io.Console;

/** Whether a person is looking. */
final class Terminal {
  private Terminal() {}

  /** Whether standard input and output are a terminal. */
  @SuppressWarnings("SystemConsoleNull") // that it means little from JDK 22 on is seen to below
  static boolean isInteractive() {
    Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (NoSuchMethodException beforeJdk22) {
      return true;
    } catch (ReflectiveOperationException e) {
      return false;
    }
  }

  /** Whether escapes for colours may be printed. */
  static boolean hasColours() {
    return isInteractive() && System.getenv("NO_COLOR") == null;
  }
}
