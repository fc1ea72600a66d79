package org.umbriel.metadata.dwarf.write;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import org.umbriel.metadata.dwarf.DebugInformation;
import org.umbriel.metadata.dwarf.DwarfSection;
import org.umbriel.metadata.dwarf.Unit;
import org.umbriel.metadata.dwarf.write.EntryWriter.FixUp;
import org.umbriel.metadata.elf.ElfSection;
import org.umbriel.metadata.elf.GrowingBuffer;
import org.umbriel.metadata.entry.Reference;
import org.umbriel.metadata.entry.Tag;
import org.umbriel.metadata.entry.UnitType;

/**
 * Units to the sections of DWARF 5 (32-bit format), one after the other, in one pass. References
 * may lead to units that are still to be added; they are mended when all are there.
 */
public final class DwarfWriter {
  private static final int VERSION = 5;
  private static final int ADDRESS_SIZE = 8;

  private final GrowingBuffer info = new GrowingBuffer(1 << 16);
  private final AbbreviationWriter abbreviations = new AbbreviationWriter();
  private final StringTable strings = new StringTable();
  private final LineWriter lines = new LineWriter();
  private final ListWriter lists = new ListWriter();
  private final List<UnitOffsets> units = new ArrayList<>();
  private final List<FixUp> fixUps = new ArrayList<>();

  public static List<ElfSection> write(DebugInformation information) {
    DwarfWriter writer = new DwarfWriter();
    information.units().forEach(writer::add);
    return writer.finish();
  }

  /** Writes the next unit; the first one has ordinal 0. */
  public void add(Unit unit) {
    UnitOffsets offsets = new UnitOffsets(units.size(), info.size());
    units.add(offsets);
    info.u32(0).u16(VERSION).u8(unitType(unit).value()).u8(ADDRESS_SIZE).u32(0);
    OptionalInt lineTable =
        unit.lines().map(lines::write).map(OptionalInt::of).orElse(OptionalInt.empty());
    new EntryWriter(info, abbreviations, strings, lists, offsets, fixUps)
        .writeRoot(unit.root(), lineTable);
    info.set32(offsets.start(), info.size() - offsets.start() - 4L);
  }

  private static UnitType unitType(Unit unit) {
    Tag tag = unit.root().tag();
    if (tag.equals(Tag.COMPILE_UNIT)) {
      return UnitType.COMPILE;
    }
    if (tag.equals(Tag.PARTIAL_UNIT)) {
      return UnitType.PARTIAL;
    }
    throw new IllegalArgumentException("a unit can't start with " + tag);
  }

  /**
   * The sections of all units added, which belong into one file.
   *
   * @throws IllegalArgumentException if a reference leads to no entry
   */
  public List<ElfSection> finish() {
    for (FixUp fixUp : fixUps) {
      Reference target = fixUp.target();
      if (target.unit() >= units.size()) {
        throw new IllegalArgumentException("no unit for " + target);
      }
      info.set32(fixUp.position(), units.get(target.unit()).offset(target) - fixUp.base());
    }
    List<ElfSection> sections = new ArrayList<>();
    Collections.addAll(
        sections,
        ElfSection.data(DwarfSection.ABBREVIATIONS, abbreviations.finish()),
        ElfSection.data(DwarfSection.INFO, info.toArray()),
        ElfSection.strings(DwarfSection.STRINGS, strings.toArray()),
        ElfSection.data(DwarfSection.LINES, lines.lines()),
        ElfSection.strings(DwarfSection.LINE_STRINGS, lines.strings()));
    lists.sections().forEach(sections::add);
    return sections;
  }
}
