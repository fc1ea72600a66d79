package org.umbriel.symexec.compete.tasks;

import org.sosy_lab.sv_benchmarks.Verifier;

/** expect VALID_ASSERT TRUE, expect NO_RUNTIME_EXCEPTION FALSE: what finally does is kept. */
final class Exceptions {
  private static int trace;

  private static int guarded(int index) {
    int[] values = {1, 2, 3};
    try {
      return values[index];
    } catch (ArrayIndexOutOfBoundsException e) {
      return -1;
    } finally {
      trace++;
    }
  }

  public static void main(String[] args) {
    int index = Verifier.nondetInt();
    int value = guarded(index);
    assert trace == 1;
    assert value == -1 || value == index + 1;
    if (value < 0) {
      throw new IllegalStateException();
    }
  }
}
