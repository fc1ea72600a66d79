package org.umbriel.symexec.compete.tasks;

import org.sosy_lab.sv_benchmarks.Verifier;

/**
 * Products, roots and quotients of doubles within bounds.
 *
 * <p>expect VALID_ASSERT TRUE, expect NO_RUNTIME_EXCEPTION TRUE
 */
final class Polynomials {
  private Polynomials() {}

  public static void main(String[] args) {
    double x = Verifier.nondetDouble();
    double b = Verifier.nondetDouble();
    if (x >= 0 && x <= 3) {
      assert x * x * x - 3 * x + 2.5 > 0.4;
      assert x * x <= 9;
    }
    if (x >= 1 && x <= 2 && b >= 10 && b <= 20) {
      double root = (-b + Math.sqrt(b * b - 4 * x)) / (2 * x);
      assert root <= 0;
    }
  }
}
