package org.umbriel.benchmarks.workload;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Runs a workload a number of times: {@code WorkloadMain OUTPUT NAME TIMES}. Writes the checksum,
 * the process's CPU time after the first time, and that of the second half of the times, in
 * nanoseconds between blanks.
 */
public final class WorkloadMain {
  private WorkloadMain() {}

  public static void main(String[] arguments) throws Exception {
    Workload workload = named(arguments[1]);
    int times = Integer.parseInt(arguments[2]);
    OperatingSystemMXBean process =
        ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    long checksum = workload.once();
    final long first = process.getProcessCpuTime();
    for (int i = 0; i < times / 2; i++) {
      checksum = 31 * checksum + workload.once();
    }
    long middle = process.getProcessCpuTime();
    for (int i = 0; i < times / 2; i++) {
      checksum = 31 * checksum + workload.once();
    }
    long steady = process.getProcessCpuTime() - middle;
    Files.writeString(Path.of(arguments[0]), checksum + " " + first + " " + steady);
  }

  private static Workload named(String name) throws Exception {
    return switch (name) {
      case "h2" -> new SqlWorkload();
      case "commons-lang3" -> new TextWorkload();
      case "gson" -> new JsonWorkload();
      default -> throw new IllegalArgumentException("no such workload: " + name);
    };
  }
}
