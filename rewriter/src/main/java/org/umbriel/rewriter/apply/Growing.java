package org.umbriel.rewriter.apply;

import java.util.Arrays;

/** Bytes of a class file while it is written, big-endian. */
final class Growing {
  private byte[] bytes;
  private int size;

  Growing(int expected) {
    bytes = new byte[expected];
  }

  int size() {
    return size;
  }

  byte[] toBytes() {
    return Arrays.copyOf(bytes, size);
  }

  Growing u1(int value) {
    room(1);
    bytes[size++] = (byte) value;
    return this;
  }

  Growing u2(int value) {
    return u1(value >>> 8).u1(value);
  }

  Growing u4(int value) {
    return u2(value >>> 16).u2(value);
  }

  /** A range of other bytes. */
  Growing copy(byte[] from, int start, int end) {
    room(end - start);
    System.arraycopy(from, start, bytes, size, end - start);
    size += end - start;
    return this;
  }

  /** Sets four bytes that were written before, once their value is known. */
  void set4(int at, int value) {
    set2(at, value >>> 16);
    set2(at + 2, value);
  }

  void set2(int at, int value) {
    bytes[at] = (byte) (value >>> 8);
    bytes[at + 1] = (byte) value;
  }

  private void room(int more) {
    if (size + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(size + more, 2 * bytes.length));
    }
  }
}
