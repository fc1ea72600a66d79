package org.umbriel.nativeinterop.entrypoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.umbriel.metadata.testing.Tool;
import org.umbriel.nativeinterop.NativeException;
import org.umbriel.nativeinterop.call.CallbackException;
import org.umbriel.nativeinterop.call.NativeLibrary;
import org.umbriel.nativeinterop.testing.CompiledLibrary;
import org.umbriel.nativeinterop.value.Value;

/** The talk's {@code fac}: Java that C calls by name. */
class EntrypointsTest {
  private static final String SOURCE =
      """
      #define _GNU_SOURCE
      #include <dlfcn.h>
      #include <execinfo.h>
      #include <stdlib.h>
      #include <string.h>
      long fac(long n);
      const char *greet(const char *who, _Bool loud);
      double mix(float a, char b, double c, int d, short e, long f, long g, long h, double i, int j);
      struct point { double x; int y; };
      struct point flip(struct point p, struct point *q, long a, long b, long c, long d, struct point r);
      long linked(long n) { return fac(n) + 1; }
      long found(long n) { long (*f)(long) = dlsym(RTLD_DEFAULT, "fac"); return f ? f(n) : -1; }
      const char *named(void) { Dl_info i; return dladdr((char *) fac + 12, &i) ? i.dli_sname : "?"; }
      char *greeted(void) { return strdup(greet("world", 1)); }
      double mixed(void) { return mix(0.5f, 'b', 2.5, -4, -5, 6, 7, 8, 9.5, 10); }
      struct point flipped(void) {
        struct point p = { 1, 2 }, q = { 3, 4 }, r = { 5, 6 };
        return flip(p, &q, 1, 2, 3, 4, r);
      }
      int depth(void) { void *frames[200]; return backtrace(frames, 200); }
      """;

  static long fac(long n) {
    return n == 0 ? 1 : n * fac(n - 1);
  }

  static String greet(String who, boolean loud) {
    return "hello " + who + (loud ? "!" : "");
  }

  static double mix(
      float a, byte b, double c, int d, short e, long f, long g, long h, double i, int j) {
    return a + b + c + d + e + f + g + h + i + j;
  }

  private static Object flip(List<Value> p) {
    double x = p.get(0).member("x").toDouble() + p.get(6).member("y").toInt();
    int y = p.get(1).toPointer().read().member("y").toInt() + p.get(5).toInt();
    return Map.of("x", x, "y", y);
  }

  private static NativeLibrary published(Path folder) throws Exception {
    new Entrypoints.Batch()
        .add("fac", EntrypointsTest.class.getDeclaredMethod("fac", long.class))
        .add("greet", EntrypointsTest.class.getDeclaredMethod("greet", String.class, boolean.class))
        .add(
            "mix",
            EntrypointsTest.class.getDeclaredMethod(
                "mix",
                float.class,
                byte.class,
                double.class,
                int.class,
                short.class,
                long.class,
                long.class,
                long.class,
                double.class,
                int.class))
        .add(
            "struct point {double x; int y;} flip(struct point {double x; int y;} p,"
                + " struct point {double x; int y;} *q, long a, long b, long c, long d,"
                + " struct point {double x; int y;} r)",
            name -> Optional.empty(),
            EntrypointsTest::flip)
        .publish();
    Path library = CompiledLibrary.compile(folder, "calls", SOURCE, "-g");
    return NativeLibrary.open(library.toString());
  }

  @Test
  void nativeCodeCallsJavaByName(@TempDir Path folder) throws Exception {
    NativeLibrary library = published(folder);
    assertEquals("3628801", library.function("linked").call(10).toString());
    assertEquals("3628800", library.function("found").call(10).toString());
    assertEquals("fac", library.function("named").call().toText());
    assertEquals("hello world!", library.function("greeted").call().toText());
    assertEquals(
        0.5 + 98 + 2.5 - 4 - 5 + 6 + 7 + 8 + 9.5 + 10, library.function("mixed").call().toDouble());
    assertEquals("{x = 7, y = 8}", library.function("flipped").call().toString());
  }

