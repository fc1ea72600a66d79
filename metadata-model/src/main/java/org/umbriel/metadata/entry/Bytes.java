package org.umbriel.metadata.entry;

import java.util.Arrays;

/** An immutable run of bytes, equal by content. A window onto a longer array costs no copy. */
public final class Bytes {
  private final byte[] array;
  private final int from;
  private final int to;

  private Bytes(byte[] array, int from, int to) {
    this.array = array;
    this.from = from;
    this.to = to;
  }

  public static Bytes of(byte... bytes) {
    return new Bytes(bytes.clone(), 0, bytes.length);
  }

  /** A window onto an array that nobody changes any more. */
  public static Bytes window(byte[] array, int from, int to) {
    if (from < 0 || from > to || to > array.length) {
      throw new IllegalArgumentException(from + ".." + to + " of " + array.length);
    }
    return new Bytes(array, from, to);
  }

  public int size() {
    return to - from;
  }

  public byte[] toArray() {
    return Arrays.copyOfRange(array, from, to);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bytes bytes
        && Arrays.equals(array, from, to, bytes.array, bytes.from, bytes.to);
  }

  @Override
  public int hashCode() {
    int hash = 1;
    for (int i = from; i < to; i++) {
      hash = 31 * hash + array[i];
    }
    return hash;
  }

  /** Hexadecimal digits, two a byte. */
  @Override
  public String toString() {
    StringBuilder hex = new StringBuilder(2 * size());
    for (int i = from; i < to; i++) {
      hex.append(Character.forDigit((array[i] >> 4) & 15, 16));
      hex.append(Character.forDigit(array[i] & 15, 16));
    }
    return hex.toString();
  }
}
