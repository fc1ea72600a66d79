package org.umbriel.metadata.dwarf.write;

import java.util.Arrays;
import org.umbriel.metadata.entry.Reference;

/** Where the entries of a unit came to stand, by their ordinals. */
final class UnitOffsets {
  private final int ordinal;
  private final int start;
  private int[] offsets = new int[16];
  private int size;

  UnitOffsets(int ordinal, int start) {
    this.ordinal = ordinal;
    this.start = start;
  }

  int ordinal() {
    return ordinal;
  }

  /** Where the unit's header starts. */
  int start() {
    return start;
  }

  void add(int offset) {
    if (size == offsets.length) {
      offsets = Arrays.copyOf(offsets, 2 * size);
    }
    offsets[size++] = offset;
  }

  /** From the start of {@code .debug_info}. */
  int offset(Reference target) {
    if (target.entry() >= size) {
      throw new IllegalArgumentException("no entry for " + target);
    }
    return offsets[target.entry()];
  }
}