  @Test
  void exceptionsAndReleasedMethods(@TempDir Path folder) throws Exception {
    Entrypoints batch =
        new Entrypoints.Batch()
            .add(
                "int broken(int x)",
                name -> Optional.empty(),
                p -> {
                  throw new IllegalStateException("no");
                })
            .publish();
    String source = "int broken(int); int relay(int x) { return broken(x); }";
    NativeLibrary library =
        NativeLibrary.open(CompiledLibrary.compile(folder, "relay", source, "-g").toString());
    var thrown = assertThrows(CallbackException.class, () -> library.function("relay").call(1));
    assertEquals("a callback threw java.lang.IllegalStateException: no", thrown.getMessage());
    batch.close();
    thrown = assertThrows(CallbackException.class, () -> library.function("relay").call(1));
    assertTrue(thrown.getMessage().endsWith("a callback was called after it had been released"));
  }

  @Test
  void hundredAtOnce() throws Exception {
    Entrypoints.Batch batch = new Entrypoints.Batch();
    for (int i = 0; i < 100; i++) {
      int number = i;
      batch.add(
          "int many_" + i + "(int x)", name -> Optional.empty(), p -> p.get(0).toInt() + number);
    }
    Entrypoints published = batch.publish();
    NativeLibrary process = NativeLibrary.open(published.file().toString());
    assertEquals("45", process.function("many_42").call(3).toString());
  }

  @Test
  void whatCannotBePublished() throws Exception {
    Entrypoints.Batch batch = new Entrypoints.Batch();
    assertThrows(NativeException.class, batch::publish);
    assertThrows(NativeException.class, () -> batch.add("a b", method("greet")));
    assertThrows(NativeException.class, () -> batch.add("x", Object.class.getMethod("hashCode")));
    assertThrows(
        NativeException.class,
        () -> batch.add("x", List.class.getMethod("copyOf", Collection.class)));
    batch.add("twice", method("greet"));
    assertThrows(NativeException.class, () -> batch.add("twice", method("greet")));
  }

  private static Method method(String name) throws NoSuchMethodException {
    return EntrypointsTest.class.getDeclaredMethod(name, String.class, boolean.class);
  }

  @Test
  void imagesAreValid(@TempDir Path folder) throws Exception {
    Entrypoints published =
        Entrypoints.publish("checked", EntrypointsTest.class.getDeclaredMethod("fac", long.class));
    Path copy = folder.resolve("checked.so");
    Files.copy(published.file(), copy);
    String verified = Tool.find("llvm-dwarfdump").run("--verify", copy);
    assertTrue(verified.contains("No errors."), verified);
    String shown = Tool.find("readelf").run("--all", "--wide", "--debug-dump=frames", copy);
    assertTrue(!shown.contains("Warning") && !shown.contains("Error"), shown);
  }

  /** gdb on a process: the stack across both languages, arguments, a call from its prompt. */
  @Test
  void gdbSeesThem(@TempDir Path folder) throws Exception {
    Tool gdb = Tool.find("gdb");
    Path scope = Path.of("/proc/sys/kernel/yama/ptrace_scope");
    Assumptions.assumeTrue(
        !Files.exists(scope)
            || Files.readString(scope).startsWith("0")
            || System.getProperty("user.name").equals("root"),
        "gdb may not attach");
    String source =
        "#include <unistd.h>\nlong fac(long);\n"
            + "int forever(int n) { for (;;) { fac(n); usleep(1000); } }\n";
    Path library = CompiledLibrary.compile(folder, "forever", source, "-g");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                CallsForever.class.getName(),
                library.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      assertEquals("ready", process.inputReader().readLine());
      String shown =
          gdb.run(
              "-batch",
              "-nx",
              "-p",
              process.pid(),
              "-ex",
              "handle SIGSEGV nostop noprint pass",
              "-ex",
              "ptype fac",
              "-ex",
              "print fac(6)",
              "-ex",
              "break fac",
              "-ex",
              "continue",
              "-ex",
              "bt 2",
              "-ex",
              "info symbol $pc");
      assertTrue(shown.contains("type = long (long)"), shown);
      assertTrue(shown.contains("$1 = 720"), shown);
      assertTrue(shown.matches("(?s).*#0 +fac \\(n=5\\) at .*CallsForever.java:\\d+\\s.*"), shown);
      assertTrue(shown.matches("(?s).*#1 .* in forever \\(n=5\\) at .*forever.c:3\\s.*"), shown);
      assertTrue(shown.contains("in section .text of /proc/"), shown);
    } finally {
      process.destroyForcibly();
    }
  }
}
