package org.umbriel.nativeinterop.python;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.umbriel.nativeinterop.NativeException;
import org.umbriel.nativeinterop.call.CallbackException;
import org.umbriel.nativeinterop.entrypoint.Entrypoints;
import org.umbriel.nativeinterop.load.LibraryException;
import org.umbriel.nativeinterop.memory.Arena;
import org.umbriel.nativeinterop.memory.MemoryAccessException;
import org.umbriel.nativeinterop.type.StructType;
import org.umbriel.nativeinterop.value.JavaTypes;
import org.umbriel.nativeinterop.value.NativePointer;

class PythonTest {
  private static final AtomicReference<Python> PYTHON = new AtomicReference<>();

  private Python python;

  @BeforeEach
  void start() {
    try {
      python = Python.start();
      PYTHON.set(python);
    } catch (LibraryException e) {
      Assumptions.abort(e.getMessage());
    }
  }

  static long twiceInPython(long n) {
    if (n < 0) {
      throw new IllegalArgumentException("negative");
    }
    return PYTHON.get().evaluateLong("2 * " + n);
  }

  @Test
  void whereThereIsNone() {
    var none = assertThrows(LibraryException.class, () -> Python.start("libnosnake3.%d.so"));
    assertTrue(none.getMessage().startsWith("libpython3: not installed ("), none.getMessage());
  }

  @Test
  void values() {
    python.run("x = 20\ndef half(n):\n  return n // 2\n");
    assertEquals(21, python.evaluateLong("x + 1"));
    assertEquals("[10, 'é']", python.evaluateText("[half(x), 'é']"));
  }

  @Test
  void exceptionsCross() {
    var zero = assertThrows(PythonException.class, () -> python.evaluateLong("1 // 0"));
    assertEquals("ZeroDivisionError: integer division or modulo by zero", zero.getMessage());
    assertThrows(PythonException.class, () -> python.evaluateLong("1 +"));
    assertThrows(PythonException.class, () -> python.evaluateLong("2 ** 64"));
    assertThrows(PythonException.class, () -> python.run("raise ValueError('no')"));
    assertEquals(2, python.evaluateLong("1 + 1"));
  }

  @Test
  void pythonCallsJavaThatCallsPython() throws Exception {
    Entrypoints.publish(
        "twice_in_python", PythonTest.class.getDeclaredMethod("twiceInPython", long.class));
    python.run(
        "import ctypes\n"
            + "f = ctypes.CDLL(None).twice_in_python\n"
            + "f.restype = ctypes.c_long\n"
            + "f.argtypes = [ctypes.c_long]\n");
    assertEquals(42, python.evaluateLong("f(21)"));
    assertThrows(CallbackException.class, () -> python.evaluateLong("f(-1)"));
  }

  @Test
  void anyThreadMayCall() throws Exception {
    python.run(
        "import threading, time\nseen = []\n"
            + "t = threading.Thread(target=lambda: (time.sleep(0.05), seen.append(1)))\n"
            + "t.start()\n");
    assertEquals(3, CompletableFuture.supplyAsync(() -> python.evaluateLong("1 + 2")).get());
    python.run("t.join()");
    assertEquals("[1]", python.evaluateText("seen"));
  }

  /** As Debian's libpython3-dbg, which has the library's DWARF, is installed or not. */
  private void requireDescription() {
    try {
      python.evaluate("[]").type();
    } catch (NativeException e) {
      Assumptions.abort(e.getMessage());
    }
  }

  @Test
  void listsAreWalkedInMemory() {
    requireDescription();
    PythonObject list = python.evaluate("[10, 'text', (1.5, None), [], 2 ** 40]");
    List<PythonObject> elements = list.elements();
    assertEquals(
        List.of("int", "str", "tuple", "list", "int"),
        elements.stream().map(PythonObject::type).toList());
    assertEquals(10, elements.get(0).toLong());
    assertEquals("text", elements.get(1).toString());
    assertEquals(1.5, elements.get(2).elements().get(0).toDouble());
    assertEquals(1L << 40, elements.get(4).toLong());
    assertEquals(5, list.structure("PyListObject").member("ob_base").member("ob_size").toLong());
    var none = assertThrows(NativeException.class, () -> elements.get(0).elements());
    assertEquals("a int of Python's has no elements in order", none.getMessage());
  }

  record Inner(short a, double b) {}

  record Sample(byte one, int number, Inner inner, boolean truth, float part, long last) {}

