package org.umbriel.metadata.elf;

import org.umbriel.metadata.entry.Bytes;

/** A named window onto the bytes of a file, which are shared and never changed. */
public final class Slice {
  private final String section;
  private final byte[] bytes;
  private final int from;
  private final int to;

  private Slice(String section, byte[] bytes, int from, int to) {
    this.section = section;
    this.bytes = bytes;
    this.from = from;
    this.to = to;
  }

  /** The whole array, which the caller no longer changes. */
  public static Slice of(String section, byte[] bytes) {
    return new Slice(section, bytes, 0, bytes.length);
  }

  /** What messages about these bytes call them. */
  public String section() {
    return section;
  }

  public int size() {
    return to - from;
  }

  /** The same bytes under another name. */
  public Slice named(String name) {
    return new Slice(name, bytes, from, to);
  }

  /**
   * A part of this slice as a section of its own, whose offsets start at 0.
   *
   * @throws MalformedObjectException if it does not lie within this slice
   */
  public Slice part(String name, long start, long length) throws MalformedObjectException {
    if (start < 0 || length < 0 || start > size() || length > size() - start) {
      throw new MalformedObjectException(
          section,
          start,
          name + " of " + Long.toUnsignedString(length) + " bytes does not lie within the file");
    }
    int first = from + (int) start;
    return new Slice(name, bytes, first, first + (int) length);
  }

  public Cursor cursor() {
    return new Cursor(this, bytes, from, from, to);
  }

  /**
   * A cursor over part of this slice, which reports places from the start of the slice.
   *
   * @throws MalformedObjectException if the part does not lie within this slice
   */
  public Cursor cursor(long start, long end) throws MalformedObjectException {
    if (start < 0 || start > end || end > size()) {
      throw new MalformedObjectException(
          section, start, "beyond the section's " + size() + " bytes");
    }
    return new Cursor(this, bytes, from, from + (int) start, from + (int) end);
  }

  public Cursor cursor(long start) throws MalformedObjectException {
    return cursor(start, size());
  }

  /**
   * The array that this is a window onto, for loops that can't afford a cursor. Not to be changed.
   */
  public byte[] array() {
    return bytes;
  }

  /** Where the window starts in {@link #array}. */
  public int start() {
    return from;
  }

  public byte[] toArray() {
    return toBytes().toArray();
  }

  public Bytes toBytes() {
    return Bytes.window(bytes, from, to);
  }
}
