package org.umbriel.metadata.dwarf.write;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.umbriel.metadata.dwarf.DebugInformation;
import org.umbriel.metadata.dwarf.DwarfSection;
import org.umbriel.metadata.dwarf.TypeSignature;
import org.umbriel.metadata.dwarf.Unit;
import org.umbriel.metadata.dwarf.write.EntryWriter.FixUp;
import org.umbriel.metadata.elf.ElfSection;
import org.umbriel.metadata.entry.Reference;
import org.umbriel.metadata.entry.Tag;
import org.umbriel.metadata.entry.UnitType;

/**
 * Units to the sections of DWARF, one after the other, in one pass. References may lead to units
 * that are still to be added; they are mended when all are there. Same input, same bytes.
 */
public final class DwarfWriter {
  private static final int FIRST_WITH_UNIT_TYPES = 5;
  private static final int FIRST_WITH_TYPE_UNITS = 4;

  /** Version, unit type and address size; the abbreviations' offset follows. */
  private static final int IDENTITY_BEHIND_LENGTH = 4;

  /** Of FNV-1a with 64 bits. */
  private static final long HASH_START = 0xcbf29ce484222325L;

  private static final long HASH_FACTOR = 0x100000001b3L;

  private final DwarfFormat format;
  private final SharedSections shared;
  private final SectionBuffer info;

  /** {@code .debug_types}, where DWARF 4 has its type units. */
  private final SectionBuffer types;

  private final AddressRangeWriter addressRanges;
  private final NameTableWriter names;
  private final List<UnitOffsets> units = new ArrayList<>();
  private final List<FixUp> fixUps = new ArrayList<>();

  /** Writes DWARF 5 in the 32-bit format. */
  public DwarfWriter() {
    this(DwarfFormat.DWARF_5);
  }

  public DwarfWriter(DwarfFormat format) {
    this(new SharedSections(format));
  }

  DwarfWriter(SharedSections shared) {
    this.format = shared.format;
    this.shared = shared;
    this.info = new SectionBuffer(format);
    this.types = new SectionBuffer(format);
    this.addressRanges = new AddressRangeWriter(format);
    this.names = new NameTableWriter(shared);
  }

  public static List<ElfSection> write(DebugInformation information) {
    return write(information, DwarfFormat.DWARF_5);
  }

  public static List<ElfSection> write(DebugInformation information, DwarfFormat format) {
    DwarfWriter writer = new DwarfWriter(format);
    information.units().forEach(writer::add);
    return writer.finish();
  }

  /**
   * Writes the next unit; the first one has ordinal 0.
   *
   * @throws IllegalArgumentException if the format can't say what the unit does
   */
  public void add(Unit unit) {
    if (unit.root().tag().equals(Tag.SKELETON_UNIT)) {
      throw new IllegalArgumentException("skeletons are written with their split units");
    }
    add(unit, 0);
  }

  /**
   * Writes a unit that may be half of a split one.
   *
   * @param identity that both halves have
   */
  void add(Unit unit, long identity) {
    boolean apart = unit.type().isPresent() && !format.has(FIRST_WITH_UNIT_TYPES);
    if (!apart && types.size() > 0) {
      throw new IllegalArgumentException("DWARF 4 has type units behind all others");
    }
    SectionBuffer section = apart ? types : info;
    String name = apart ? DwarfSection.TYPES : DwarfSection.INFO;
    UnitOffsets offsets = new UnitOffsets(units.size(), name, section.size());
    units.add(offsets);
    int opened = section.open();
    int typeOffset = writeHeader(unit, identity, section);
    OptionalInt lineTable =
        unit.lines().isPresent()
            ? OptionalInt.of(shared.lines.write(unit.lines().get(), unit.root()))
            : OptionalInt.empty();
    new EntryWriter(section, shared, offsets, fixUps).writeRoot(unit.root(), lineTable);
    unit.type()
        .map(TypeSignature::entry)
        .ifPresent(
            entry -> section.setSize(typeOffset, (long) offsets.offset(entry) - offsets.start()));
    section.close(opened);
    if (format.lookup()) {
      addressRanges.add(unit, offsets);
      names.add(unit, offsets);
    }
  }

