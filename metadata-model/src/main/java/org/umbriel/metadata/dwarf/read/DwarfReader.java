package org.umbriel.metadata.dwarf.read;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.umbriel.metadata.dwarf.DebugInformation;
import org.umbriel.metadata.dwarf.DwarfSection;
import org.umbriel.metadata.dwarf.LineTable;
import org.umbriel.metadata.dwarf.Unit;
import org.umbriel.metadata.elf.Cursor;
import org.umbriel.metadata.elf.ElfFile;
import org.umbriel.metadata.elf.MalformedObjectException;
import org.umbriel.metadata.elf.Slice;
import org.umbriel.metadata.entry.Reference;

/**
 * The debugging information of an ELF file, DWARF 2 to 5. Opening it reads the units' headers
 * alone; units, abbreviations, strings, lists and line tables are read when they are needed, and
 * shared ones once. For one thread.
 */
public final class DwarfReader {
  private final Sections sections;
  private final Optional<DwarfReader> supplementary;
  private final Optional<DwarfReader> skeletons;
  private final StringSection strings;
  private final StringSection lineStrings;
  private final EntryScanner.Columns columns = new EntryScanner.Columns();
  private final List<UnitReader> units = new ArrayList<>();
  private final Map<AbbreviationKey, AbbreviationTable> abbreviationTables = new HashMap<>();
  private final Map<LineOffset, LineTable> lineTables = new HashMap<>();
  private final Map<String, Budget> budgets = new HashMap<>();
  private int infoUnits;
  private Optional<Map<Long, UnitReader>> typeUnits = Optional.empty();
  private Optional<Map<Long, UnitReader>> splitIds = Optional.empty();
  private Optional<List<NameTable>> nameTables = Optional.empty();
  private Optional<AddressRangeTable> addressRanges = Optional.empty();

  private DwarfReader(
      ElfFile file, Optional<DwarfReader> supplementary, Optional<DwarfReader> skeletons) {
    this.sections = new Sections(file);
    this.supplementary = supplementary;
    this.skeletons = skeletons;
    this.strings = new StringSection(sections, DwarfSection.STRINGS);
    this.lineStrings = new StringSection(sections, DwarfSection.LINE_STRINGS);
  }

  /** A table, and the sizes that its plans are made for. */
  private record AbbreviationKey(AbbreviationOffset offset, RawReader sizes) {}

  /** Reads the headers of a file's units; there are none if it has no debugging information. */
  public static DwarfReader open(ElfFile file) throws MalformedObjectException {
    return open(file, Optional.empty());
  }

  /**
   * The same with the file that {@code dwz} moved what many files share to (DWARF 5, 7.3.6).
   *
   * @see DebugFiles#open which finds that file
   */
  public static DwarfReader open(ElfFile file, Optional<DwarfReader> supplementary)
      throws MalformedObjectException {
    DwarfReader reader = new DwarfReader(file, supplementary, Optional.empty());
    reader.readUnits();
    return reader;
  }

  /**
   * A split file ({@code .dwo}, or {@code .dwp} with the split units of many), whose addresses are
   * in the file that has the skeletons (DWARF 5, 7.3.2).
   */
  public static DwarfReader openSplit(ElfFile file, DwarfReader skeletons)
      throws MalformedObjectException {
    DwarfReader reader = new DwarfReader(file, Optional.empty(), Optional.of(skeletons));
    reader.readUnits();
    return reader;
  }

  private void readUnits() throws MalformedObjectException {
    UnitIndex index = UnitIndex.read(sections.index(DwarfSection.UNIT_INDEX), false);
    readUnits(DwarfSection.INFO, index);
    infoUnits = units.size();
    readUnits(DwarfSection.TYPES, UnitIndex.read(sections.index(DwarfSection.TYPE_INDEX), true));
  }

  private void readUnits(String name, UnitIndex index) throws MalformedObjectException {
    Slice section = sections.get(name);
    Contributions whole = sections.split() ? Contributions.SPLIT_FILE : Contributions.WHOLE_FILE;
    Cursor in = section.cursor();
    while (in.hasMore()) {
      UnitHeader header = UnitHeader.read(section, in);
      Contributions parts = index.of(header.offset().value(), whole);
      units.add(new UnitReader(this, header, units.size(), parts));
    }
  }

  /**
   * The units, in the order of the file, those of {@code .debug_types} last: a unit's place is its
   * ordinal in references.
   */
  public List<UnitReader> units() {
    return List.copyOf(units);
  }

  /** Everything at once. */
  public DebugInformation read() throws MalformedObjectException {
    List<Unit> all = new ArrayList<>();
    for (UnitReader unit : units) {
      all.add(unit.read());
    }
    return new DebugInformation(all);
  }

  /** Puts all units into columns; returns how many entries there are. */
  public long scan() throws MalformedObjectException {
    long entries = 0;
    for (UnitReader unit : units) {
      entries += unit.table().size();
    }
    return entries;
  }

  /** The entry that starts at an offset in {@code .debug_info}. */
  public Die at(InfoOffset offset) throws MalformedObjectException {
    return die(entryAt(offset));
  }

  /** The entry that a reference leads to. */
  public Die die(Reference reference) {
    return units.get(reference.unit()).die(reference.entry());
  }

