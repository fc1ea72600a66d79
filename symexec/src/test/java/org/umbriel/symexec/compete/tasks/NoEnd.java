package org.umbriel.symexec.compete.tasks;

import org.sosy_lab.sv_benchmarks.Verifier;

/** expect VALID_ASSERT FALSE, expect NO_RUNTIME_EXCEPTION UNKNOWN: a loop without a bound. */
final class NoEnd {
  public static void main(String[] args) {
    int count = 0;
    while (Verifier.nondetBoolean()) {
      count++;
      assert count != 17;
    }
  }
}
