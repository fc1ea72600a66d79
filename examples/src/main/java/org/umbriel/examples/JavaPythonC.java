package org.umbriel.examples;

import java.io.PrintStream;
import org.umbriel.nativeinterop.call.NativeFunction;
import org.umbriel.nativeinterop.call.NativeLibrary;
import org.umbriel.nativeinterop.entrypoint.Entrypoints;
import org.umbriel.nativeinterop.python.Python;

/** Java calls Python, which calls a Java method by its name, which calls C. */
public final class JavaPythonC {
  private static final NativeFunction LABS =
      NativeLibrary.open("libc.so.6").declare("long labs(long n)");

  private JavaPythonC() {}

  static long fac(long n) {
    return n == 0 ? 1 : LABS.call(n).toLong() * fac(n - 1);
  }

  public static void main(String[] arguments) throws Exception {
    print(System.out);
  }

  static void print(PrintStream out) throws Exception {
    Entrypoints.publish("fac", JavaPythonC.class.getDeclaredMethod("fac", long.class));
    Python python = Python.start();
    python.run(
        """
        import ctypes
        fac = ctypes.CDLL(None).fac
        fac.argtypes = [ctypes.c_long]
        fac.restype = ctypes.c_long
        """);
    out.println(python.evaluateText("[fac(n) for n in range(11)]"));
  }
}