  @Test
  void recordsAreStructuresOfCtypes() {
    Sample sample = new Sample((byte) -1, 1 << 30, new Inner((short) 7, 2.5), true, 0.5f, -9L);
    try (Arena arena = new Arena()) {
      StructType type = (StructType) JavaTypes.of(Sample.class);
      NativePointer pointer = NativePointer.allocate(arena, type, sample);
      try (PythonObject view = python.view(pointer)) {
        python.set("sample", view);
        assertEquals(
            "(-1, 1073741824, 7, 2.5, True, 0.5, -9)",
            python.evaluateText(
                "(sample.one, sample.number, sample.inner.a, sample.inner.b, sample.truth,"
                    + " sample.part, sample.last)"));
        python.run("sample.inner.b = 8.25\nsample.number += 1\n");
        Sample changed = pointer.read().to(Sample.class);
        assertEquals(
            new Sample((byte) -1, (1 << 30) + 1, new Inner((short) 7, 8.25), true, 0.5f, -9L),
            changed);
      }
    }
  }

  static long quotient(long a, long b) {
    return a / b;
  }

  static String shout(String text) {
    return text.toUpperCase(Locale.ROOT);
  }

  @Test
  void exceptionsOfJavaAreExceptionsOfPython() throws Exception {
    python.publish("quotient", method("quotient", long.class, long.class));
    assertEquals(6, python.evaluateLong("quotient(42, 7)"));
    python.run(
        "try:\n  quotient(1, 0)\n  caught = 'none'\n"
            + "except RuntimeError as e:\n  caught = str(e)\n");
    assertEquals("java.lang.ArithmeticException: / by zero", python.evaluateText("caught"));
    var back = assertThrows(PythonException.class, () -> python.evaluateLong("quotient(1, 0)"));
    assertEquals(ArithmeticException.class, back.getCause().getClass());
    python.publish("shout", method("shout", String.class));
    assertEquals("b'ABC'", python.evaluateText("shout(b'abc')"));
  }

  private static Method method(String name, Class<?>... types) throws Exception {
    return PythonTest.class.getDeclaredMethod(name, types);
  }

  static long inAnotherThread(long n) {
    return CompletableFuture.supplyAsync(() -> PYTHON.get().evaluateLong("3 * " + n)).join();
  }

  /** Java's other thread needs the lock that Python's caller has: it must be let go meanwhile. */
  @Test
  void theLockIsReleasedWhileJavaRuns() throws Exception {
    python.publish("in_another_thread", method("inAnotherThread", long.class));
    assertEquals(21, python.evaluateLong("in_another_thread(7)"));
    python.run(
        "import threading\nresults = []\n"
            + "workers = [threading.Thread(target=lambda i=i: results.append(in_another_thread(i)))"
            + " for i in range(8)]\n"
            + "[w.start() for w in workers]\n");
    python.run("[w.join() for w in workers]\n");
    assertEquals("[0, 3, 6, 9, 12, 15, 18, 21]", python.evaluateText("sorted(results)"));
  }

  @Test
  void neitherCollectorFreesWhatTheOtherHolds() {
    List<String> java = new ArrayList<>(List.of("held by Python"));
    int before = python.held();
    python.set("kept", java);
    assertEquals(before + 1, python.held());
    System.gc();
    try (PythonObject kept = python.evaluate("kept")) {
      assertSame(java, kept.toJava(List.class));
    }
    python.run("import gc\ndel kept\ngc.collect()\n");
    assertEquals(before, python.held());

    python.run(
        "class Noted(list):\n  def __del__(self):\n    gone.append(1)\ngone = []\n"
            + "made = Noted([1, 2])\n");
    PythonObject made = python.evaluate("made");
    python.run("del made\ngc.collect()\n");
    assertEquals("[]", python.evaluateText("gone"));
    assertEquals("[1, 2]", made.toString());
    made.close();
    assertEquals("[1]", python.evaluateText("gone"));
    assertThrows(MemoryAccessException.class, made::toString);
    made.close();
  }

  @Test
  void functionsAreCalledWithValues() {
    python.run("def join(*parts):\n  return '-'.join(repr(p) for p in parts)\n");
    try (PythonObject join = python.evaluate("join")) {
      assertEquals(
          "1-2.5-'a'-True-None-[3]",
          join.call(1, 2.5, "a", true, null, python.evaluate("[3]")).toString());
      assertThrows(PythonException.class, () -> python.evaluate("1").call());
      assertThrows(PythonException.class, () -> join.attribute("nothing"));
    }
  }
}
