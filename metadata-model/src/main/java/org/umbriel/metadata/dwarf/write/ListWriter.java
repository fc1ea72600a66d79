package org.umbriel.metadata.dwarf.write;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.umbriel.metadata.dwarf.DwarfSection;
import org.umbriel.metadata.elf.ElfSection;
import org.umbriel.metadata.elf.GrowingBuffer;
import org.umbriel.metadata.entry.AddressRange;
import org.umbriel.metadata.entry.LocationEntry;

/**
 * Lists of addresses and of places, {@code .debug_rnglists} and {@code .debug_loclists} (DWARF 5,
 * 7.28 and 7.29): one table each, without an index, and each list once.
 */
final class ListWriter {
  private static final int VERSION = 5;
  private static final int ADDRESS_SIZE = 8;
  private static final int END_OF_LIST = 0;
  private static final int DEFAULT_LOCATION = 5;
  private static final int START_END = 7;
  private static final int RANGE_START_END = 6;

  private final GrowingBuffer ranges = new GrowingBuffer();
  private final GrowingBuffer locations = new GrowingBuffer();
  private final Map<List<AddressRange>, Integer> knownRanges = new HashMap<>();
  private final Map<List<LocationEntry>, Integer> knownLocations = new HashMap<>();

  ListWriter() {
    start(ranges);
    start(locations);
  }

  private static void start(GrowingBuffer out) {
    out.u32(0).u16(VERSION).u8(ADDRESS_SIZE).u8(0).u32(0);
  }

  /** Where the list stands in {@code .debug_rnglists}. */
  int ranges(List<AddressRange> list) {
    Integer known = knownRanges.get(list);
    if (known != null) {
      return known;
    }
    int offset = ranges.size();
    for (AddressRange range : list) {
      ranges.u8(RANGE_START_END).u64(range.start()).u64(range.end());
    }
    ranges.u8(END_OF_LIST);
    knownRanges.put(list, offset);
    return offset;
  }

  /** Where the list stands in {@code .debug_loclists}. */
  int locations(List<LocationEntry> list) {
    Integer known = knownLocations.get(list);
    if (known != null) {
      return known;
    }
    int offset = locations.size();
    for (LocationEntry entry : list) {
      if (entry.range().isPresent()) {
        AddressRange range = entry.range().get();
        locations.u8(START_END).u64(range.start()).u64(range.end());
      } else {
        locations.u8(DEFAULT_LOCATION);
      }
      locations.uleb(entry.expression().size()).bytes(entry.expression());
    }
    locations.u8(END_OF_LIST);
    knownLocations.put(list, offset);
    return offset;
  }

  /** The sections, as far as there is something in them. */
  List<ElfSection> sections() {
    List<ElfSection> sections = new ArrayList<>();
    if (!knownRanges.isEmpty()) {
      ranges.set32(0, ranges.size() - 4L);
      sections.add(ElfSection.data(DwarfSection.RANGE_LISTS, ranges.toArray()));
    }
    if (!knownLocations.isEmpty()) {
      locations.set32(0, locations.size() - 4L);
      sections.add(ElfSection.data(DwarfSection.LOCATION_LISTS, locations.toArray()));
    }
    return sections;
  }
}
