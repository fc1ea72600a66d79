package org.umbriel.benchmarks.proxy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Runs a program's main class, {@code CheckCounter OUTPUT CLASS ARGUMENT...}, and at its end writes
 * how many checks the runtimes of its jars have made: {@link ExecutedChecks} has put a call of
 * {@link #count} into them.
 */
public final class CheckCounter {
  private static final AtomicLong MADE = new AtomicLong();

  private CheckCounter() {}

  /** One more. */
  public static void count() {
    MADE.incrementAndGet();
  }

  public static void main(String[] arguments) throws Exception {
    Path output = Path.of(arguments[0]);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> write(output), "check-counter"));
    Class.forName(arguments[1])
        .getMethod("main", String[].class)
        .invoke(null, (Object) Arrays.copyOfRange(arguments, 2, arguments.length));
  }

  private static void write(Path output) {
    try {
      Files.writeString(output, Long.toString(MADE.get()));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
