package org.umbriel.nativeinterop.entrypoint;

import org.umbriel.nativeinterop.call.NativeLibrary;

/** A process to be looked at: C that calls a Java method again and again. */
final class CallsForever {
  private CallsForever() {}

  static long fac(long n) {
    return n == 0 ? 1 : n * fac(n - 1);
  }

  /**
   * @param arguments a library with a function {@code forever}, which calls {@code fac}
   */
  public static void main(String[] arguments) throws Exception {
    Entrypoints.publish("fac", CallsForever.class.getDeclaredMethod("fac", long.class));
    NativeLibrary library = NativeLibrary.open(arguments[0]);
    System.out.println("ready");
    library.function("forever").call(5);
  }
}
