package org.umbriel.metadata.verify.format;

import java.util.Arrays;

/**
 * The names of one class, numbered: equal names have equal numbers, wherever they stand. Used again
 * for the next class; the {@linkplain KnownName known names} keep their numbers.
 */
public final class Symbols {
  /** More distinct names than this in one class are not verified. */
  public static final int LIMIT = 1 << 22;

  private static final int KNOWN = KnownName.count();

  private int[] table = new int[1 << 12];
  private int[] slots = new int[1 << 10];
  private int[] hashes = new int[1 << 10];
  private int[] starts = new int[1 << 10];
  private int[] lengths = new int[1 << 10];
  private int[] marks = new int[1 << 10];
  private byte[][] sources = new byte[1 << 10][];
  private int count;

  Symbols() {
    for (int known = 0; known < KNOWN; known++) {
      byte[] name = KnownName.bytes(known);
      intern(name, 0, name.length, hash(name, 0, name.length));
    }
  }

  /** Forgets every name but the known ones. */
  void reset() {
    for (int symbol = KNOWN; symbol < count; symbol++) {
      table[slots[symbol]] = 0;
    }
    Arrays.fill(sources, KNOWN, count, null);
    Arrays.fill(marks, 0, KNOWN, 0);
    count = KNOWN;
  }

  /** How many numbers are in use. */
  public int count() {
    return count;
  }

  /** The number of a name that stands in some bytes, which must not change. */
  public int intern(byte[] source, int start, int length) {
    return intern(source, start, length, hash(source, start, length));
  }

  int intern(byte[] source, int start, int length, int hash) {
    int mask = table.length - 1;
    int slot = spread(hash) & mask;
    for (int found = table[slot]; found != 0; found = table[slot]) {
      int symbol = found - 1;
      if (hashes[symbol] == hash
          && lengths[symbol] == length
          && Arrays.equals(
              sources[symbol],
              starts[symbol],
              starts[symbol] + length,
              source,
              start,
              start + length)) {
        return symbol;
      }
      slot = (slot + 1) & mask;
    }
    return add(source, start, length, hash, slot);
  }

  private int add(byte[] source, int start, int length, int hash, int slot) {
    if (count == LIMIT) {
      throw RejectedException.format("4.11", "more than " + LIMIT + " names in one class");
    }
    if (count == starts.length) {
      growEntries();
    }
    int symbol = count++;
    sources[symbol] = source;
    starts[symbol] = start;
    lengths[symbol] = length;
    hashes[symbol] = hash;
    marks[symbol] = 0;
    slots[symbol] = slot;
    table[slot] = symbol + 1;
    if (count > table.length >> 1) {
      growTable();
    }
    return symbol;
  }

  private void growEntries() {
    int size = starts.length * 2;
    slots = Arrays.copyOf(slots, size);
    hashes = Arrays.copyOf(hashes, size);
    starts = Arrays.copyOf(starts, size);
    lengths = Arrays.copyOf(lengths, size);
    marks = Arrays.copyOf(marks, size);
    sources = Arrays.copyOf(sources, size);
  }

  private void growTable() {
    table = new int[table.length * 2];
    int mask = table.length - 1;
    for (int symbol = 0; symbol < count; symbol++) {
      int slot = spread(hashes[symbol]) & mask;
      while (table[slot] != 0) {
        slot = (slot + 1) & mask;
      }
      table[slot] = symbol + 1;
      slots[symbol] = slot;
    }
  }

  private static int spread(int hash) {
    int mixed = hash * 0x9E3779B9;
    return mixed ^ mixed >>> 15;
  }

  /** The hash by which names are found. */
  public static int hash(byte[] bytes, int start, int length) {
    int hash = length;
    for (int i = start; i < start + length; i++) {
      hash = 31 * hash + bytes[i];
    }
    return hash;
  }

  /** The bytes that a name stands in. */
  public byte[] source(int symbol) {
    return sources[symbol];
  }

  /** A name's {@link #hash(byte[], int, int)}. */
  public int hash(int symbol) {
    return hashes[symbol];
  }

  /** Where in {@link #source} it starts. */
  public int start(int symbol) {
    return starts[symbol];
  }

  /** Its length in bytes. */
  public int length(int symbol) {
    return lengths[symbol];
  }

  /** One byte of a name. */
  public int at(int symbol, int index) {
    return sources[symbol][starts[symbol] + index];
  }

  /** The first byte, or 0 for the empty name. */
  public int first(int symbol) {
    return lengths[symbol] == 0 ? 0 : sources[symbol][starts[symbol]];
  }

  /** What has been found out about a name so far; bits as its users define them. */
  public int marks(int symbol) {
    return marks[symbol];
  }

  /** Remembers something about a name. */
  public void mark(int symbol, int bits) {
    marks[symbol] |= bits;
  }

  /** The name as text. */
  public String text(int symbol) {
    return ModifiedUtf8.text(sources[symbol], starts[symbol], lengths[symbol]);
  }
}
