package org.umbriel.symexec.compete.tasks;

import org.sosy_lab.sv_benchmarks.Verifier;

/**
 * The least value of the polynomial is 0.5, and NaN is in no order.
 *
 * <p>expect VALID_ASSERT FALSE, expect NO_RUNTIME_EXCEPTION TRUE
 */
final class PolynomialsFail {
  private PolynomialsFail() {}

  public static void main(String[] args) {
    double x = Verifier.nondetDouble();
    if (!(x < 0) && !(x > 3)) {
      assert !(x * x * x - 3 * x + 2.5 <= 0.5) || x != x;
    }
  }
}
