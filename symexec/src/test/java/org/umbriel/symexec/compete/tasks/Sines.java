package org.umbriel.symexec.compete.tasks;

import org.sosy_lab.sv_benchmarks.Verifier;

/** expect VALID_ASSERT FALSE: a search finds what a solver does not. */
final class Sines {
  public static void main(String[] args) {
    double x = Verifier.nondetDouble();
    double y = Verifier.nondetDouble();
    if (x > 1 && x < 10 && y > 1 && y < 10 && x * y + x * x > 50 && x * y < 30) {
      assert Math.sqrt(x * x + y * y) < 8 || Math.sin(x) > 0.5;
    }
  }
}
