package org.umbriel.metadata.dwarf.read;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.umbriel.metadata.dwarf.DebugInformation;
import org.umbriel.metadata.dwarf.DwarfSection;
import org.umbriel.metadata.dwarf.LineTable;
import org.umbriel.metadata.dwarf.Unit;
import org.umbriel.metadata.elf.Cursor;
import org.umbriel.metadata.elf.ElfFile;
import org.umbriel.metadata.elf.ElfSection;
import org.umbriel.metadata.elf.MalformedObjectException;
import org.umbriel.metadata.elf.Slice;
import org.umbriel.metadata.entry.Reference;

/**
 * The DWARF 5 of an ELF file. Opening it reads the units' headers alone; units, abbreviations,
 * strings and line tables are read when they are needed, and shared ones once. For one thread.
 */
public final class DwarfReader {
  private final Slice info;
  private final Slice abbreviationSection;
  private final Budget abbreviationBudget;
  private final StringSection strings;
  private final StringSection lineStrings;
  private final Slice lineSection;
  private final Budget lineBudget;
  private final List<UnitReader> units = new ArrayList<>();
  private final Map<AbbreviationOffset, AbbreviationTable> abbreviationTables = new HashMap<>();
  private final Map<LineOffset, LineTable> lineTables = new HashMap<>();

  private DwarfReader(ElfFile file) throws MalformedObjectException {
    info = section(file, DwarfSection.INFO);
    abbreviationSection = section(file, DwarfSection.ABBREVIATIONS);
    abbreviationBudget = new Budget(abbreviationSection);
    strings = new StringSection(section(file, DwarfSection.STRINGS));
    lineStrings = new StringSection(section(file, DwarfSection.LINE_STRINGS));
    lineSection = section(file, DwarfSection.LINES);
    lineBudget = new Budget(lineSection);
  }

  /** Reads the headers of a file's units; there are none if it has no debugging information. */
  public static DwarfReader open(ElfFile file) throws MalformedObjectException {
    DwarfReader reader = new DwarfReader(file);
    Cursor in = reader.info.cursor();
    while (in.hasMore()) {
      reader.units.add(new UnitReader(reader, UnitHeader.read(in), reader.units.size()));
    }
    return reader;
  }

  private static Slice section(ElfFile file, String name) throws MalformedObjectException {
    ElfSection section = file.section(name).orElseGet(() -> ElfSection.data(name, new byte[0]));
    if ((section.flags() & ElfSection.SHF_COMPRESSED) != 0) {
      throw new MalformedObjectException(name, 0, "compressed sections are not read");
    }
    return section.content();
  }

  /** The units, in the order of the file: a unit's place is its ordinal in references. */
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

  Slice info() {
    return info;
  }

  AbbreviationTable abbreviations(AbbreviationOffset offset) throws MalformedObjectException {
    AbbreviationTable known = abbreviationTables.get(offset);
    if (known != null) {
      return known;
    }
    Cursor in = abbreviationSection.cursor(offset.value());
    AbbreviationTable table = AbbreviationTable.read(in);
    abbreviationBudget.spend(offset.value(), in.offset() - offset.value());
    abbreviationTables.put(offset, table);
    return table;
  }

  LineTable lines(LineOffset offset) throws MalformedObjectException {
    LineTable known = lineTables.get(offset);
    if (known != null) {
      return known;
    }
    Cursor in = lineSection.cursor(offset.value());
    LineTable table = new LineReader(strings, lineStrings).read(in);
    lineBudget.spend(offset.value(), in.offset() - offset.value());
    lineTables.put(offset, table);
    return table;
  }

  FormReader forms(UnitHeader header) {
    return new FormReader(
        strings, lineStrings, header.offsetSize(), header.offset().value(), this::entryAt);
  }

  /** Finds the unit that an offset lies in, and the entry that starts there. */
  private Reference entryAt(InfoOffset offset) throws MalformedObjectException {
    int low = 0;
    int high = units.size() - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (units.get(middle).header().offset().value() <= offset.value()) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return units.get(low).entryAt(offset);
  }
}
