package org.umbriel.nativeinterop.call;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.umbriel.nativeinterop.NativeException;
import org.umbriel.nativeinterop.load.LibraryException;
import org.umbriel.nativeinterop.memory.Arena;
import org.umbriel.nativeinterop.memory.MemoryAccessException;
import org.umbriel.nativeinterop.testing.CompiledLibrary;
import org.umbriel.nativeinterop.value.ArgumentException;
import org.umbriel.nativeinterop.value.Callback;
import org.umbriel.nativeinterop.value.Complex;
import org.umbriel.nativeinterop.value.NativePointer;
import org.umbriel.nativeinterop.value.Value;

class NativeFunctionTest {
  private static final String SOURCE =
      """
      #include <complex.h>
      #include <errno.h>
      #include <stdarg.h>
      #include <stdio.h>
      #include <stdlib.h>
      #include <string.h>
      enum colour { RED, GREEN = 5, BLUE };
      struct point { int x; int y; };
      struct mixed { double d; int i; };
      struct big { long a, b, c, d; };
      struct flags { unsigned low : 3; int mid : 5; enum colour c : 4; long far : 40; };
      union number { int i; float f; char text[12]; };
      struct holder { int kind; union number n; };
      struct outer { struct point p; struct { int inner; }; double list[3]; const char *name; };
      struct __attribute__((packed)) tight { char c; int i; };
      struct only { long double x; };
      struct empty {};
      struct node { int value; struct node *next; };
      int counter = 7;
      struct point origin = { 3, 4 };
      static int hidden(int x) { return x + 1; }
      int (*keep)(int) = hidden;
      int add(int a, int b) { return a + b; }
      unsigned char wrap(signed char c, unsigned short s, _Bool b) { return c + s + b; }
      double scale(float f, double d) { return f * d; }
      enum colour next(enum colour c) { return c == RED ? GREEN : BLUE; }
      char *shout(const char *s) { static char b[100]; int i; for (i = 0; s[i]; i++) b[i] = s[i] & ~32; b[i] = 0; return b; }
      struct point flip(struct point p) { struct point r = { p.y, p.x }; return r; }
      struct mixed twice(struct mixed m) { m.d *= 2; m.i *= 2; return m; }
      struct big shift(struct big b, int by) { b.a += by; b.d -= by; return b; }
      struct flags raise(struct flags f) { f.low++; f.mid--; f.c = BLUE; f.far = -f.far; return f; }
      struct holder hold(struct holder h) { if (h.kind) h.n.f *= 2; else h.n.i *= 2; return h; }
      struct outer change(struct outer o) { o.p.x++; o.inner *= 2; o.list[2] = 9; return o; }
      struct tight squeeze(int a, struct tight t) { t.i += a; t.c++; return t; }
      struct only half(struct only o) { o.x /= 2; return o; }
      int none(struct empty e, int x) { return x; }
      long double third(long double x) { return x / 3; }
      float complex turn(float complex z) { return z * I; }
      double complex square(double complex z) { return z * z; }
      long double complex longer(long double complex z) { return z + 1; }
      __int128 huge(__int128 a, unsigned __int128 b) { return a * (__int128) b; }
      int many(int a, int b, int c, int d, int e, int f, int g, struct point p, double x) { return a+b+c+d+e+f+g+p.x+p.y+(int)x; }
      int sum(int n, ...) { va_list l; va_start(l, n); int s = 0; while (n--) s += va_arg(l, int); return s; }
      double mean(int n, ...) { va_list l; va_start(l, n); double s = 0; for (int i = 0; i < n; i++) s += va_arg(l, double); return s / n; }
      int apply(int (*f)(struct point, double), int x) { struct point p = { x, x + 1 }; return f(p, 0.5); }
      struct big large(struct big (*f)(struct big)) { struct big b = { 1, 2, 3, 4 }; return f(b); }
      int total(const int *v, int n) { int s = 0; while (n--) s += v[n]; return s; }
      void reverse(long *v, int n) { for (int i = 0; i < n / 2; i++) { long t = v[i]; v[i] = v[n-1-i]; v[n-1-i] = t; } }
      int length(const struct node *n) { int l = 0; for (; n; n = n->next) l++; return l; }
      int fail(int e) { errno = e; return -1; }
      int sumOf(struct point *p) { return p->x + p->y; }
      void *stash; void remember(int (*f)(int)) { stash = f; } int recall(int x) { return ((int (*)(int)) stash)(x); }
      """;

