package org.umbriel.symexec.solver.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How much memory another process has, where {@code /proc} tells it. */
final class ProcessMemory {
  private static final long PAGE = 4_096;
  private static final int RESIDENT = 1;

  private ProcessMemory() {}

  /** Resident memory; 0 if it is not known. */
  static long residentBytes(long pid) {
    try {
      String[] pages = Files.readString(Path.of("/proc", Long.toString(pid), "statm")).split(" ");
      return Long.parseLong(pages[RESIDENT]) * PAGE;
    } catch (IOException | NumberFormatException | ArrayIndexOutOfBoundsException unknown) {
      return 0;
    }
  }
}
