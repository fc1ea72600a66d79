package org.umbriel.metadata.dwarf.read;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.umbriel.metadata.dwarf.DwarfSection;
import org.umbriel.metadata.dwarf.UnitRanges;
import org.umbriel.metadata.elf.Cursor;
import org.umbriel.metadata.elf.MalformedObjectException;
import org.umbriel.metadata.elf.Slice;
import org.umbriel.metadata.entry.AddressRange;

/**
 * Units by address, as {@code .debug_aranges} has them (DWARF 5, 6.1.2). A writer may leave units
 * out: what is not found here may still be somewhere.
 */
public final class AddressRangeTable {
  private static final int VERSION = 2;

  private final DwarfReader file;
  private final List<UnitRanges> sets = new ArrayList<>();

  /** By its start, each range with the unit's ordinal. */
  private final TreeMap<Long, Owned> byStart = new TreeMap<>(Long::compareUnsigned);

  private record Owned(AddressRange range, int unit) {}

  private AddressRangeTable(DwarfReader file) {
    this.file = file;
  }

  static AddressRangeTable read(DwarfReader file) throws MalformedObjectException {
    AddressRangeTable table = new AddressRangeTable(file);
    Slice section = file.section(DwarfSection.ADDRESS_RANGES);
    Cursor in = section.cursor();
    while (in.hasMore()) {
      table.add(table.readSet(in));
    }
    return table;
  }

  private UnitRanges readSet(Cursor in) throws MalformedObjectException {
    int start = in.offset();
    UnitLength length = UnitLength.read(in);
    Cursor set = in.sub(length.bytes());
    int version = set.u16();
    if (version != VERSION) {
      throw set.malformed("address ranges of version " + version + ", only 2 is read");
    }
    InfoOffset info = new InfoOffset(set.unsigned(length.offsetSize()));
    int addressSize = set.u8();
    int segmentSize = set.u8();
    if (Integer.bitCount(addressSize) != 1 || addressSize > 8 || segmentSize != 0) {
      throw set.malformed(
          "addresses of " + addressSize + " bytes in segments of " + segmentSize + " are not read");
    }
    Optional<UnitReader> unit = file.unitThatStartsAt(info);
    if (unit.isEmpty()) {
      throw set.malformed("no unit starts at 0x" + Long.toHexString(info.value()));
    }
    int pair = 2 * addressSize;
    set.skip(Math.min(set.remaining(), Math.floorMod(start - set.offset(), pair)));
    List<AddressRange> ranges = new ArrayList<>();
    while (set.remaining() >= pair) {
      long from = set.unsigned(addressSize);
      long size = set.unsigned(addressSize);
      if (from != 0 || size != 0) {
        ranges.add(new AddressRange(from, from + size));
      }
    }
    return new UnitRanges(unit.get().ordinal(), ranges);
  }

  private void add(UnitRanges set) {
    sets.add(set);
    for (AddressRange range : set.ranges()) {
      if (!range.isEmpty()) {
        byStart.putIfAbsent(range.start(), new Owned(range, set.unit()));
      }
    }
  }

  /** What the section says, in its order. */
  public List<UnitRanges> all() {
    return List.copyOf(sets);
  }

  /** The unit whose code or data is at an address. */
  public Optional<UnitReader> unitAt(long address) {
    Map.Entry<Long, Owned> below = byStart.floorEntry(address);
    return below != null && below.getValue().range.contains(address)
        ? Optional.of(file.units().get(below.getValue().unit))
        : Optional.empty();
  }
}
