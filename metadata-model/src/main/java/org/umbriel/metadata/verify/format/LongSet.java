package org.umbriel.metadata.verify.format;

import java.util.Arrays;

/** A set of longs that is used again and again; the largest negative number cannot be in it. */
final class LongSet {
  private static final long EMPTY = Long.MIN_VALUE;
  private static final int KEPT = 1 << 6;

  private long[] table = new long[KEPT];
  private int size;

  LongSet() {
    Arrays.fill(table, EMPTY);
  }

  void clear() {
    if (table.length > KEPT) {
      table = new long[KEPT];
      size = 1;
    }
    if (size > 0) {
      Arrays.fill(table, EMPTY);
      size = 0;
    }
  }

  boolean isSubsetOf(LongSet other) {
    for (long value : table) {
      if (value != EMPTY && !other.contains(value)) {
        return false;
      }
    }
    return true;
  }

  boolean add(long value) {
    int mask = table.length - 1;
    int slot = hash(value) & mask;
    while (table[slot] != EMPTY) {
      if (table[slot] == value) {
        return false;
      }
      slot = (slot + 1) & mask;
    }
    table[slot] = value;
    if (++size > table.length >> 1) {
      grow();
    }
    return true;
  }

  boolean contains(long value) {
    int mask = table.length - 1;
    int slot = hash(value) & mask;
    while (table[slot] != EMPTY) {
      if (table[slot] == value) {
        return true;
      }
      slot = (slot + 1) & mask;
    }
    return false;
  }

  private void grow() {
    long[] old = table;
    table = new long[old.length * 2];
    Arrays.fill(table, EMPTY);
    size = 0;
    for (long value : old) {
      if (value != EMPTY) {
        add(value);
      }
    }
  }

  private static int hash(long value) {
    long mixed = value * 0x9E3779B97F4A7C15L;
    return (int) (mixed >>> 40);
  }
}
