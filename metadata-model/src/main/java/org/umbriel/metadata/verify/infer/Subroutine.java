package org.umbriel.metadata.verify.infer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * A subroutine that is being executed (JVMS 4.10.2.5), and the local variables that it has used
 * since it was entered: only these have its types after {@code ret}. Immutable.
 */
final class Subroutine {
  static final Subroutine[] NONE = {};

  private final int entry;
  private final BitSet used;

  private Subroutine(int entry, BitSet used) {
    this.entry = entry;
    this.used = used;
  }

  int entry() {
    return entry;
  }

  boolean uses(int slot) {
    return used.get(slot);
  }

  /** The subroutines inside one more. */
  static Subroutine[] enter(Subroutine[] around, int entry) {
    Subroutine[] inside = Arrays.copyOf(around, around.length + 1);
    inside[around.length] = new Subroutine(entry, new BitSet());
    return inside;
  }

  /** The same subroutines after some local variables were used. */
  static Subroutine[] use(Subroutine[] all, int first, int slots) {
    Subroutine[] after = all;
    for (int i = 0; i < all.length; i++) {
      if (all[i].used.nextClearBit(first) < first + slots) {
        if (after == all) {
          after = all.clone();
        }
        BitSet more = (BitSet) all[i].used.clone();
        more.set(first, first + slots);
        after[i] = new Subroutine(all[i].entry, more);
      }
    }
    return after;
  }

  static int find(Subroutine[] all, int entry) {
    for (int i = all.length - 1; i >= 0; i--) {
      if (all[i].entry == entry) {
        return i;
      }
    }
    return -1;
  }

  /**
   * The subroutines that two paths to an instruction have in common, with what either has used; the
   * first argument itself if that is all of it.
   */
  static Subroutine[] merge(Subroutine[] known, Subroutine[] found) {
    List<Subroutine> common = new ArrayList<>();
    int from = 0;
    boolean same = true;
    for (Subroutine one : known) {
      for (int i = from; i < found.length; i++) {
        if (found[i].entry == one.entry) {
          BitSet union = (BitSet) one.used.clone();
          union.or(found[i].used);
          same &= union.equals(one.used);
          common.add(new Subroutine(one.entry, union));
          from = i + 1;
          break;
        }
      }
    }
    return same && common.size() == known.length ? known : common.toArray(NONE);
  }
}
