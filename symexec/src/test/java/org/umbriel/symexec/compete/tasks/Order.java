package org.umbriel.symexec.compete.tasks;

import org.sosy_lab.sv_benchmarks.Verifier;

/** expect VALID_ASSERT TRUE, expect NO_RUNTIME_EXCEPTION TRUE. Each order of five numbers. */
public final class Order {
  private Order() {}

  public static void main(String[] args) {
    int[] numbers = new int[5];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = Verifier.nondetInt();
    }
    for (int i = 1; i < numbers.length; i++) {
      int moved = numbers[i];
      int at = i - 1;
      while (at >= 0 && numbers[at] > moved) {
        numbers[at + 1] = numbers[at];
        at--;
      }
      numbers[at + 1] = moved;
    }
    for (int i = 1; i < numbers.length; i++) {
      assert numbers[i - 1] <= numbers[i];
    }
  }
}
