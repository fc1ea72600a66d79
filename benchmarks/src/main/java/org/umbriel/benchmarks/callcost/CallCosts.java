package org.umbriel.benchmarks.callcost;

import com.sun.jna.Native;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.umbriel.nativeinterop.bind.Binding;
import org.umbriel.nativeinterop.call.NativeFunction;
import org.umbriel.nativeinterop.call.NativeLibrary;
import org.umbriel.nativeinterop.value.Callback;

/**
 * Measures the ways in turn, and prints the least nanoseconds of a call of each, and ratios to JNI.
 * Each way has a loop of its own: in one that several share, the first is inlined and the others
 * are not.
 */
final class CallCosts {
  private static final int ROUNDS = 60;
  private static final int UPCALLS = 1000;
  private static final String TEXT = "a text of some length";

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

  private record Row(String name, Way way, int callsEach) {
    Row(String name, Way way) {
      this(name, way, 1);
    }
  }

  void run(Path folder) throws IOException, InterruptedException, ReflectiveOperationException {
    Path library = compile(folder);
    System.load(library.toString());
    JnaMappings.Functions jna = Native.load(library.toString(), JnaMappings.Functions.class);
    JnaMappings.Direct.bind(library.toString());
    NativeLibrary ours = NativeLibrary.open(library.toString());
    Bound bound = Binding.of(ours, Bound.class);
    Optional<ForeignFunctions> foreign = ForeignFunctions.open(library);
    numbers(jna, ours.function("add"), bound, foreign);
    stack(jna, ours.function("ten"), bound);
    structures(jna, ours.function("sum"), bound, foreign);
    returned(jna, ours.function("flip"), bound);
    texts(jna, ours.function("length"), bound);
    upcalls(jna, ours.function("many"), foreign);
  }

  /** {@code struct point} of {@link Jni#SOURCE}. */
  record Point(double x, int y) {}

  /** The functions as an interface. */
  interface Bound {
    int add(int a, int b);

    int ten(int a, int b, int c, int d, int e, int f, int g, int h, int i, int j);

    double sum(Point p);

    Point flip(Point p);

    int length(String text);
  }

  private void numbers(
      JnaMappings.Functions jna,
      NativeFunction ours,
      Bound bound,
      Optional<ForeignFunctions> foreign) {
    List<Row> rows = new ArrayList<>();
    rows.add(
        new Row(
            "JNI",
            n -> {
              double sum = 0;
              while (n-- > 0) {
                sum += Jni.add(n, 1);
              }
              return sum;
            }));
    rows.add(
        new Row(
            "ours, interface",
            n -> {
              double sum = 0;
              while (n-- > 0) {
                sum += bound.add(n, 1);
              }
              return sum;
            }));
    rows.add(
        new Row(
            "ours, by name",
            n -> {
              double sum = 0;
              while (n-- > 0) {
                sum += ours.call(n, 1).toInt();
              }
              return sum;
            }));
    rows.add(
        new Row(
            "JNA direct",
            n -> {
              double sum = 0;
              while (n-- > 0) {
                sum += JnaMappings.Direct.add(n, 1);
              }
              return sum;
            }));
    rows.add(
        new Row(
            "JNA interface",
            n -> {
              double sum = 0;
              while (n-- > 0) {
                sum += jna.add(n, 1);
              }
              return sum;
            }));
    foreign.ifPresent(
        f ->
            rows.add(
                new Row(
                    "FFM",
                    n -> {
                      double sum = 0;
                      while (n-- > 0) {
                        sum += add(f, n, 1);
                      }
                      return sum;
                    })));
    print("add(int, int)", rows);
  }