  /** What follows the length (DWARF 5, 7.5.1); returns where the offset of its type stands. */
  private int writeHeader(Unit unit, long identity, SectionBuffer section) {
    UnitType type = unitType(unit);
    section.out().u16(format.version());
    if (format.has(FIRST_WITH_UNIT_TYPES)) {
      section.out().u8(type.value()).u8(DwarfFormat.ADDRESS_SIZE);
      section.offset(DwarfSection.ABBREVIATIONS, 0);
    } else {
      section.offset(DwarfSection.ABBREVIATIONS, 0);
      section.out().u8(DwarfFormat.ADDRESS_SIZE);
    }
    unit.type().map(TypeSignature::signature).ifPresent(section.out()::u64);
    if (type == UnitType.SKELETON || type == UnitType.SPLIT_COMPILE) {
      section.out().u64(identity);
    }
    int typeOffset = section.size();
    if (unit.type().isPresent()) {
      section.size(0);
    }
    return typeOffset;
  }

  /**
   * Gives a split unit, whose file is whole, an identity made of the file's entries and strings.
   *
   * @return the identity, which its skeleton has to have, too
   */
  long identify(int unit) {
    long identity = HASH_START;
    for (byte[] bytes : List.of(info.out().toArray(), shared.strings.toArray())) {
      for (byte each : bytes) {
        identity = (identity ^ (each & 0xff)) * HASH_FACTOR;
      }
    }
    int length = format.offsetSize() == 8 ? 12 : 4;
    int place = units.get(unit).start() + length + IDENTITY_BEHIND_LENGTH + format.offsetSize();
    info.out().set(place, identity, Long.BYTES);
    return identity;
  }

  private UnitType unitType(Unit unit) {
    Tag tag = unit.root().tag();
    boolean isType = tag.equals(Tag.TYPE_UNIT);
    if (isType != unit.type().isPresent() || (isType && !format.has(FIRST_WITH_TYPE_UNITS))) {
      throw new IllegalArgumentException(tag + " with type " + unit.type() + " in " + format);
    }
    if (isType) {
      return shared.isSplit() ? UnitType.SPLIT_TYPE : UnitType.TYPE;
    }
    if (tag.equals(Tag.COMPILE_UNIT)) {
      return shared.isSplit() ? UnitType.SPLIT_COMPILE : UnitType.COMPILE;
    }
    if (tag.equals(Tag.SKELETON_UNIT) && !shared.isSplit()) {
      return UnitType.SKELETON;
    }
    if (tag.equals(Tag.PARTIAL_UNIT) && !shared.isSplit()) {
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
    fixUps.forEach(this::mend);
    List<ElfSection> sections = new ArrayList<>();
    String abbreviations = shared.name(DwarfSection.ABBREVIATIONS);
    sections.add(ElfSection.data(abbreviations, shared.abbreviations.finish()));
    sections.add(info.section(shared.name(DwarfSection.INFO)));
    if (types.size() > 0) {
      sections.add(types.section(DwarfSection.TYPES));
    }
    if (format.lookup()) {
      sections.add(addressRanges.finish().section(DwarfSection.ADDRESS_RANGES));
      if (format.has(5)) {
        sections.add(names.finish(units).section(DwarfSection.NAMES));
      }
    }
    sections.addAll(shared.finish());
    return sections;
  }

  private void mend(FixUp fixUp) {
    Reference target = fixUp.mention().target();
    if (target.unit() >= units.size()) {
      throw new IllegalArgumentException("no unit for " + target);
    }
    UnitOffsets unit = units.get(target.unit());
    int position = fixUp.mention().position();
    int offset = unit.offset(target);
    if (fixUp.mention().fromUnit()) {
      fixUp.section().out().set32(position, (long) offset - unit.start());
    } else if (unit.section().equals(DwarfSection.TYPES)) {
      throw new IllegalArgumentException("in DWARF 4 a type unit is known by its signature alone");
    } else {
      fixUp.section().setEntryAddress(position, offset);
    }
  }
}
