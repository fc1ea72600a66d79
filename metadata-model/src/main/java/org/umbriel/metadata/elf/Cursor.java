package org.umbriel.metadata.elf;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.umbriel.metadata.entry.Bytes;

/**
 * Reads little-endian numbers one after the other and never beyond its end: what is missing there
 * is reported with the section and the place.
 */
public final class Cursor {
  private static final VarHandle SHORT = view(short[].class);
  private static final VarHandle INT = view(int[].class);
  private static final VarHandle LONG = view(long[].class);

  private final Slice slice;
  private final byte[] bytes;
  private final int origin;
  private final int end;
  private int position;

  Cursor(Slice slice, byte[] bytes, int origin, int position, int end) {
    this.slice = slice;
    this.bytes = bytes;
    this.origin = origin;
    this.position = position;
    this.end = end;
  }

  private static VarHandle view(Class<?> array) {
    return MethodHandles.byteArrayViewVarHandle(array, ByteOrder.LITTLE_ENDIAN);
  }

  /** The place, from the start of the section. */
  public int offset() {
    return position - origin;
  }

  public int remaining() {
    return end - position;
  }

  public boolean hasMore() {
    return position < end;
  }

  public int u8() throws MalformedObjectException {
    require(1);
    return bytes[position++] & 0xff;
  }

  /** The next byte, which is not passed over. */
  public int peek() throws MalformedObjectException {
    require(1);
    return bytes[position] & 0xff;
  }

  public int u16() throws MalformedObjectException {
    require(2);
    int value = (short) SHORT.get(bytes, position) & 0xffff;
    position += 2;
    return value;
  }

  public int u24() throws MalformedObjectException {
    return u8() | (u16() << 8);
  }

  public long u32() throws MalformedObjectException {
    require(4);
    long value = (int) INT.get(bytes, position) & 0xffffffffL;
    position += 4;
    return value;
  }

  /** Eight bytes; as a Java long, so that values from 2^63 on are negative. */
  public long u64() throws MalformedObjectException {
    require(8);
    long value = (long) LONG.get(bytes, position);
    position += 8;
    return value;
  }

  /** An unsigned number of 1, 2, 3, 4 or 8 bytes. */
  public long unsigned(int size) throws MalformedObjectException {
    return switch (size) {
      case 1 -> u8();
      case 2 -> u16();
      case 3 -> u24();
      case 4 -> u32();
      case 8 -> u64();
      default -> throw malformed("no number has " + size + " bytes");
    };
  }

  /** An unsigned LEB128 number of at most 64 bits (DWARF 5, 7.6). */
  public long uleb() throws MalformedObjectException {
    long value = 0;
    for (int shift = 0; ; shift = Math.min(shift + 7, 70)) {
      int next = u8();
      int bits = next & 0x7f;
      if (shift > 63 ? bits != 0 : shift == 63 && bits > 1) {
        throw malformed("an unsigned LEB128 number exceeds 64 bits");
      }
      if (shift <= 63) {
        value |= (long) bits << shift;
      }
      if (next < 0x80) {
        return value;
      }
    }
  }

  /** An unsigned LEB128 number that has to fit an int, such as a count or a code. */
  public int uleb31(String what) throws MalformedObjectException {
    long value = uleb();
    if (value < 0 || value > Integer.MAX_VALUE) {
      throw malformed(what + " " + Long.toUnsignedString(value) + " is too large");
    }
    return (int) value;
  }

  /** A signed LEB128 number of at most 64 bits (DWARF 5, 7.6). */
  public long sleb() throws MalformedObjectException {
    long value = 0;
    int shift = 0;
    int next;
    do {
      next = u8();
      int bits = next & 0x7f;
      if ((shift == 63 && bits != 0 && bits != 0x7f)
          || (shift > 63 && bits != (value < 0 ? 0x7f : 0))) {
        throw malformed("a signed LEB128 number exceeds 64 bits");
      }
      if (shift <= 63) {
        value |= (long) bits << shift;
      }
      shift = Math.min(shift + 7, 70);
    } while (next >= 0x80);
    return shift < 64 && (next & 0x40) != 0 ? value | (-1L << shift) : value;
  }

  public Bytes bytes(long count) throws MalformedObjectException {
    require(count);
    int start = position;
    position += (int) count;
    return Bytes.window(bytes, start, position);
  }

  /** Everything up to the end. */
  public Bytes rest() throws MalformedObjectException {
    return bytes(remaining());
  }

  public void skip(long count) throws MalformedObjectException {
    require(count);
    position += (int) count;
  }

  /** The bytes up to the next zero byte, which is passed over. */
  public Bytes untilZero() throws MalformedObjectException {
    int start = position;
    for (int i = position; i < end; i++) {
      if (bytes[i] == 0) {
        position = i + 1;
        return Bytes.window(bytes, start, i);
      }
    }
    throw malformed("a string has no end");
  }

  /** A cursor over the next bytes, which this one passes over. */
  public Cursor sub(long count) throws MalformedObjectException {
    require(count);
    Cursor part = new Cursor(slice, bytes, origin, position, position + (int) count);
    position += (int) count;
    return part;
  }

  public MalformedObjectException malformed(String reason) {
    return new MalformedObjectException(slice.section(), offset(), reason);
  }

  private void require(long count) throws MalformedObjectException {
    if (count < 0 || count > end - position) {
      throw malformed(
          "needs " + Long.toUnsignedString(count) + " more bytes, has " + (end - position));
    }
  }
}
