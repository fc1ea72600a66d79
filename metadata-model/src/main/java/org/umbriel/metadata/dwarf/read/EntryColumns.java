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

  void add(int offset, int tag, int parent, int name, int type, byte flag) {
    int entry = size;
    if (entry == offsets.length) {
      grow();
    }
    offsets[entry] = offset;
    tags[entry] = (char) tag;
    parents[entry] = parent;
    names[entry] = name;
    types[entry] = type;
    flags[entry] = flag;
    size = entry + 1;
  }

  private void grow() {
    int capacity = 2 * offsets.length;
    offsets = Arrays.copyOf(offsets, capacity);
    tags = Arrays.copyOf(tags, capacity);
    parents = Arrays.copyOf(parents, capacity);
    names = Arrays.copyOf(names, capacity);
    types = Arrays.copyOf(types, capacity);
    flags = Arrays.copyOf(flags, capacity);
  }
}
