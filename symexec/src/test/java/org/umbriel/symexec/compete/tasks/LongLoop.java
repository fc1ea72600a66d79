package org.umbriel.symexec.compete.tasks;

import org.sosy_lab.sv_benchmarks.Verifier;

/** expect VALID_ASSERT TRUE, expect NO_RUNTIME_EXCEPTION TRUE. A loop up to an unknown bound. */
public final class LongLoop {
  private LongLoop() {}

  public static void main(String[] args) {
    int n = Verifier.nondetInt();
    Verifier.assume(n >= 0 && n <= 300);
    int sum = 0;
    for (int i = 1; i <= n; i++) {
      sum += i;
    }
    assert sum == n * (n + 1) / 2;
  }
}
