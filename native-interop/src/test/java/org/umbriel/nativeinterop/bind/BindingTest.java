package org.umbriel.nativeinterop.bind;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.umbriel.nativeinterop.NativeException;
import org.umbriel.nativeinterop.call.CallbackException;
import org.umbriel.nativeinterop.call.NativeLibrary;
import org.umbriel.nativeinterop.memory.Arena;
import org.umbriel.nativeinterop.memory.MemoryAccessException;
import org.umbriel.nativeinterop.testing.Adder;
import org.umbriel.nativeinterop.testing.CompiledLibrary;
import org.umbriel.nativeinterop.value.ArgumentException;
import org.umbriel.nativeinterop.value.Callback;
import org.umbriel.nativeinterop.value.NativePointer;

class BindingTest {
  private static final String SOURCE =
      """
      #include <stdarg.h>
      struct point { int x; int y; };
      struct mixed { double d; int i; };
      struct floats { float a, b, c; };
      struct inner { short s; unsigned char c; };
      struct outer { struct inner in; float f; long l; };
      struct big { long a, b, c; };
      enum colour { RED, GREEN = 5 };
      int add(int a, int b) { return a + b; }
      long six(int a, long b, short c, signed char d, unsigned e, long f) { return a + 10*b + 100*c + 1000*d + 10000L*e + 100000*f; }
      double eight(double a, float b, double c, float d, double e, float f, double g, float h) { return a+2*b+3*c+4*d+5*e+6*f+7*g+8*h; }
      double both(int a, double b, long c, float d) { return a + 10*b + 100*c + 1000*d; }
      long seven(long a, long b, long c, long d, long e, long f, long g) { return a+b+c+d+e+f+7*g; }
      unsigned char byte(unsigned char c) { return c + 1; }
      signed char negative(short s) { return -s; }
      unsigned long unsignedLong(unsigned long u) { return u - 1; }
      unsigned int unsignedInt(unsigned u) { return u - 1; }
      _Bool not(_Bool b) { return !b; }
      float half(float f) { return f / 2; }
      enum colour other(enum colour c) { return c == RED ? GREEN : RED; }
      int sumPoint(struct point p) { return 10 * p.x + p.y; }
      double sumMixed(int k, struct mixed m, int l) { return k + 10 * m.d + 100 * m.i + 1000 * l; }
      float sumFloats(struct floats f) { return f.a + 10 * f.b + 100 * f.c; }
      double sumOuter(struct outer o) { return o.in.s + 10 * o.in.c + 100 * o.f + 1000 * o.l; }
      long sumBig(struct big b) { return b.a + b.b + b.c; }
      struct point flip(struct point p) { struct point r = { p.y, p.x }; return r; }
      struct wide { double d; long l; float f; unsigned u; unsigned long v; struct point p; signed char c; _Bool b; };
      struct pair { long l; double d; };
      struct floats thirds(float f) { struct floats r = { f, f / 2, f / 4 }; return r; }
      struct pair pair(double d, long l) { struct pair r = { l, d }; return r; }
      struct mixed mixed(int i, double d) { struct mixed r = { d, i }; return r; }
      struct outer nested(short s, float f) { struct outer r = { { s, 255 }, f, -7 }; return r; }
      struct wide wide(unsigned u, unsigned long v) { struct wide r = { 1.5, -2, 2.5f, u, v, { 3, -4 }, -5, 1 }; return r; }
      struct wide wider(struct wide w, int n, struct big b) { w.l += n + b.c; return w; }
      double many(int a, double b, long c, float d, int e, int f, int g, int h, double i, double j, double k, double l, double m, double n, float o, short p) {
        return a + 2*b + 3*c + 4*d + 5*e + 6*f + 7*g + 8*h + 9*i + 10*j + 11*k + 12*l + 13*m + 14*n + 15*o + 16*p; }
      int find(const char *s, char c, const char *t) { int n = 0; for (; *s; s++) n += *s == c; for (; *t; t++) n += 100 * (*t == c); return n; }
      const char *name(int n) { return n < 0 ? 0 : n == 0 ? "zero" : "gr\\303\\274n"; }
      char *skip(char *s) { return s + 1; }
      struct pair again(struct pair p, struct pair (*f)(struct pair)) { return f(p); }
      int *next(int *p) { return p + 1; }
      int follow(const int *p) { return p ? *p : -1; }
      int length(const char *s) { int n = 0; while (s[n]) n++; return n; }
      int twice(int (*f)(int), int x) { return f(x) + f(x + 1); }
      int counter; void count(void) { counter++; } int counted(void) { return counter; }
      int sum(int n, ...) { va_list l; va_start(l, n); int s = 0; while (n--) s += va_arg(l, int); return s; }
      void *kept; void keep(int (*f)(int)) { kept = f; } int callKept(int x) { return ((int (*)(int)) kept)(x); }
      """;

  private record Point(int x, int y) {}

  private record Mixed(double d, int i) {}

  private record Floats(float a, float b, float c) {}

