package org.umbriel.metadata.dwarf.write;

import java.util.List;
import org.umbriel.metadata.entry.AddressRange;
import org.umbriel.metadata.entry.Bytes;
import org.umbriel.metadata.entry.LocationEntry;

/**
 * Lists of addresses, and of places at addresses, as each version of DWARF has them (DWARF 5, 7.7.3
 * and 7.25; DWARF 4, 2.6.2 and 2.17.3).
 */
final class ListWriter {
  private static final int FIRST_WITH_KINDS = 5;
  private static final int END_OF_LIST = 0;
  private static final int INDEX_AND_LENGTH = 3;
  private static final int DEFAULT_LOCATION = 5;
  private static final int RANGE_START_END = 6;
  private static final int LOCATION_START_END = 7;
  private static final int LONGEST_OLD_EXPRESSION = 0xffff;

  private final DwarfFormat format;
  private final IndexTable<Long> addresses;

  /**
   * @param addresses numbers for addresses, where they have some
   */
  ListWriter(DwarfFormat format, IndexTable<Long> addresses) {
    this.format = format;
    this.addresses = addresses;
  }

  void ranges(List<AddressRange> list, SectionBuffer out) {
    if (!format.has(FIRST_WITH_KINDS)) {
      startOld(out);
      list.forEach(range -> old(range, out));
      out.out().u64(0).u64(0);
      return;
    }
    for (AddressRange range : list) {
      range(range, RANGE_START_END, out);
    }
    out.out().u8(END_OF_LIST);
  }

  void locations(List<LocationEntry> list, SectionBuffer out) {
    if (!format.has(FIRST_WITH_KINDS)) {
      oldLocations(list, out);
      return;
    }
    for (LocationEntry entry : list) {
      if (entry.range().isPresent()) {
        range(entry.range().get(), LOCATION_START_END, out);
      } else {
        out.out().u8(DEFAULT_LOCATION);
      }
      Bytes expression = entry.expression();
      out.out().uleb(expression.size());
      ExpressionWriter.write(expression, out);
    }
    out.out().u8(END_OF_LIST);
  }

  private void range(AddressRange range, int kind, SectionBuffer out) {
    if (format.indexed()) {
      out.out().u8(INDEX_AND_LENGTH).uleb(addresses.index(range.start()));
      out.out().uleb(range.end() - range.start());
    } else {
      out.out().u8(kind);
      out.address(range.start()).address(range.end());
    }
  }

  private static void oldLocations(List<LocationEntry> list, SectionBuffer out) {
    startOld(out);
    for (LocationEntry entry : list) {
      Bytes expression = entry.expression();
      if (entry.range().isEmpty() || expression.size() > LONGEST_OLD_EXPRESSION) {
        throw new IllegalArgumentException("before DWARF 5 a list can't have " + entry);
      }
      old(entry.range().get(), out);
      out.out().u16(expression.size());
      ExpressionWriter.write(expression, out);
    }
    out.out().u64(0).u64(0);
  }

  /** Has addresses count from 0, not from where the unit's code starts. */
  private static void startOld(SectionBuffer out) {
    out.out().u64(-1).u64(0);
  }

  private static void old(AddressRange range, SectionBuffer out) {
    if (range.start() == -1 || (range.start() == 0 && range.end() == 0)) {
      throw new IllegalArgumentException("before DWARF 5 a list can't have " + range);
    }
    out.address(range.start()).address(range.end());
  }
}
