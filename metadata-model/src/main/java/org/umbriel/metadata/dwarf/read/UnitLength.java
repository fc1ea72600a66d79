package org.umbriel.metadata.dwarf.read;

import org.umbriel.metadata.elf.Cursor;
import org.umbriel.metadata.elf.MalformedObjectException;

/**
 * How long a unit is, and which of the two formats it has (DWARF 5, 7.4).
 *
 * @param offsetSize 4 in the 32-bit format, 8 in the 64-bit one
 */
record UnitLength(long bytes, int offsetSize) {
  private static final long ESCAPE_64 = 0xffffffffL;
  private static final long RESERVED = 0xfffffff0L;

  static UnitLength read(Cursor in) throws MalformedObjectException {
    long length = in.u32();
    if (length == ESCAPE_64) {
      return new UnitLength(in.u64(), 8);
    }
    if (length >= RESERVED) {
      throw in.malformed("unit length 0x" + Long.toHexString(length) + " is reserved");
    }
    return new UnitLength(length, 4);
  }
}