  /** A section of the file; an absent one is empty. */
  public Slice section(String name) throws MalformedObjectException {
    return sections.get(name);
  }

  /** The file that holds what this one shares with others. */
  public Optional<DwarfReader> supplementary() {
    return supplementary;
  }

  /** The file that holds the skeletons of this split file's units. */
  public Optional<DwarfReader> skeletons() {
    return skeletons;
  }

  StringSection strings() {
    return strings;
  }

  StringSection lineStrings() {
    return lineStrings;
  }

  EntryScanner.Columns columns() {
    return columns;
  }

  Budget budget(Slice section) {
    return budgets.computeIfAbsent(section.section(), name -> new Budget(section));
  }

  AbbreviationTable abbreviations(AbbreviationOffset offset, RawReader sizes)
      throws MalformedObjectException {
    AbbreviationKey key = new AbbreviationKey(offset, sizes);
    AbbreviationTable known = abbreviationTables.get(key);
    if (known != null) {
      return known;
    }
    Slice section = sections.get(DwarfSection.ABBREVIATIONS);
    Cursor in = section.cursor(offset.value());
    AbbreviationTable table = AbbreviationTable.read(in, sizes);
    budget(section).spend(offset.value(), in.offset() - offset.value());
    abbreviationTables.put(key, table);
    return table;
  }

  /**
   * @param directory where the unit was compiled, which older line tables leave out
   * @param source its primary source file, likewise
   */
  LineTable lines(LineOffset offset, String directory, String source)
      throws MalformedObjectException {
    LineTable known = lineTables.get(offset);
    if (known != null) {
      return known;
    }
    Slice section = sections.get(DwarfSection.LINES);
    Cursor in = section.cursor(offset.value());
    LineTable table = new LineReader(this, directory, source).read(in);
    budget(section).spend(offset.value(), in.offset() - offset.value());
    lineTables.put(offset, table);
    return table;
  }

  /** The indexes of names that stand in the file, {@code .debug_names}. */
  public List<NameTable> nameTables() throws MalformedObjectException {
    if (nameTables.isEmpty()) {
      nameTables = Optional.of(NameTable.all(this));
    }
    return nameTables.get();
  }

  /** Units by address, as far as {@code .debug_aranges} has them. */
  public AddressRangeTable addressRanges() throws MalformedObjectException {
    if (addressRanges.isEmpty()) {
      addressRanges = Optional.of(AddressRangeTable.read(this));
    }
    return addressRanges.get();
  }

  /** The unit of {@code .debug_info} that starts at an offset. */
  Optional<UnitReader> unitThatStartsAt(InfoOffset offset) {
    int unit = lastUpTo(offset);
    return unit >= 0 && units.get(unit).offset().equals(offset)
        ? Optional.of(units.get(unit))
        : Optional.empty();
  }

  /** The last unit of {@code .debug_info} that starts there or before; -1 if there is none. */
  private int lastUpTo(InfoOffset offset) {
    int low = -1;
    int high = infoUnits - 1;
    while (low < high) {
      int middle = (low + high + 1) >> 1;
      if (units.get(middle).offset().value() <= offset.value()) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  /** Finds the unit that an offset lies in, and the entry that starts there. */
  Reference entryAt(InfoOffset offset) throws MalformedObjectException {
    int unit = Math.max(0, lastUpTo(offset));
    if (infoUnits == 0) {
      throw new MalformedObjectException(
          DwarfSection.INFO, offset.value(), "a reference leads here, but there are no units");
    }
    return units.get(unit).referenceTo(offset);
  }

  /** The type that has a signature (DWARF 5, 7.32), if it is in this file. */
  public Optional<Die> typeWithSignature(long signature) throws MalformedObjectException {
    if (typeUnits.isEmpty()) {
      Map<Long, UnitReader> found = new HashMap<>();
      for (UnitReader unit : units) {
        if (unit.header().isTypeUnit()) {
          found.putIfAbsent(unit.header().identity(), unit);
        }
      }
      typeUnits = Optional.of(found);
    }
    UnitReader unit = typeUnits.get().get(signature);
    if (unit == null) {
      return Optional.empty();
    }
    long offset = unit.offset().value() + unit.header().typeOffset();
    return Optional.of(die(unit.referenceTo(new InfoOffset(offset))));
  }

  /** The unit with the id that a skeleton shares with its split unit, if it is in this file. */
  public Optional<UnitReader> unitWithId(long id) throws MalformedObjectException {
    if (splitIds.isEmpty()) {
      Map<Long, UnitReader> found = new HashMap<>();
      for (UnitReader unit : units) {
        Optional<Long> each = unit.header().isTypeUnit() ? Optional.empty() : unit.splitId();
        each.ifPresent(known -> found.putIfAbsent(known, unit));
      }
      splitIds = Optional.of(found);
    }
    return Optional.ofNullable(splitIds.get().get(id));
  }

  Optional<UnitReader> skeletonOf(UnitReader split) throws MalformedObjectException {
    Optional<Long> id = split.splitId();
    return skeletons.isPresent() && id.isPresent()
        ? skeletons.get().unitWithId(id.get())
        : Optional.empty();
  }
}
