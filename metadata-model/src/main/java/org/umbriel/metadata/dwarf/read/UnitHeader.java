package org.umbriel.metadata.dwarf.read;

import java.util.Optional;
import org.umbriel.metadata.dwarf.DwarfSection;
import org.umbriel.metadata.elf.Cursor;
import org.umbriel.metadata.elf.MalformedObjectException;
import org.umbriel.metadata.elf.Slice;
import org.umbriel.metadata.entry.UnitType;

/**
 * What stands before a unit's entries (DWARF 5, 7.5.1; DWARF 4, 7.5.1).
 *
 * @param section the section the unit stands in, which all offsets of the unit count from
 * @param offset where the unit starts
 * @param entries where its first entry stands
 * @param end the first byte behind it
 * @param offsetSize 4 in the 32-bit format, 8 in the 64-bit one
 * @param identity the signature of a type unit, the id that a skeleton and its split unit share,
 *     else 0
 * @param typeOffset where the type of a type unit stands, from the unit's start
 */
public record UnitHeader(
    Slice section,
    InfoOffset offset,
    InfoOffset entries,
    InfoOffset end,
    int version,
    UnitType type,
    int addressSize,
    int offsetSize,
    AbbreviationOffset abbreviations,
    long identity,
    long typeOffset) {
  private static final int FIRST_VERSION = 2;
  private static final int LAST_VERSION = 5;

  /** Reads a header and passes over the unit that it starts. */
  static UnitHeader read(Slice section, Cursor in) throws MalformedObjectException {
    InfoOffset offset = new InfoOffset(in.offset());
    UnitLength length = UnitLength.read(in);
    Cursor unit = in.sub(length.bytes());
    InfoOffset end = new InfoOffset(in.offset());
    int version = unit.u16();
    if (version < FIRST_VERSION || version > LAST_VERSION) {
      throw unit.malformed("the unit is of DWARF " + version + ", only DWARF 2 to 5 are read");
    }
    boolean types = section.section().equals(DwarfSection.TYPES);
    UnitType type = types ? UnitType.TYPE : UnitType.COMPILE;
    int addressSize;
    long abbreviations;
    if (version >= 5) {
      type = type(unit);
      addressSize = unit.u8();
      abbreviations = unit.unsigned(length.offsetSize());
    } else {
      abbreviations = unit.unsigned(length.offsetSize());
      addressSize = unit.u8();
    }
    if (Integer.bitCount(addressSize) != 1 || addressSize > 8) {
      throw unit.malformed("addresses of " + addressSize + " bytes are not read");
    }
    boolean hasType = type == UnitType.TYPE || type == UnitType.SPLIT_TYPE;
    boolean hasIdentity = hasType || type == UnitType.SKELETON || type == UnitType.SPLIT_COMPILE;
    long identity = hasIdentity ? unit.u64() : 0;
    long typeOffset = hasType ? unit.unsigned(length.offsetSize()) : 0;
    return new UnitHeader(
        section,
        offset,
        new InfoOffset(unit.offset()),
        end,
        version,
        type,
        addressSize,
        length.offsetSize(),
        new AbbreviationOffset(abbreviations),
        identity,
        typeOffset);
  }

  private static UnitType type(Cursor unit) throws MalformedObjectException {
    int code = unit.u8();
    Optional<UnitType> type = UnitType.of(code);
    if (type.isEmpty()) {
      throw unit.malformed("units of type " + code + " are not read");
    }
    return type.get();
  }

  /** Whether the unit is there for a type that others refer to by its signature. */
  public boolean isTypeUnit() {
    return type == UnitType.TYPE || type == UnitType.SPLIT_TYPE;
  }

  /** A cursor over the entries. */
  Cursor cursor() throws MalformedObjectException {
    return section.cursor(entries.value(), end.value());
  }
}
