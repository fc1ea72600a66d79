package org.umbriel.benchmarks.callcost;

import com.sun.jna.Native;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.umbriel.nativeinterop.call.NativeFunction;
import org.umbriel.nativeinterop.call.NativeLibrary;
import org.umbriel.nativeinterop.value.Callback;

/** Measures the ways, one after the other, and prints nanoseconds a call and ratios to JNI. */
final class CallCosts {
  private static final int ROUNDS = 7;
  private static final int UPCALLS = 1000;

  private final PrintWriter out;
  private final int calls;

  CallCosts(PrintWriter out, int calls) {
    this.out = out;
    this.calls = calls;
  }

  /** Makes a number of calls; the sum keeps them from being left out. */
  private interface Way {
    double run(int count);
  }

  private record Row(String name, Way way, int callsEach) {}

  void run(Path folder) throws IOException, InterruptedException {
    Path library = compile(folder);
    System.load(library.toString());
    JnaMappings.Functions jna = Native.load(library.toString(), JnaMappings.Functions.class);
    JnaMappings.Direct.bind(library.toString());
    NativeLibrary ours = NativeLibrary.open(library.toString());
    numbers(jna, ours.function("add"));
    structures(jna, ours.function("sum"));
    upcalls(jna, ours.function("many"));
  }

  private void numbers(JnaMappings.Functions jna, NativeFunction ours) {
    print(
        "add(int, int)",
        List.of(
            new Row("JNI", n -> sum(n, Jni::add), 1),
            new Row("ours, by DWARF", n -> sum(n, (a, b) -> ours.call(a, b).toInt()), 1),
            new Row("JNA direct", n -> sum(n, JnaMappings.Direct::add), 1),
            new Row("JNA interface", n -> sum(n, jna::add), 1)));
  }

  /** A function of two integers. */
  private interface Add {
    int add(int a, int b);
  }

  private static double sum(int count, Add add) {
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum += add.add(i, 1);
    }
    return sum;
  }

  private void structures(JnaMappings.Functions jna, NativeFunction ours) {
    JnaMappings.Point point = new JnaMappings.Point();
    List<Number> members = List.of(1.5, 2);
    print(
        "sum(struct point)",
        List.of(
            new Row("JNI", n -> repeat(n, () -> Jni.sum(1.5, 2)), 1),
            new Row("ours, by DWARF", n -> repeat(n, () -> ours.call(members).toDouble()), 1),
            new Row("JNA direct", n -> repeat(n, () -> JnaMappings.Direct.sum(point)), 1),
            new Row("JNA interface", n -> repeat(n, () -> jna.sum(point)), 1)));
  }

  /** A call with what it needs in it. */
  private interface Call {
    double call();
  }

  private static double repeat(int count, Call call) {
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum += call.call();
    }
    return sum;
  }

  private void upcalls(JnaMappings.Functions jna, NativeFunction ours) {
    JnaMappings.Same same = n -> n;
    Callback callback = p -> p.get(0).toInt();
    print(
        "callback(int)",
        List.of(
            new Row("JNI", n -> repeat(n, () -> Jni.many(UPCALLS)), UPCALLS),
            new Row(
                "ours, by DWARF",
                n -> repeat(n, () -> ours.call(callback, UPCALLS).toInt()),
                UPCALLS),
            new Row("JNA", n -> repeat(n, () -> jna.many(same, UPCALLS)), UPCALLS)));
  }

  private void print(String call, List<Row> rows) {
    double base = 0;
    for (Row row : rows) {
      double nanoseconds = Double.MAX_VALUE;
      int count = Math.max(1, calls / row.callsEach());
      for (int round = 0; round < ROUNDS; round++) {
        long start = cpu();
        row.way().run(count);
        double each = (cpu() - start) / ((double) count * row.callsEach());
        nanoseconds = Math.min(nanoseconds, each);
      }
      base = base == 0 ? nanoseconds : base;
      out.printf(
          Locale.ROOT,
          "%-20s%-18s%8.0f ns   %5.1f x JNI%n",
          call,
          row.name(),
          nanoseconds,
          nanoseconds / base);
      out.flush();
    }
  }

  /** Of this thread, in nanoseconds: other processes do not count. */
  private static long cpu() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private static Path compile(Path folder) throws IOException, InterruptedException {
    Path source = Files.writeString(folder.resolve("cost.c"), Jni.SOURCE);
    Path library = folder.resolve("libcost.so");
    Path headers = Path.of(System.getProperty("java.home"), "include");
    List<String> command =
        List.of(
            "gcc",
            "-O2",
            "-g",
            "-shared",
            "-fPIC",
            "-I" + headers,
            "-I" + headers.resolve("linux"),
            "-o",
            library.toString(),
            source.toString());
    Process gcc = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(gcc.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (gcc.waitFor() != 0) {
      throw new IOException(said);
    }
    return library;
  }
}
