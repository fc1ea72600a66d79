package org.umbriel.benchmarks.address;

import java.io.IOException;
import java.io.PrintWriter;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.umbriel.nativeinterop.call.NativeFunction;
import org.umbriel.nativeinterop.call.NativeLibrary;
import org.umbriel.nativeinterop.malloc.TrackedProgram;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code benchmarks/run acceptance malloc}: what {@code umbriel run --track-malloc} costs. */
@Command(
    name = "malloc",
    mixinStandardHelpOptions = true,
    description =
        "Runs programs that use malloc much, with their blocks tracked and without, in turn; prints"
            + " the least CPU time of each, and of a loop of nothing but malloc and free.")
public final class MallocCommand implements Callable<Integer> {
  /** Of {@code getrusage(2)}. */
  private static final int CHILDREN = -1;

  private static final int WORDS = 18;

  private static final String LOOP =
      "#include <stdlib.h>\nint main(void) { for (long i = 0; i < 5000000; i++) {"
          + " void *volatile p = malloc(i % 500 + 1); free(p); } return 0; }\n";

  private static final String ALLOCATES =
      "d = {}\nfor i in range(400000):\n  d[i % 5000] = [str(i), (i, i + 1), {'k': i}]\n";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--rounds", defaultValue = "15", description = "Runs of each.")
  private int rounds;

  private final NativeFunction usage =
      NativeLibrary.open("libc.so.6").declare("int getrusage(int, long *)");

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("malloc");
    Path loop = folder.resolve("loop");
    Path source = Files.writeString(folder.resolve("loop.c"), LOOP);
    Path large = Files.writeString(folder.resolve("large.c"), large());
    Path object = folder.resolve("large.o");
    try {
      new ProcessBuilder("gcc", "-O1", "-o", loop + "", source + "").inheritIO().start().waitFor();
      compare("gcc -O2 -c", List.of("gcc", "-O2", "-c", "-o", object + "", large + ""));
      compare("python3", List.of(python(), "-S", "-c", ALLOCATES));
      compare("malloc, free", List.of(loop + ""));
    } finally {
      for (Path file : List.of(loop, source, large, object, folder)) {
        Files.deleteIfExists(file);
      }
    }
    return 0;
  }

  /** The interpreter itself: what is found by that name may be a script that looks for it. */
  private static String python() throws IOException {
    String print = "import sys; print(sys.executable)";
    Process process = new ProcessBuilder("python3", "-c", print).start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
  }

  private static String large() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 300; i++) {
      text.append(
          String.format(
              Locale.ROOT,
              "struct s%1$d { int a; struct s%1$d *n; };%n"
                  + "int f%1$d(struct s%1$d *p, int k) { int r = k; for (; p; p = p->n)"
                  + " r = r * 31 + p->a %% (k + %1$d); return r; }%n",
              i));
    }
    return text.toString();
  }

  private void compare(String name, List<String> command) throws IOException, InterruptedException {
    double[] plain = new double[rounds];
    double[] tracked = new double[rounds];
    for (int i = 0; i < rounds; i++) {
      double start = seconds();
      requireDone(name, builder(command).start().waitFor());
      double middle = seconds();
      requireDone(name, TrackedProgram.run(builder(command)).exitCode());
      plain[i] = middle - start;
      tracked[i] = seconds() - middle;
    }
    Arrays.sort(plain);
    Arrays.sort(tracked);
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        Locale.ROOT,
        "%-14s %6.3f s CPU   tracked %6.3f s   %+6.1f %%   median %+6.1f %%%n",
        name,
        plain[0],
        tracked[0],
        100 * (tracked[0] / plain[0] - 1),
        100 * (tracked[rounds / 2] / plain[rounds / 2] - 1));
    out.flush();
  }

  private static void requireDone(String name, int exitCode) throws IOException {
    if (exitCode != 0) {
      throw new IOException(name + " ended with " + exitCode);
    }
  }

  private static ProcessBuilder builder(List<String> command) {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectOutput(Redirect.DISCARD)
            .redirectError(Redirect.DISCARD);
    builder.environment().put("PYTHONMALLOC", "malloc");
    return builder;
  }

  /** User and system time of all processes that have ended. */
  private double seconds() {
    long[] words = new long[WORDS];
    usage.call(CHILDREN, words);
    return words[0] + words[2] + (words[1] + words[3]) / 1e6;
  }
}