  @TempDir static Path folder;
  private static NativeLibrary library;

  @BeforeAll
  static void compile() throws Exception {
    library =
        NativeLibrary.open(CompiledLibrary.compile(folder, "shapes", SOURCE, "-g").toString());
  }

  private static String call(String function, Object... arguments) {
    return library.function(function).call(arguments).toString();
  }

  record Point(int x, int y) {}

  enum Colour {
    RED,
    GREEN,
    BLUE
  }

  @Test
  void numbers() {
    assertEquals("5", call("add", 2, 3));
    assertEquals("9 '\\t'", call("wrap", -1, 9, true));
    assertEquals("3.75", call("scale", 1.5, 2.5));
    assertEquals("GREEN", call("next", "RED"));
    assertEquals("BLUE", call("next", Colour.GREEN));
    assertEquals("0.333333333333333333342", call("third", 1));
    assertEquals("-2 + 1i", call("turn", new Complex(1, 2)));
    assertEquals("-3 + 4i", call("square", new Complex(1, 2)));
    assertEquals("2.5 + -1i", call("longer", new Complex(1.5, -1)));
    BigInteger big = BigInteger.TWO.pow(90);
    assertEquals(big.negate().toString(), call("huge", BigInteger.TWO.pow(60).negate(), 1L << 30));
  }

  @Test
  void structures() {
    assertEquals("{x = 2, y = 1}", call("flip", List.of(1, 2)));
    assertEquals("{x = 2, y = 1}", call("flip", Map.of("x", 1, "y", 2)));
    Value flipped = library.function("flip").call(new Point(1, 2));
    assertEquals(new Point(2, 1), flipped.to(Point.class));
    assertEquals("{d = 3, i = 8}", call("twice", List.of(1.5, 4)));
    assertEquals("{a = 11, b = 2, c = 3, d = -6}", call("shift", List.of(1, 2, 3, 4), 10));
    assertEquals(
        "{low = 4, mid = -4, c = BLUE, far = 1}", call("raise", List.of(3, -3, "GREEN", -1)));
    Value held = library.function("hold").call(List.of(1, Map.of("f", 1.75)));
    assertEquals("3.5", held.member("n").member("f").toString());
    assertEquals(
        "{kind = 0, n = {i = 6, f = 8.40779079e-45, text = \"\\006\\000\\000\\000\\000\\000\\000\\000\\000\\000\\000\"}}",
        call("hold", List.of(0, List.of(3))));
    assertEquals(
        "{p = {x = 2, y = 2}, {inner = 6}, list = {4, 5, 9}, name = \"me\"}",
        call(
            "change",
            Map.of("p", List.of(1, 2), "inner", 3, "name", "me", "list", new double[] {4, 5})));
    assertEquals("{c = 98 'b', i = 12}", call("squeeze", 5, List.of('a', 7)));
    assertEquals("{x = 1.25}", call("half", List.of(2.5)));
    assertEquals("4", call("none", List.of(), 4));
    assertEquals("45", call("many", 1, 2, 3, 4, 5, 6, 7, List.of(8, 9), 0.5));
  }

  @Test
  void variadic() {
    assertEquals("6", call("sum", 3, 1, 2, 3));
    assertEquals("2.5", call("mean", 2, 2.0f, 3.0));
    assertEquals("0", call("sum", 0));
  }

  @Test
  void callbacks() {
    Callback area = p -> p.get(0).member("x").toInt() * p.get(0).member("y").toInt();
    assertEquals("12", call("apply", area, 3));
    Callback grow = b -> List.of(b.get(0).member("d").toLong(), 5, 6, 7);
    assertEquals("{a = 4, b = 5, c = 6, d = 7}", call("large", grow));
    assertEquals("42", call("apply", (Callback) p -> 42, 1));
    var thrown = new IllegalStateException("no");
    Callback wrong =
        p -> {
          throw thrown;
        };
    var seen = assertThrows(CallbackException.class, () -> call("apply", wrong, 1));
    assertSame(thrown, seen.getCause());
    assertEquals("42", call("apply", (Callback) p -> 42, 1));
    assertThrows(CallbackException.class, () -> call("apply", (Callback) p -> "text", 1));
  }

