package org.umbriel.benchmarks.callcost;

import com.sun.jna.Native;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.umbriel.nativeinterop.bind.Binding;
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

  void run(Path folder) throws IOException, InterruptedException, ReflectiveOperationException {
    Path library = compile(folder);
    System.load(library.toString());
    JnaMappings.Functions jna = Native.load(library.toString(), JnaMappings.Functions.class);
    JnaMappings.Direct.bind(library.toString());
    NativeLibrary ours = NativeLibrary.open(library.toString());
    Bound bound = Binding.of(ours, Bound.class);
    Optional<ForeignFunctions> foreign = ForeignFunctions.open(library);
    numbers(jna, ours.function("add"), bound, foreign);
    structures(jna, ours.function("sum"), bound, foreign);
    upcalls(jna, ours.function("many"), foreign);
  }

  /** {@code struct point} of {@link Jni#SOURCE}. */
  record Point(double x, int y) {}

  /** The functions as an interface. */
  interface Bound {
    int add(int a, int b);

    double sum(Point p);
  }

  private void numbers(
      JnaMappings.Functions jna,
      NativeFunction ours,
      Bound bound,
      Optional<ForeignFunctions> foreign) {
    List<Row> rows = new ArrayList<>();
    rows.add(new Row("JNI", n -> sum(n, Jni::add), 1));
    rows.add(new Row("ours, interface", n -> sum(n, bound::add), 1));
    rows.add(new Row("ours, by name", n -> sum(n, (a, b) -> ours.call(a, b).toInt()), 1));
    rows.add(new Row("JNA direct", n -> sum(n, JnaMappings.Direct::add), 1));
    rows.add(new Row("JNA interface", n -> sum(n, jna::add), 1));
    foreign.ifPresent(f -> rows.add(new Row("FFM", n -> sum(n, (a, b) -> add(f, a, b)), 1)));
    print("add(int, int)", rows);
  }

  private static int add(ForeignFunctions foreign, int a, int b) {
    try {
      return (int) foreign.add().invokeExact(a, b);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
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

  private void structures(
      JnaMappings.Functions jna,
      NativeFunction ours,
      Bound bound,
      Optional<ForeignFunctions> foreign) {
    JnaMappings.Point structure = new JnaMappings.Point();
    List<Number> members = List.of(1.5, 2);
    Point point = new Point(1.5, 2);
    List<Row> rows = new ArrayList<>();
    rows.add(new Row("JNI", n -> repeat(n, () -> Jni.sum(1.5, 2)), 1));
    rows.add(new Row("ours, interface", n -> repeat(n, () -> bound.sum(point)), 1));
    rows.add(new Row("ours, by name", n -> repeat(n, () -> ours.call(members).toDouble()), 1));
    rows.add(new Row("JNA direct", n -> repeat(n, () -> JnaMappings.Direct.sum(structure)), 1));
    rows.add(new Row("JNA interface", n -> repeat(n, () -> jna.sum(structure)), 1));
    foreign.ifPresent(f -> rows.add(new Row("FFM", n -> repeat(n, () -> sum(f)), 1)));
    print("sum(struct point)", rows);
  }

  private static double sum(ForeignFunctions foreign) {
    try {
      return (double) foreign.sum().invokeExact(foreign.point());
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
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

  private void upcalls(
      JnaMappings.Functions jna, NativeFunction ours, Optional<ForeignFunctions> foreign) {
    JnaMappings.Same same = n -> n;
    Callback callback = p -> p.get(0).toInt();
    List<Row> rows = new ArrayList<>();
    rows.add(row("JNI", () -> Jni.many(UPCALLS)));
    rows.add(row("ours, by name", () -> ours.call(callback, UPCALLS).toInt()));
    rows.add(row("JNA", () -> jna.many(same, UPCALLS)));
    foreign.ifPresent(f -> rows.add(row("FFM", () -> many(f))));
    print("callback(int)", rows);
  }

  private static Row row(String name, Call call) {
    return new Row(name, n -> repeat(n, call), UPCALLS);
  }

  private static int many(ForeignFunctions foreign) {
    try {
      return (int) foreign.many().invokeExact(foreign.same(), UPCALLS);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
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
