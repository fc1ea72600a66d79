package org.umbriel.metadata.dwarf.read;

import java.util.Arrays;

/** Columns in the making, which one unit after the other uses. */
final class EntryColumns {
  int[] offsets = new int[1 << 10];
  char[] tags = new char[1 << 10];
  int[] parents = new int[1 << 10];
  int[] names = new int[1 << 10];
  int[] types = new int[1 << 10];
  byte[] flags = new byte[1 << 10];
  int size;

  void grow() {
    int capacity = 2 * offsets.length;
    offsets = Arrays.copyOf(offsets, capacity);
    tags = Arrays.copyOf(tags, capacity);
    parents = Arrays.copyOf(parents, capacity);
    names = Arrays.copyOf(names, capacity);
    types = Arrays.copyOf(types, capacity);
    flags = Arrays.copyOf(flags, capacity);
  }
}
