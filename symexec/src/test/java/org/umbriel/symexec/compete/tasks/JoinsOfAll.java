package org.umbriel.symexec.compete.tasks;

import org.sosy_lab.sv_benchmarks.Verifier;

/**
 * expect VALID_ASSERT FALSE, expect NO_RUNTIME_EXCEPTION TRUE: values of all kinds that differ
 * between the ways, and ways that cannot be joined: one throws, one makes an object, one
 * initialises a class.
 */
final class JoinsOfAll {
  private JoinsOfAll next;

  static final class Late {
    static int loaded = 3;
  }

  private static long wide(boolean b) {
    return b ? 5_000_000_000L : -1L;
  }

  private static int thrower(int x) {
    if (x == 7) {
      throw new IllegalStateException();
    }
    return x > 3 ? x : 3;
  }

  public static void main(String[] args) {
    long sum = 0;
    char c = 'a';
    float f = 1f;
    int caught = 0;
    JoinsOfAll list = null;
    for (int i = 0; i < 5; i++) {
      boolean b = Verifier.nondetBoolean();
      sum += wide(b);
      if (b) {
        c++;
        f += 0.25f;
      }
      try {
        caught += thrower(Verifier.nondetInt()) > 50 ? 1 : 0;
      } catch (IllegalStateException e) {
        caught += 10;
      }
    }
    if (caught == 12) {
      list = new JoinsOfAll();
      list.next = list;
      caught += Late.loaded;
    }
    assert !(sum == 3 * 5_000_000_000L - 2
        && c == 'd'
        && f == 1.75f
        && caught == 15
        && list != null);
  }
}
