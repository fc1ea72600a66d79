package org.umbriel.symexec.compete.tasks;

import org.sosy_lab.sv_benchmarks.Verifier;

/** expect VALID_ASSERT FALSE: small boxes are shared, large ones are not. */
final class Boxes {
  public static void main(String[] args) {
    int n = Verifier.nondetInt();
    Integer a = n;
    Integer b = n;
    if (n > 0 && n < 100) {
      assert isSame(a, b);
    }
    assert n < 1000 || isSame(a, b);
  }

  private static boolean isSame(Object a, Object b) {
    return a == b;
  }
}
