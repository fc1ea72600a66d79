package org.umbriel.metadata.dwarf.read;

import java.util.HashMap;
import java.util.Map;
import org.umbriel.metadata.elf.Cursor;
import org.umbriel.metadata.elf.MalformedObjectException;
import org.umbriel.metadata.elf.Slice;

/** The index of a package of split units: whose part of which section is whose (DWARF 5, 7.3.5). */
final class UnitIndex {
  private static final int GNU_VERSION = 2;
  private static final int VERSION = 5;
  private static final int MOST_COLUMNS = 16;

  private static final int INFO = 1;
  private static final int TYPES = 2;
  private static final int ABBREVIATIONS = 3;
  private static final int LINES = 4;
  private static final int LOCATIONS = 5;
  private static final int STRING_OFFSETS = 6;
  private static final int RANGE_LISTS = 8;

  private final Map<Long, Contributions> byStart = new HashMap<>();

  private UnitIndex() {}

  /** The parts of each unit, by where the unit starts. */
  static UnitIndex read(Slice section, boolean types) throws MalformedObjectException {
    UnitIndex index = new UnitIndex();
    if (section.size() > 0) {
      index.readTable(section, types);
    }
    return index;
  }

  private void readTable(Slice section, boolean types) throws MalformedObjectException {
    Cursor in = section.cursor();
    int version = in.u16();
    in.skip(2);
    if (version != GNU_VERSION && version != VERSION) {
      throw in.malformed("index of version " + version);
    }
    long columns = in.u32();
    long units = in.u32();
    long slots = in.u32();
    if (columns > MOST_COLUMNS || units > in.remaining() || slots > in.remaining()) {
      throw in.malformed(units + " units, " + slots + " slots, " + columns + " columns");
    }
    in.skip(slots * 12);
    int[] ids = new int[(int) columns];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = (int) in.u32();
    }
    for (long unit = 0; unit < units; unit++) {
      long[] row = new long[MOST_COLUMNS];
      for (int id : ids) {
        long offset = in.u32();
        row[id >= 0 && id < MOST_COLUMNS ? id : 0] = offset;
      }
      long start = row[version == GNU_VERSION && types ? TYPES : INFO];
      byStart.put(
          start,
          new Contributions(
              true,
              row[ABBREVIATIONS],
              row[LINES],
              row[LOCATIONS],
              row[STRING_OFFSETS],
              row[RANGE_LISTS]));
    }
  }

  Contributions of(long start, Contributions otherwise) {
    return byStart.getOrDefault(start, otherwise);
  }
}
