package org.umbriel.metadata.dwarf.write;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.umbriel.metadata.dwarf.DwarfSection;
import org.umbriel.metadata.elf.ElfSection;
import org.umbriel.metadata.entry.AddressRange;
import org.umbriel.metadata.entry.LocationEntry;

/** The sections that the entries of all units lead to, each filled by the writer of its kind. */
final class SharedSections {
  final DwarfFormat format;
  final AbbreviationWriter abbreviations = new AbbreviationWriter();
  final StringTable strings = new StringTable();
  final StringTable lineStrings = new StringTable();
  final IndexTable<String> stringIndexes;
  final IndexTable<Long> addressIndexes;
  final ListTable<AddressRange> ranges;
  final ListTable<LocationEntry> locations;
  final LineWriter lines;
  private final boolean isSplit;

  SharedSections(DwarfFormat format) {
    this(format, Optional.empty());
  }

  /**
   * @param skeletons whose addresses a split file uses
   */
  SharedSections(DwarfFormat format, Optional<SharedSections> skeletons) {
    this.format = format;
    this.isSplit = skeletons.isPresent();
    this.stringIndexes =
        new IndexTable<>(
            format, 0, (text, out) -> out.offset(DwarfSection.STRINGS, strings.offset(text)));
    this.addressIndexes =
        skeletons
            .map(others -> others.addressIndexes)
            .orElseGet(
                () ->
                    new IndexTable<>(
                        format, DwarfFormat.ADDRESS_SIZE, (address, out) -> out.address(address)));
    ListWriter lists = new ListWriter(format, addressIndexes);
    this.ranges = new ListTable<>(format, lists::ranges);
    this.locations = new ListTable<>(format, lists::locations);
    this.lines = new LineWriter(format, isSplit ? Optional.empty() : Optional.of(lineStrings));
  }

  /** Whether this is a split file: it has no addresses, and where its tables start is known. */
  boolean isSplit() {
    return isSplit;
  }

  /** A section by the name that it has in such a file. */
  String name(String section) {
    return isSplit ? section + DwarfSection.SPLIT : section;
  }

  /** Where lists of addresses stand, by the version of DWARF. */
  String rangeSection() {
    return format.has(5) ? DwarfSection.RANGE_LISTS : DwarfSection.RANGES;
  }

  String locationSection() {
    return format.has(5) ? DwarfSection.LOCATION_LISTS : DwarfSection.LOCATIONS;
  }

  /** What entries lead to, as far as there is something. */
  List<ElfSection> finish() {
    List<ElfSection> sections = new ArrayList<>();
    sections.add(ElfSection.strings(name(DwarfSection.STRINGS), strings.toArray()));
    if (!isSplit || lines.isNeeded()) {
      sections.add(lines.finish().section(name(DwarfSection.LINES)));
    }
    if (format.has(5) && !isSplit) {
      sections.add(ElfSection.strings(DwarfSection.LINE_STRINGS, lineStrings.toArray()));
    }
    if (format.indexed()) {
      sections.add(stringIndexes.finish().section(name(DwarfSection.STRING_OFFSETS)));
    }
    if (format.indexed() && !isSplit) {
      sections.add(addressIndexes.finish().section(DwarfSection.ADDRESSES));
    }
    if (ranges.isNeeded()) {
      sections.add(ranges.finish().section(name(rangeSection())));
    }
    if (locations.isNeeded()) {
      sections.add(locations.finish().section(name(locationSection())));
    }
    return sections;
  }
}
