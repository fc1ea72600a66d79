package org.umbriel.metadata.dwarf.read;

import java.util.Arrays;

/**
 * Numbers for names from 0 on, the same for the same bytes wherever they stand. The bytes are not
 * copied: a table of numbers by hash, and where each name was seen first.
 */
final class NameNumbers {
  private static final int FNV_OFFSET = 0x811c9dc5;
  private static final int FNV_PRIME = 0x01000193;

  /** A number and 1, at the name's hash or behind it; 0 where there is none. */
  private int[] slots = new int[1 << 12];

  private byte[][] arrays = new byte[1 << 10][];
  private int[] starts = new int[1 << 10];
  private int[] ends = new int[1 << 10];
  private int[] hashes = new int[1 << 10];
  private int size;

  int size() {
    return size;
  }

  /** The number of a name that ends before a zero byte or at the end. */
  int of(byte[] bytes, int start, int limit) {
    int hash = FNV_OFFSET;
    int end = start;
    while (end < limit && bytes[end] != 0) {
      hash = (hash ^ bytes[end++]) * FNV_PRIME;
    }
    int slot = slot(hash, bytes, start, end);
    return slots[slot] != 0 ? slots[slot] - 1 : add(slot, hash, bytes, start, end);
  }

  /** The number of a name, or -1 if no entry has it. */
  int find(byte[] name) {
    int hash = FNV_OFFSET;
    for (byte each : name) {
      hash = (hash ^ each) * FNV_PRIME;
    }
    return slots[slot(hash, name, 0, name.length)] - 1;
  }

  private int slot(int hash, byte[] bytes, int start, int end) {
    int mask = slots.length - 1;
    int slot = spread(hash) & mask;
    while (slots[slot] != 0) {
      int number = slots[slot] - 1;
      if (hashes[number] == hash
          && Arrays.equals(arrays[number], starts[number], ends[number], bytes, start, end)) {
        return slot;
      }
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private static int spread(int hash) {
    return hash ^ (hash >>> 15);
  }

  private int add(int slot, int hash, byte[] bytes, int start, int end) {
    if (size == hashes.length) {
      arrays = Arrays.copyOf(arrays, 2 * size);
      starts = Arrays.copyOf(starts, 2 * size);
      ends = Arrays.copyOf(ends, 2 * size);
      hashes = Arrays.copyOf(hashes, 2 * size);
    }
    arrays[size] = bytes;
    starts[size] = start;
    ends[size] = end;
    hashes[size] = hash;
    slots[slot] = ++size;
    if (2 * size > slots.length) {
      grow();
    }
    return size - 1;
  }

  private void grow() {
    slots = new int[2 * slots.length];
    int mask = slots.length - 1;
    for (int number = 0; number < size; number++) {
      int slot = spread(hashes[number]) & mask;
      while (slots[slot] != 0) {
        slot = (slot + 1) & mask;
      }
      slots[slot] = number + 1;
    }
  }
}
