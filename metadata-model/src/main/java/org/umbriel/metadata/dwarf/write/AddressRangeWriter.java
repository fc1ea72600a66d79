package org.umbriel.metadata.dwarf.write;

import java.util.List;
import org.umbriel.metadata.dwarf.DwarfSection;
import org.umbriel.metadata.dwarf.Unit;
import org.umbriel.metadata.entry.AddressRange;

/** Units by address to {@code .debug_aranges} (DWARF 5, 6.1.2 and 7.21). */
final class AddressRangeWriter {
  private static final int VERSION = 2;
  private static final int PAIR = 2 * DwarfFormat.ADDRESS_SIZE;

  private final SectionBuffer out;

  AddressRangeWriter(DwarfFormat format) {
    this.out = new SectionBuffer(format);
  }

  /** Adds a unit, if it says where its code is. */
  void add(Unit unit, UnitOffsets offsets) {
    List<AddressRange> ranges =
        unit.root().ranges().stream().filter(range -> !range.isEmpty()).toList();
    if (ranges.isEmpty()) {
      return;
    }
    int start = out.size();
    int opened = out.open();
    out.out().u16(VERSION);
    out.offset(DwarfSection.INFO, offsets.start());
    out.out().u8(DwarfFormat.ADDRESS_SIZE).u8(0);
    while ((out.size() - start) % PAIR != 0) {
      out.out().u8(0);
    }
    for (AddressRange range : ranges) {
      out.address(range.start()).out().u64(range.end() - range.start());
    }
    out.out().u64(0).u64(0);
    out.close(opened);
  }

  SectionBuffer finish() {
    return out;
  }
}
