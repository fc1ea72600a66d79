package org.umbriel.symexec.compete.tasks;

import org.sosy_lab.sv_benchmarks.Verifier;

/** expect VALID_ASSERT FALSE: the sum wraps around. */
final class Overflow {
  public static void main(String[] args) {
    int a = Verifier.nondetInt();
    int b = Verifier.nondetInt();
    if (a > 0 && b > 0) {
      assert a + b > 0;
    }
  }
}
