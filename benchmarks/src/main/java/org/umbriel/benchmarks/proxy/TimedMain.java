package org.umbriel.benchmarks.proxy;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Runs a program's main class, {@code TimedMain OUTPUT CLASS ARGUMENT...}, and at its end, however
 * it comes, writes the process's CPU time in nanoseconds.
 */
public final class TimedMain {
  private TimedMain() {}

  public static void main(String[] arguments) throws Exception {
    Path output = Path.of(arguments[0]);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> write(output), "timed-main"));
    Class.forName(arguments[1])
        .getMethod("main", String[].class)
        .invoke(null, (Object) Arrays.copyOfRange(arguments, 2, arguments.length));
  }

  private static void write(Path output) {
    long nanos =
        ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    try {
      Files.writeString(output, Long.toString(nanos));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