  private record Inner(short s, int c) {}

  private record Outer(Inner in, float f, long l) {}

  private record Big(long a, long b, long c) {}

  private record Pair(long l, double d) {}

  private record Wide(double d, long l, float f, int u, long v, Point p, byte c, boolean b) {}

  /** The library as Java wants it. */
  private interface Functions {
    int add(int a, int b);

    long six(int a, long b, short c, byte d, long e, int f);

    double eight(double a, float b, float c, float d, double e, float f, double g, double h);

    double both(int a, double b, long c, float d);

    long seven(long a, long b, long c, long d, long e, long f, long g);

    int negative(int s);

    long unsignedLong(long u);

    int unsignedInt(int u);

    boolean not(boolean b);

    double half(float f);

    int other(int colour);

    int sumPoint(Point p);

    double sumMixed(int k, Mixed m, int l);

    float sumFloats(Floats f);

    double sumOuter(Outer o);

    long sumBig(Big b);

    Point flip(Point p);

    Floats thirds(float f);

    Pair pair(double d, long l);

    Mixed mixed(int i, double d);

    Outer nested(short s, float f);

    Wide wide(long u, long v);

    Wide wider(Wide w, int n, Big b);

    double many(
        int a,
        double b,
        long c,
        float d,
        int e,
        int f,
        int g,
        int h,
        double i,
        double j,
        double k,
        double l,
        double m,
        double n,
        float o,
        short p);

    int find(String s, char c, String t);

    String name(int n);

    String skip(String s);

    Pair again(Pair p, Callback f);

    NativePointer next(NativePointer p);

    int follow(NativePointer p);

    int length(String s);

    int twice(Callback f, int x);

    void count();

    int counted();

    int sum(int n, int a, int b);

    void keep(NativePointer f);

    int callKept(int x);
  }

  /** A name that Java has for itself. */
  private interface Wrong {
    int add(int a);
  }

  @TempDir static Path folder;
  private static Path file;
  private static NativeLibrary library;
  private static Functions functions;

  @BeforeAll
  static void compile() throws Exception {
    file = CompiledLibrary.compile(folder, "bound", SOURCE, "-g", "-O1");
    library = NativeLibrary.open(file.toString());
    functions = Binding.of(library, Functions.class);
  }

  @Test
  void numbers() {
    assertEquals(5, functions.add(2, 3));
    assertEquals(
        -5 + 20 - 300 + 4000 + 50_000 - 600_000, functions.six(-5, 2, (short) -3, (byte) 4, 5, -6));
    assertEquals(1 + 4 + 9 + 16 + 25 + 36 + 49 + 64, functions.eight(1, 2, 3, 4, 5, 6, 7, 8));
    assertEquals(4321, functions.both(1, 2, 3, 4));
    assertEquals(1 + 2 + 3 + 4 + 5 + 6 + 49, functions.seven(1, 2, 3, 4, 5, 6, 7));
    assertEquals(-12, functions.negative(12));
    assertTrue(functions.not(false));
    assertFalse(functions.not(true));
    assertEquals(1.25, functions.half(2.5f));
    assertEquals(5, functions.other(0));
  }

  @Test
  void numbersThatDoNotFit() {
    assertEquals(41, functions.unsignedLong(42));
    assertEquals(41, functions.unsignedInt(42));
    assertThrows(NativeException.class, () -> functions.unsignedLong(0));
    assertThrows(NativeException.class, () -> functions.unsignedInt(0));
    ArgumentException wrong =
        assertThrows(ArgumentException.class, () -> functions.negative(40_000));
    assertTrue(wrong.getMessage().contains("negative: parameter 1, s"), wrong.getMessage());
    assertThrows(ArgumentException.class, () -> functions.unsignedLong(-1));
    assertThrows(
        ArgumentException.class, () -> functions.six(0, 0, (short) 0, (byte) 0, 1L << 32, 0));
  }

  @Test
  void structures() {
    assertEquals(34, functions.sumPoint(new Point(3, 4)));
    assertEquals(-34, functions.sumPoint(new Point(-3, -4)));
    assertEquals(1 + 25 - 300 + 4000, functions.sumMixed(1, new Mixed(2.5, -3), 4));
    assertEquals(321, functions.sumFloats(new Floats(1, 2, 3)));
    assertEquals(
        -1 + 2000 + 300 + 4000, functions.sumOuter(new Outer(new Inner((short) -1, 200), 3, 4)));
    assertEquals(6, functions.sumBig(new Big(1, 2, 3)));
    assertEquals(new Point(2, 1), functions.flip(new Point(1, 2)));
    assertThrows(
        ArgumentException.class,
        () -> functions.sumOuter(new Outer(new Inner((short) 1, 256), 3, 4)));
    assertThrows(ArgumentException.class, () -> functions.sumPoint(null));
    assertThrows(ArgumentException.class, () -> functions.sumOuter(new Outer(null, 1, 1)));
  }

