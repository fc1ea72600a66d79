package org.umbriel.symexec.compete.tasks;

import org.sosy_lab.sv_benchmarks.Verifier;

/**
 * expect VALID_ASSERT FALSE, expect NO_RUNTIME_EXCEPTION TRUE: only the assertion ends the loop.
 */
final class NoEnd {
  public static void main(String[] args) {
    int count = 0;
    while (Verifier.nondetBoolean()) {
      count++;
      assert count != 17;
    }
  }
}
