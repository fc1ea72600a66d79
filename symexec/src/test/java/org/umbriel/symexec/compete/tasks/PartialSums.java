package org.umbriel.symexec.compete.tasks;

import org.sosy_lab.sv_benchmarks.Verifier;

/** expect VALID_ASSERT TRUE, expect NO_RUNTIME_EXCEPTION TRUE. Sums of unknowns, compared. */
public final class PartialSums {
  private PartialSums() {}

  public static void main(String[] args) {
    int[] numbers = new int[6];
    int last = Verifier.nondetInt();
    Verifier.assume(last > -100 && last < 100);
    for (int i = 0; i < numbers.length; i++) {
      int step = Verifier.nondetInt();
      Verifier.assume(step > 0 && step < 10);
      last += step;
      numbers[i] = last;
    }
    int wanted = Verifier.nondetInt();
    int low = 0;
    int high = numbers.length - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      if (numbers[middle] < wanted) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    for (int i = 0; i < numbers.length; i++) {
      assert numbers[i] < wanted == i < low;
    }
  }
}