  @Test
  void returnedStructures() {
    assertEquals(new Floats(4, 2, 1), functions.thirds(4));
    assertEquals(new Pair(-7, 2.5), functions.pair(2.5, -7));
    assertEquals(new Mixed(-1.5, -3), functions.mixed(-3, -1.5));
    assertEquals(
        new Outer(new Inner((short) -3, 255), 1.5f, -7), functions.nested((short) -3, 1.5f));
    Wide wide = new Wide(1.5, -2, 2.5f, 7, 8, new Point(3, -4), (byte) -5, true);
    assertEquals(wide, functions.wide(7, 8));
    Wide more = new Wide(1.5, 38, 2.5f, 7, 8, new Point(3, -4), (byte) -5, true);
    assertEquals(more, functions.wider(wide, 10, new Big(1, 2, 30)));
    NativeException large =
        assertThrows(NativeException.class, () -> functions.wide(0xffff_ffffL, 0));
    assertEquals("unsigned int is no int, it is 4294967295", large.getMessage());
    assertThrows(ArgumentException.class, () -> functions.wider(null, 0, new Big(1, 2, 3)));
    assertEquals(wide, functions.wide(7, 8));
  }

  @Test
  void argumentsOnTheStack() {
    double sum = 0;
    for (int i = 1; i <= 16; i++) {
      sum += i * (double) -i;
    }
    assertEquals(
        sum,
        functions.many(
            -1, -2, -3, -4, -5, -6, -7, -8, -9, -10, -11, -12, -13, -14, -15, (short) -16));
  }

  @Test
  void texts() {
    assertEquals(201, functions.find("a-b", '-', "c--d"));
    String large = "x".repeat(100_000);
    assertEquals(100_000 + 300, functions.find(large, 'x', "xxx"));
    assertEquals(300, functions.find("", 'x', "xxx"));
    assertEquals(5, functions.length("gr\u20ac"));
    assertThrows(ArgumentException.class, () -> functions.find("a\0b", 'a', ""));
    assertEquals("zero", functions.name(0));
    assertEquals("gr\u00fcn", functions.name(1));
    assertThrows(MemoryAccessException.class, () -> functions.name(-1));
    assertEquals("bc", functions.skip("abc"));
    assertEquals(large.substring(1), functions.skip(large));
  }

  @Test
  void callsWithinCalls() {
    Callback deeper =
        p -> {
          Pair pair = p.get(0).to(Pair.class);
          return functions.pair(pair.d() + 1, pair.l() - functions.find("ab", 'b', "a"));
        };
    assertEquals(new Pair(4, 3.5), functions.again(new Pair(5, 2.5), deeper));
  }

  @Test
  void pointers() {
    Arena arena = new Arena();
    NativePointer numbers = NativePointer.allocate(arena, library.type("int"), 7);
    assertEquals(7, functions.follow(numbers));
    assertEquals(numbers.address() + 4, functions.next(numbers).address());
    arena.close();
    assertThrows(MemoryAccessException.class, () -> functions.follow(numbers));
    assertEquals(-1, functions.follow(null));
    assertEquals(5, functions.length("hello"));
  }

  @Test
  void callbacks() {
    assertEquals(14 * 14 + 15 * 15, functions.twice(a -> a.get(0).toInt() * a.get(0).toInt(), 14));
    Callback failing =
        a -> {
          throw new IllegalStateException("no");
        };
    assertThrows(CallbackException.class, () -> functions.twice(failing, 1));
    functions.keep(library.callback("int (int)", failing));
    CallbackException thrown = assertThrows(CallbackException.class, () -> functions.callKept(1));
    assertEquals("no", thrown.getCause().getMessage());
    assertEquals(5, functions.add(2, 3));
  }

  @Test
  void withoutArgumentsAndVariadic() {
    int before = functions.counted();
    functions.count();
    assertEquals(before + 1, functions.counted());
    assertEquals(11, functions.sum(2, 5, 6));
  }

  @Test
  void whatIsDirect() throws ReflectiveOperationException {
    List<String> indirect = List.of("twice", "sum", "again");
    for (var method : Functions.class.getMethods()) {
      boolean direct = DirectCall.of(method, library.function(method.getName())).isPresent();
      assertEquals(!indirect.contains(method.getName()), direct, method.getName());
    }
    assertEquals(37, Arrays.stream(Functions.class.getMethods()).count());
  }

  @Test
  void interfaceOfAnotherPackage() {
    assertEquals(5, Binding.of(library, Adder.class).add(2, 3));
  }

  @Test
  void closedLibrary() {
    NativeLibrary other = NativeLibrary.open(file.toString());
    Functions bound = Binding.of(other, Functions.class);
    assertEquals(5, bound.add(2, 3));
    other.close();
    assertThrows(MemoryAccessException.class, () -> bound.add(2, 3));
  }

  @Test
  void wrongInterfaces() {
    assertThrows(NativeException.class, () -> Binding.of(library, Wrong.class));
    assertThrows(NativeException.class, () -> Binding.of(library, String.class));
  }
}
