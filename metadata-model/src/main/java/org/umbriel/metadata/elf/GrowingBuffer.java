package org.umbriel.metadata.elf;

import java.util.Arrays;
import org.umbriel.metadata.entry.Bytes;

/** Little-endian bytes in the making; four bytes written earlier can be mended. */
public final class GrowingBuffer {
  private byte[] bytes;
  private int size;

  public GrowingBuffer() {
    this(1 << 10);
  }

  public GrowingBuffer(int capacity) {
    bytes = new byte[capacity];
  }

  public int size() {
    return size;
  }

  public GrowingBuffer u8(int value) {
    reserve(1);
    bytes[size++] = (byte) value;
    return this;
  }

  public GrowingBuffer u16(int value) {
    return u8(value).u8(value >> 8);
  }

  public GrowingBuffer u32(long value) {
    reserve(4);
    put32(size, (int) value);
    size += 4;
    return this;
  }

  public GrowingBuffer u64(long value) {
    return u32(value).u32(value >>> 32);
  }

  /** The lowest bytes of a number. */
  public GrowingBuffer unsigned(long value, int count) {
    for (int i = 0; i < count; i++) {
      u8((int) (value >>> (8 * i)));
    }
    return this;
  }

  public GrowingBuffer uleb(long value) {
    long rest = value;
    while (rest >>> 7 != 0) {
      u8(((int) rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    return u8((int) rest);
  }

  public GrowingBuffer sleb(long value) {
    long rest = value;
    while (rest >> 6 != 0 && rest >> 6 != -1) {
      u8(((int) rest & 0x7f) | 0x80);
      rest >>= 7;
    }
    return u8((int) rest & 0x7f);
  }

  public GrowingBuffer bytes(byte[] source) {
    reserve(source.length);
    System.arraycopy(source, 0, bytes, size, source.length);
    size += source.length;
    return this;
  }

  public GrowingBuffer bytes(Bytes source) {
    return bytes(source.toArray());
  }

  public GrowingBuffer bytes(GrowingBuffer source) {
    reserve(source.size);
    System.arraycopy(source.bytes, 0, bytes, size, source.size);
    size += source.size;
    return this;
  }

  /** Zero bytes up to a multiple of a power of two. */
  public GrowingBuffer align(int boundary) {
    while ((size & (boundary - 1)) != 0) {
      u8(0);
    }
    return this;
  }

  /** Mends four bytes written earlier. */
  public void set32(int offset, long value) {
    if (offset < 0 || offset > size - 4) {
      throw new IllegalArgumentException(offset + " of " + size);
    }
    put32(offset, (int) value);
  }

  /** Mends bytes written earlier, as many as given. */
  public void set(int offset, long value, int count) {
    if (offset < 0 || offset > size - count) {
      throw new IllegalArgumentException(offset + " of " + size);
    }
    for (int i = 0; i < count; i++) {
      bytes[offset + i] = (byte) (value >>> (8 * i));
    }
  }

  /** Forgets what was written; the room stays. */
  public void clear() {
    size = 0;
  }

  public byte[] toArray() {
    return Arrays.copyOf(bytes, size);
  }

  private void put32(int offset, int value) {
    bytes[offset] = (byte) value;
    bytes[offset + 1] = (byte) (value >> 8);
    bytes[offset + 2] = (byte) (value >> 16);
    bytes[offset + 3] = (byte) (value >> 24);
  }

  private void reserve(int count) {
    int needed = Math.addExact(size, count);
    if (needed > bytes.length) {
      bytes =
          Arrays.copyOf(bytes, (int) Math.min(Integer.MAX_VALUE - 8L, Math.max(needed, 2L * size)));
    }
  }
}
