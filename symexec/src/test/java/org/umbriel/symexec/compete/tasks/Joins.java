package org.umbriel.symexec.compete.tasks;

import org.sosy_lab.sv_benchmarks.Verifier;

/**
 * expect VALID_ASSERT TRUE, expect NO_RUNTIME_EXCEPTION TRUE: a million paths and more, unless the
 * ways behind each branch are joined.
 */
final class Joins {
  private static int level;
  private boolean isOn;
  private long total;

  private void step(boolean up, int by) {
    if (up) {
      level += 1;
      isOn = true;
    } else if (by > 0) {
      level -= 1;
      total += 2L;
    } else {
      isOn = false;
    }
    if (level > 3) {
      level = 3;
    }
  }

  private static int least(int a, int b) {
    return a < b ? a : b;
  }

  public static void main(String[] args) {
    Joins state = new Joins();
    int[] seen = new int[2];
    for (int i = 0; i < 8; i++) {
      boolean up = Verifier.nondetBoolean();
      state.step(up, Verifier.nondetInt());
      seen[up ? 1 : 0]++;
      assert least(level, 9) <= 3;
      assert !up || state.isOn;
    }
    assert seen[0] + seen[1] == 8;
  }
}
