package org.umbriel.symexec.compete.tasks;

import org.sosy_lab.sv_benchmarks.Verifier;

/**
 * What the loop counts and what an unknown was known to be are parts of its state: a path that
 * comes to the same instruction with another count, or with another limit, goes on.
 *
 * <p>expect VALID_ASSERT FALSE, expect NO_RUNTIME_EXCEPTION TRUE
 */
final class LightsFail {
  private LightsFail() {}

  public static void main(String[] args) {
    int limit = Verifier.nondetInt();
    if (Verifier.nondetBoolean() && limit != 6) {
      limit = 0;
    }
    int[] count = new int[1];
    boolean isOn = false;
    while (count[0] < 8) {
      if (Verifier.nondetBoolean()) {
        isOn = !isOn;
        count[0]++;
      } else {
        isOn = false;
      }
      assert count[0] != 7 || limit != 6 || !isOn;
    }
  }
}
