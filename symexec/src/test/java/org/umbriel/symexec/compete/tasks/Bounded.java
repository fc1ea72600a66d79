package org.umbriel.symexec.compete.tasks;

import org.sosy_lab.sv_benchmarks.Verifier;

/** expect VALID_ASSERT TRUE: what is known of functions that SMT-LIB does not define. */
final class Bounded {
  public static void main(String[] args) {
    double x = Verifier.nondetDouble();
    if (x == x && x < 1e9 && x > -1e9) {
      assert Math.sin(x) <= 1 && Math.exp(x) >= 0 && Math.floor(x) <= x;
    }
  }
}