  private static int add(ForeignFunctions foreign, int a, int b) {
    try {
      return (int) foreign.add().invokeExact(a, b);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  private void stack(JnaMappings.Functions jna, NativeFunction ours, Bound bound) {
    List<Row> rows = new ArrayList<>();
    rows.add(
        new Row(
            "JNI",
            n -> {
              double sum = 0;
              while (n-- > 0) {
                sum += Jni.ten(n, 2, 3, 4, 5, 6, 7, 8, 9, 10);
              }
              return sum;
            }));
    rows.add(
        new Row(
            "ours, interface",
            n -> {
              double sum = 0;
              while (n-- > 0) {
                sum += bound.ten(n, 2, 3, 4, 5, 6, 7, 8, 9, 10);
              }
              return sum;
            }));
    rows.add(
        new Row(
            "ours, by name",
            n -> {
              double sum = 0;
              while (n-- > 0) {
                sum += ours.call(n, 2, 3, 4, 5, 6, 7, 8, 9, 10).toInt();
              }
              return sum;
            }));
    rows.add(
        new Row(
            "JNA direct",
            n -> {
              double sum = 0;
              while (n-- > 0) {
                sum += JnaMappings.Direct.ten(n, 2, 3, 4, 5, 6, 7, 8, 9, 10);
              }
              return sum;
            }));
    rows.add(
        new Row(
            "JNA interface",
            n -> {
              double sum = 0;
              while (n-- > 0) {
                sum += jna.ten(n, 2, 3, 4, 5, 6, 7, 8, 9, 10);
              }
              return sum;
            }));
    print("ten(int ...)", rows);
  }

  private void structures(
      JnaMappings.Functions jna,
      NativeFunction ours,
      Bound bound,
      Optional<ForeignFunctions> foreign) {
    JnaMappings.Point structure = new JnaMappings.Point();
    List<Row> rows = new ArrayList<>();
    rows.add(
        new Row(
            "JNI",
            n -> {
              double sum = 0;
              while (n-- > 0) {
                sum += Jni.sum(1.5, n);
              }
              return sum;
            }));
    rows.add(
        new Row(
            "ours, interface",
            n -> {
              double sum = 0;
              while (n-- > 0) {
                sum += bound.sum(new Point(1.5, n));
              }
              return sum;
            }));
    rows.add(
        new Row(
            "ours, by name",
            n -> {
              double sum = 0;
              while (n-- > 0) {
                sum += ours.call(List.of(1.5, n)).toDouble();
              }
              return sum;
            }));
    rows.add(
        new Row(
            "JNA direct",
            n -> {
              double sum = 0;
              while (n-- > 0) {
                sum += JnaMappings.Direct.sum(structure);
              }
              return sum;
            }));
    rows.add(
        new Row(
            "JNA interface",
            n -> {
              double sum = 0;
              while (n-- > 0) {
                sum += jna.sum(structure);
              }
              return sum;
            }));
    foreign.ifPresent(
        f ->
            rows.add(
                new Row(
                    "FFM",
                    n -> {
                      double sum = 0;
                      while (n-- > 0) {
                        sum += sum(f);
                      }
                      return sum;
                    })));
    print("sum(struct point)", rows);
  }

  private static double sum(ForeignFunctions foreign) {
    try {
      return (double) foreign.sum().invokeExact(foreign.point());
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  private void returned(JnaMappings.Functions jna, NativeFunction ours, Bound bound) {
    JnaMappings.Point structure = new JnaMappings.Point();
    List<Row> rows = new ArrayList<>();
    rows.add(
        new Row(
            "JNI",
            n -> {
              double sum = 0;
              while (n-- > 0) {
                sum += Jni.flip(1.5, n).x();
              }
              return sum;
            }));
    rows.add(
        new Row(
            "ours, interface",
            n -> {
              double sum = 0;
              while (n-- > 0) {
                sum += bound.flip(new Point(1.5, n)).x();
              }
              return sum;
            }));
    rows.add(
        new Row(
            "ours, by name",
            n -> {
              double sum = 0;
              while (n-- > 0) {
                sum += ours.call(List.of(1.5, n)).member("x").toDouble();
              }
              return sum;
            }));
    rows.add(
        new Row(
            "JNA direct",
            n -> {
              double sum = 0;
              while (n-- > 0) {
                sum += JnaMappings.Direct.flip(structure).x;
              }
              return sum;
            }));
    rows.add(
        new Row(
            "JNA interface",
            n -> {
              double sum = 0;
              while (n-- > 0) {
                sum += jna.flip(structure).x;
              }
              return sum;
            }));
    print("struct point flip()", rows);
  }

  private void texts(JnaMappings.Functions jna, NativeFunction ours, Bound bound) {
    List<Row> rows = new ArrayList<>();
    rows.add(
        new Row(
            "JNI",
            n -> {
              double sum = 0;
              while (n-- > 0) {
                sum += Jni.length(TEXT);
              }
              return sum;
            }));
    rows.add(
        new Row(
            "ours, interface",
            n -> {
              double sum = 0;
              while (n-- > 0) {
                sum += bound.length(TEXT);
              }
              return sum;
            }));
    rows.add(
        new Row(
            "ours, by name",
            n -> {
              double sum = 0;
              while (n-- > 0) {
                sum += ours.call(TEXT).toInt();
              }
              return sum;
            }));
    rows.add(
        new Row(
            "JNA direct",
            n -> {
              double sum = 0;
              while (n-- > 0) {
                sum += JnaMappings.Direct.length(TEXT);
              }
              return sum;
            }));
    rows.add(
        new Row(
            "JNA interface",
            n -> {
              double sum = 0;
              while (n-- > 0) {
                sum += jna.length(TEXT);
              }
              return sum;
            }));
    print("length(char *)", rows);
  }

  private void upcalls(
      JnaMappings.Functions jna, NativeFunction ours, Optional<ForeignFunctions> foreign) {
    JnaMappings.Same same = n -> n;
    Callback callback = p -> p.get(0).toInt();
    List<Row> rows = new ArrayList<>();
    rows.add(
        new Row(
            "JNI",
            n -> {
              double sum = 0;
              while (n-- > 0) {
                sum += Jni.many(UPCALLS);
              }
              return sum;
            },
            UPCALLS));
    rows.add(
        new Row(
            "ours, by name",
            n -> {
              double sum = 0;
              while (n-- > 0) {
                sum += ours.call(callback, UPCALLS).toInt();
              }
              return sum;
            },
            UPCALLS));
    rows.add(
        new Row(
            "JNA",
            n -> {
              double sum = 0;
              while (n-- > 0) {
                sum += jna.many(same, UPCALLS);
              }
              return sum;
            },
            UPCALLS));
    foreign.ifPresent(
        f ->
            rows.add(
                new Row(
                    "FFM",
                    n -> {
                      double sum = 0;
                      while (n-- > 0) {
                        sum += many(f);
                      }
                      return sum;
                    },
                    UPCALLS)));
    print("callback(int)", rows);
  }

  private static int many(ForeignFunctions foreign) {
    try {
      return (int) foreign.many().invokeExact(foreign.same(), UPCALLS);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  private void print(String call, List<Row> rows) {
    double[] least = new double[rows.size()];
    Arrays.fill(least, Double.MAX_VALUE);
    for (int round = 0; round < ROUNDS; round++) {
      for (int i = 0; i < least.length; i++) {
        int each = rows.get(i).callsEach();
        int count = Math.max(1, calls / each);
        long start = cpu();
        rows.get(i).way().run(count);
        least[i] = Math.min(least[i], (cpu() - start) / ((double) count * each));
      }
    }
    for (int i = 0; i < least.length; i++) {
      String name = rows.get(i).name();
      double ratio = least[i] / least[0];
      out.printf(Locale.ROOT, "%-20s%-18s%8.1f ns   %5.2f x JNI%n", call, name, least[i], ratio);
    }
    out.flush();
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
