package org.umbriel.metadata.dwarf.frame;

import org.umbriel.metadata.elf.Cursor;
import org.umbriel.metadata.elf.MalformedObjectException;

/** Addresses as {@code .eh_frame} encodes them (Linux Standard Base, "DWARF Extensions"). */
final class PointerReader {
  static final int OMITTED = 0xff;

  /** The bits that say how many bytes there are. */
  static final int FORMAT = 0x0f;

  private static final int APPLICATION = 0x70;
  private static final int RELATIVE_TO_HERE = 0x10;

  private final long sectionAddress;

  PointerReader(long sectionAddress) {
    this.sectionAddress = sectionAddress;
  }

  long read(Cursor in, int encoding) throws MalformedObjectException {
    if (encoding == OMITTED) {
      return 0;
    }
    long here = sectionAddress + in.offset();
    long value =
        switch (encoding & FORMAT) {
          case 0x00, 0x04, 0x0c -> in.u64();
          case 0x01 -> in.uleb();
          case 0x02 -> in.u16();
          case 0x03 -> in.u32();
          case 0x09 -> in.sleb();
          case 0x0a -> (short) in.u16();
          case 0x0b -> (int) in.u32();
          default -> throw in.malformed("an address encoded as " + encoding);
        };
    return switch (encoding & APPLICATION) {
      case 0 -> value;
      case RELATIVE_TO_HERE -> value == 0 ? 0 : here + value;
      default -> throw in.malformed("an address relative to something else, " + encoding);
    };
  }
}
