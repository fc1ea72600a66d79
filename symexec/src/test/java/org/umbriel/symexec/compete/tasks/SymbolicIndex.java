package org.umbriel.symexec.compete.tasks;

import org.sosy_lab.sv_benchmarks.Verifier;

/**
 * expect VALID_ASSERT TRUE, expect NO_RUNTIME_EXCEPTION TRUE: reads and writes at unknown indices.
 */
final class SymbolicIndex {
  public static void main(String[] args) {
    int[] values = new int[8];
    int i = Verifier.nondetInt();
    int j = Verifier.nondetInt();
    if (i < 0 || i >= 8 || j < 0 || j >= 8) {
      return;
    }
    values[i] = 5;
    values[j] += 2;
    int sum = 0;
    for (int value : values) {
      sum += value;
    }
    assert sum == 7;
    assert values[i] == 5 || (i == j && values[i] == 7);
  }
}
