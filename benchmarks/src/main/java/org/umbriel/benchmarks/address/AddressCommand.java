package org.umbriel.benchmarks.address;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.umbriel.nativeinterop.address.AddressSpace;
import org.umbriel.nativeinterop.address.Described;
import org.umbriel.nativeinterop.call.NativeLibrary;
import org.umbriel.nativeinterop.machine.GlobalReferences;
import org.umbriel.nativeinterop.memory.RawMemory;
import org.umbriel.nativeinterop.value.Callback;
import org.umbriel.nativeinterop.value.Value;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code benchmarks/run acceptance addresses}: what addresses are, on a corpus with answers. */
@Command(
    name = "addresses",
    mixinStandardHelpOptions = true,
    description =
        "Describes addresses of variables, code, blocks, locals and Java objects whose answer is"
            + " known, and counts the right ones; exit code 1 below 95 %.")
public final class AddressCommand implements Callable<Integer> {
  private static final int TRIES = 20;
  private static final double ENOUGH = 0.95;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--each", defaultValue = "100", description = "How many of each kind.")
  private int each;

  @Option(names = "--seed", defaultValue = "1")
  private long seed;

  /** Right answers and all, by kind and options of the compiler. */
  private final Map<String, int[]> counts = new TreeMap<>();

  @Override
  public Integer call() throws IOException, InterruptedException {
    for (String options : List.of("-O0", "-O2")) {
      Path folder = Files.createTempDirectory("corpus");
      try {
        run(options, compile(folder, options));
      } finally {
        delete(folder);
      }
    }
    objects();
    PrintWriter out = spec.commandLine().getOut();
    int right = 0;
    int all = 0;
    for (Map.Entry<String, int[]> kind : counts.entrySet()) {
      out.printf("%-12s %5d of %5d%n", kind.getKey(), kind.getValue()[0], kind.getValue()[1]);
      right += kind.getValue()[0];
      all += kind.getValue()[1];
    }
    out.printf(Locale.ROOT, "%-12s %5d of %5d, %.1f %%%n", "all", right, all, 100.0 * right / all);
    return right >= ENOUGH * all ? 0 : 1;
  }

  private void run(String options, Path library) {
    Callback look = arguments -> look(options, arguments);
    NativeLibrary.open(library.toString()).function("corpus").call(look);
  }

  private Object look(String options, List<Value> arguments) {
    String kind = arguments.get(0).toText();
    String answer = arguments.get(1).toText();
    Described said = AddressSpace.now().describe(arguments.get(2).toPointer());
    boolean isRight =
        said instanceof Described.Block block
            ? kind.equals("block")
                && answer.equals(block.offset() == 0 ? "" : ", at " + block.offset())
            : said.toString().equals(answer);
    count(kind + " " + options, isRight, answer, said);
    return 0;
  }

  private void count(String kind, boolean isRight, String answer, Described said) {
    int[] count = counts.computeIfAbsent(kind, k -> new int[2]);
    count[0] += isRight ? 1 : 0;
    count[1]++;
    if (!isRight) {
      spec.commandLine().getErr().println(kind + ": " + said + ", but it is " + answer);
    }
  }

  private record Pair(int first, long second) {}

  private void objects() {
    for (int i = 0; i < each; i++) {
      Object object =
          switch (i % 4) {
            case 0 -> new byte[1 << (i % 21)];
            case 1 -> "text " + i;
            case 2 -> new Pair[1 + i];
            default -> new Pair(i, i);
          };
      String answer = "object of " + object.getClass().getTypeName();
      long reference = GlobalReferences.add(object);
      Described said = described(reference);
      count("object", said.toString().equals(answer), answer, said);
      GlobalReferences.remove(reference);
    }
  }

  /**
   * Objects move; an answer counts if the object is still there afterwards. ZGC writes where it is
   * into a handle when someone asks for it.
   */
  private static Described described(long reference) {
    Described said = new Described.Nothing();
    for (int i = 0; i < TRIES; i++) {
      long address = address(reference);
      said = AddressSpace.now().describe(address);
      if (address(reference) == address) {
        break;
      }
    }
    return said;
  }

  private static long address(long reference) {
    GlobalReferences.get(reference);
    return RawMemory.getLong(reference & -8);
  }

  private Path compile(Path folder, String options) throws IOException, InterruptedException {
    Path source = folder.resolve("corpus.c");
    Files.writeString(source, new AddressCorpus(seed).write(each));
    Path library = folder.resolve("libcorpus.so");
    List<String> command =
        List.of("gcc", "-g", options, "-w", "-shared", "-fPIC", "-o", library + "", source + "");
    Process gcc = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(gcc.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (gcc.waitFor() != 0) {
      throw new IOException(said);
    }
    return library;
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
