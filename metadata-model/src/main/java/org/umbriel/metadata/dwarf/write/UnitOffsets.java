package org.umbriel.metadata.dwarf.write;

import java.util.Arrays;
import org.umbriel.metadata.entry.Reference;

/** Where the entries of a unit came to stand in a section, by their ordinals. */
final class UnitOffsets {
  private final int ordinal;
  private final String section;
  private final int start;
  private int[] offsets = new int[16];
  private int size;

  UnitOffsets(int ordinal, String section, int start) {
    this.ordinal = ordinal;
    this.section = section;
    this.start = start;
  }

  int ordinal() {
    return ordinal;
  }

  /** The section that the unit stands in. */
  String section() {
    return section;
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

  /** From the start of the section. */
  int offset(Reference target) {
    return offset(target.entry());
  }

  int offset(int entry) {
    if (entry >= size) {
      throw new IllegalArgumentException("no entry " + entry + " in unit " + ordinal);
    }
    return offsets[entry];
  }
}