  @Test
  void callbacksThatAreKept() {
    library.function("remember").call((Callback) p -> 1);
    var seen = assertThrows(CallbackException.class, () -> call("recall", 1));
    assertTrue(seen.getMessage().contains("after it had been released"), seen::getMessage);
    library.function("remember").call(library.callback("int (int)", p -> p.get(0).toInt() + 1));
    System.gc();
    assertEquals("42", call("recall", 41));
    library.function("remember").call(library.function("hidden").pointer());
    assertEquals("8", call("recall", 7));
  }

  @Test
  void textsAndArrays() {
    assertEquals("\"HELLO\"", call("shout", "hello"));
    assertEquals("HELLO", library.function("shout").call("hello").toText());
    assertEquals("6", call("total", new int[] {1, 2, 3}, 3));
    assertEquals("6", call("total", List.of(1, 2, 3), 3));
    long[] numbers = {1, 2, 3};
    call("reverse", numbers, 3);
    assertArrayEquals(new long[] {3, 2, 1}, numbers);
    assertEquals("7", call("sumOf", new Point(3, 4)));
    assertEquals("7", call("sumOf", library.variable("origin")));
  }

  @Test
  void memory() {
    NativePointer counter = library.variable("counter");
    int before = counter.read().toInt();
    counter.write(before + 1);
    assertEquals(before + 1, counter.read().toInt());
    NativePointer second;
    try (Arena arena = new Arena()) {
      second =
          NativePointer.allocate(
              arena, library.type("struct node"), List.of(2, NativePointer.NULL));
      NativePointer first = NativePointer.allocate(arena, library.type("struct node"));
      first.write(Map.of("value", 1, "next", second));
      assertEquals("2", call("length", first));
      assertEquals(2, first.read().member("next").toPointer().read().member("value").toInt());
      assertThrows(MemoryAccessException.class, () -> first.plus(1).read());
    }
    assertThrows(MemoryAccessException.class, second::read);
    assertThrows(MemoryAccessException.class, () -> call("length", second));
    assertThrows(
        MemoryAccessException.class, () -> NativePointer.of(16).to(library.type("int")).read());
    assertThrows(MemoryAccessException.class, () -> NativePointer.of(1L << 45).readText());
  }

  @Test
  void errno() {
    assertEquals(2, library.function("fail").callWithErrno(2).errno());
    assertEquals(0, library.function("add").callWithErrno(2, 2).errno());
  }

  @Test
  void wrongArgumentsAreNamed() {
    assertWrong("add: parameter 2, b (int): \"x\" is no integer", "add", 1, "x");
    assertWrong(
        "wrap: parameter 1, c (signed char): 200 is not in -128 .. 127", "wrap", 200, 1, true);
    assertWrong(
        "next: parameter 1, c (enum colour): \"PINK\" is none of RED, GREEN, BLUE", "next", "PINK");
    assertWrong(
        "raise: parameter 1, f.low (unsigned int): 8 is not in 0 .. 7", "raise", List.of(8));
    assertWrong("flip: parameter 1, p.y (int): 2.5 is no integer", "flip", List.of(1, 2.5));
    assertWrong(
        "flip: parameter 1, p (struct point): no member z; it has x, y", "flip", Map.of("z", 1));
    assertWrong("total: parameter 1, v (const int *): 5 is no pointer", "total", 5, 1);
    assertWrong(
        "sumOf: parameter 1, p (struct point *): a pointer to struct node",
        "sumOf",
        NativePointer.of(4096).to(library.type("struct node")));
    assertWrong("add: 1 arguments, it takes 2; parameter 2 is b (int)", "add", 1);
  }

  private static void assertWrong(String message, String function, Object... arguments) {
    var thrown = assertThrows(NativeException.class, () -> call(function, arguments));
    assertEquals(message, thrown.getMessage());
    assertEquals(message.contains("arguments,"), !(thrown instanceof ArgumentException));
  }

  @Test
  void librariesThatAreNone() {
    var noFile = assertThrows(LibraryException.class, () -> NativeLibrary.open("/no/such.so"));
    assertEquals("/no/such.so: no such file", noFile.getMessage());
    var noName = assertThrows(LibraryException.class, () -> NativeLibrary.open("libnosuch.so"));
    assertTrue(noName.getMessage().startsWith("libnosuch.so: cannot open"), noName::getMessage);
    var missing = assertThrows(LibraryException.class, () -> library.function("ad"));
    assertTrue(missing.getMessage().endsWith("no function ad; did you mean add?"));
  }
}
