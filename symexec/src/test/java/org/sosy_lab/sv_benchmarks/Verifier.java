package org.sosy_lab.sv_benchmarks;

/** What tasks call; the engine has models of these methods, so they never run. */
public final class Verifier {
  private Verifier() {}

  private static IllegalStateException never() {
    return new IllegalStateException("a model stands for this method");
  }

  public static void assume(boolean condition) {
    throw never();
  }

  public static boolean nondetBoolean() {
    throw never();
  }

  public static byte nondetByte() {
    throw never();
  }

  public static char nondetChar() {
    throw never();
  }

  public static short nondetShort() {
    throw never();
  }

  public static int nondetInt() {
    throw never();
  }

  public static long nondetLong() {
    throw never();
  }

  public static float nondetFloat() {
    throw never();
  }

  public static double nondetDouble() {
    throw never();
  }

  public static String nondetString() {
    throw never();
  }
}
