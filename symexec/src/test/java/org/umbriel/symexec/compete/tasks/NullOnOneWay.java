package org.umbriel.symexec.compete.tasks;

import org.sosy_lab.sv_benchmarks.Verifier;

/** expect VALID_ASSERT TRUE, expect NO_RUNTIME_EXCEPTION FALSE. Null on one of many ways. */
public final class NullOnOneWay {
  private NullOnOneWay() {}

  /** A value. */
  static final class Cell {
    int value;
  }

  public static void main(String[] args) {
    Cell cell = new Cell();
    int sum = 0;
    for (int i = 0; i < 10; i++) {
      int n = Verifier.nondetInt();
      if (n == 7 + i) {
        cell.value++;
        sum++;
      }
    }
    assert cell.value == sum;
    Cell last = sum == 10 ? null : cell;
    last.value = 3;
    assert cell.value == 3;
  }
}
