package org.umbriel.nativeinterop.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.umbriel.nativeinterop.load.LibraryException;
import org.umbriel.nativeinterop.testing.CompiledLibrary;
import org.umbriel.nativeinterop.value.ArgumentException;
import org.umbriel.nativeinterop.value.NativePointer;
import org.umbriel.nativeinterop.value.Value;

/** Calls by code of their own against calls in a frame: two ways that share where arguments are. */
class CompiledCallTest {
  private static final String SOURCE =
      """
      struct point { double x; int y; };
      struct small { signed char c; unsigned short s; float f; };
      struct big { long a; double b; int c; };
      struct __attribute__((packed)) tight { char c; int i; };
      int add(int a, int b) { return a + 3 * b; }
      long ten(int a, long b, short c, unsigned char d, unsigned e, int f, long g, int h, int i, signed char j) {
        return a + 3L * b + 5L * c + 7L * d + 11L * e + 13L * f + 17L * g + 19L * h + 23L * i + 29L * j;
      }
      double reals(double a, float b, double c, double d, double e, double f, double g, double h, double i, float j) {
        return a + 2 * b + 3 * c + 4 * d + 5 * e + 6 * f + 7 * g + 8 * h + 9 * i + 10 * j;
      }
      float half(float f) { return f / 2; }
      double sum(struct point p, int n) { return p.x + n * p.y; }
      float pack(int n, struct small s, double d) { return s.c + 2 * s.s + 4 * s.f + 8 * n + 16 * d; }
      long stack(struct big b, int n, struct tight t, struct big c) {
        return b.a + 2 * (long) b.b + 3L * b.c + 5L * n + 7L * t.c + 11L * t.i + 13 * c.a + 17 * (long) c.b + 19L * c.c;
      }
      int load(const int *p, int n) { return p ? p[n] : -1; }
      int *there(int *p, int n) { return p + n; }
      int fail(int (*f)(int), int n) { return f(n); }
      int table[4] = { 2, 3, 5, 7 };
      struct point flip(struct point p) { struct point r = { p.y, p.x }; return r; }
      long length(const char *s) { long n = 0; while (s[n]) n++; return n; }
      int any(const char *format, ...) { return 0; }
      """;

  @TempDir static Path folder;
  private static NativeLibrary library;

  private final Random random = new Random(3);

  @BeforeAll
  static void compile() throws Exception {
    library = NativeLibrary.open(CompiledLibrary.compile(folder, "warm", SOURCE, "-g").toString());
  }

  private static CompiledCall compiled(NativeFunction function) {
    return CompiledCall.of(function).orElseThrow();
  }

  private int anInt() {
    return random.nextInt();
  }

  private int small() {
    return random.nextInt(256) - 128;
  }

  private List<Object> big() {
    return List.of(random.nextLong() >> 20, (double) small(), anInt());
  }

  private Object[] arguments(String function) {
    double d = random.nextInt(1000) / 8.0;
    float f = random.nextInt(1000) / 8f;
    return switch (function) {
      case "add" -> new Object[] {anInt(), anInt()};
      case "ten" ->
          new Object[] {
            anInt(),
            random.nextLong(),
            small(),
            random.nextInt(256),
            anInt() >>> 1,
            anInt(),
            anInt(),
            small(),
            anInt(),
            (long) small()
          };
      case "reals" -> new Object[] {d, f, d + 1, d - 1, d * 2, d * 3, d + 2, d + 3, d - 4, f - 1};
      case "half" -> new Object[] {f};
      case "sum" -> new Object[] {List.of(d, anInt()), small()};
      case "pack" -> new Object[] {small(), List.of(small(), random.nextInt(65536), f), d};
      case "stack" ->
          new Object[] {big(), anInt(), Arrays.asList(random.nextInt(128), anInt()), big()};
      default -> throw new IllegalArgumentException(function);
    };
  }

  @Test
  void returnsWhatACallInAFrameReturns() {
    for (String name : List.of("add", "ten", "reals", "half", "sum", "pack", "stack")) {
      NativeFunction function = library.function(name);
      CompiledCall compiled = compiled(function);
      for (int i = 0; i < 200; i++) {
        Object[] arguments = arguments(name);
        Value result = compiled.call(arguments);
        assertNotNull(result, () -> name + Arrays.toString(arguments));
        assertEquals(function.call(arguments), result, () -> name + Arrays.toString(arguments));
      }
    }
  }

  @Test
  void takesPointers() {
    NativePointer table = library.variable("table");
    assertEquals(7, compiled(library.function("load")).call(new Object[] {table, 3}).toInt());
    assertEquals(-1, compiled(library.function("load")).call(new Object[] {null, 3}).toInt());
    Value there = compiled(library.function("there")).call(new Object[] {table, 2});
    assertEquals(5, there.toPointer().read().toInt());
  }

  @Test
  void leavesWhatItDoesNotKnow() {
    CompiledCall add = compiled(library.function("add"));
    assertNull(add.call(new Object[] {1, null}));
    assertNull(add.call(new Object[] {1, 'c'}));
    assertNull(add.call(new Object[] {1, 1L << 40}));
    CompiledCall ten = compiled(library.function("ten"));
    assertNull(ten.call(new Object[] {1, 2, 40_000, 4, 5, 6, 7, 8, 9, 10}));
    assertNull(ten.call(new Object[] {1, 2, 3, -4, 5, 6, 7, 8, 9, 10}));
    assertNull(ten.call(new Object[] {1, 2, 3, 4, 1L << 32, 6, 7, 8, 9, 10}));
    CompiledCall sum = compiled(library.function("sum"));
    assertNull(sum.call(new Object[] {List.of(1.0), 2}));
    assertNull(sum.call(new Object[] {List.of(1, 2), 2}));
    assertNull(sum.call(new Object[] {"text", 2}));
    assertTrue(CompiledCall.of(library.function("flip")).isEmpty());
    assertTrue(CompiledCall.of(library.function("any")).isEmpty());
  }

  @Test
  void isTakenOnceAFunctionIsCalledOften() {
    NativeFunction sum = library.function("sum");
    for (int i = 0; i < 12_000; i++) {
      assertEquals(1.5 + 2.0 * i, sum.call(List.of(1.5, i), 2).toDouble());
    }
    assertThrows(ArgumentException.class, () -> sum.call(List.of("x", 1), 2));
    assertEquals(4.0, sum.call(List.of(2, 1), 2).toDouble());
    NativeFunction length = library.function("length");
    for (int i = 0; i < 12_000; i++) {
      assertEquals(3, length.call("abc").toInt());
    }
  }

  @Test
  void aClosedLibraryHasNoNames() throws Exception {
    Path file =
        CompiledLibrary.compile(folder, "closed", "int one = 1; int f(void) { return 1; }", "-g");
    NativeLibrary closed = NativeLibrary.open(file.toString());
    closed.close();
    assertThrows(LibraryException.class, () -> closed.function("f"));
    assertThrows(LibraryException.class, () -> closed.declare("int f(void)"));
    assertThrows(LibraryException.class, () -> closed.variable("one"));
  }

  @Test
  void throwsWhatACallbackThrew() {
    NativeFunction fail = library.function("fail");
    NativePointer callback =
        library.callback(
            "int (int)",
            p -> {
              throw new IllegalStateException("no " + p.get(0));
            });
    for (int i = 0; i < 10_100; i++) {
      assertThrows(CallbackException.class, () -> fail.call(callback, 3));
    }
  }
}
