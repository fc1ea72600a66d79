package org.umbriel.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import org.umbriel.nativeinterop.malloc.Leak;
import org.umbriel.nativeinterop.malloc.TrackedProgram;

/** {@code --track-malloc}: runs a program and says which blocks it never freed. */
final class TrackedRun {
  private final PrintWriter err;

  TrackedRun(PrintWriter err) {
    this.err = err;
  }

  /** Returns the program's exit code. */
  int run(ProcessBuilder builder) throws IOException, InterruptedException {
    TrackedProgram.Result result = TrackedProgram.run(builder);
    if (result.leaks().isEmpty()) {
      err.println(
          "umbriel: the program ended without its exit functions, or may not reserve 16 TB of"
              + " addresses; its blocks are not known");
    } else {
      print(result.leaks().get());
    }
    err.flush();
    return result.exitCode();
  }

  private void print(List<Leak> leaks) {
    long blocks = leaks.stream().mapToLong(Leak::blocks).sum();
    long bytes = leaks.stream().mapToLong(Leak::bytes).sum();
    err.printf(
        Locale.ROOT, "umbriel: blocks never freed: %,d, of %,d bytes in all%n", blocks, bytes);
    for (Leak leak : leaks) {
      String count = String.format(Locale.ROOT, "%,d", leak.blocks());
      err.printf(Locale.ROOT, "  %,12d bytes in %-8s %s%n", leak.bytes(), count, leak.site());
    }
  }
}
