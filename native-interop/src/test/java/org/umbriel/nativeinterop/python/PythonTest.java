package org.umbriel.nativeinterop.python;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.umbriel.nativeinterop.call.CallbackException;
import org.umbriel.nativeinterop.entrypoint.Entrypoints;
import org.umbriel.nativeinterop.load.LibraryException;

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
}
