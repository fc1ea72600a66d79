package org.umbriel.metadata.dwarf.read;

import java.util.Optional;
import org.umbriel.metadata.elf.Cursor;
import org.umbriel.metadata.elf.MalformedObjectException;
import org.umbriel.metadata.entry.UnitType;

/**
 * What stands before a unit's entries (DWARF 5, 7.5.1.1).
 *
 * @param offset where the unit starts
 * @param entries where its first entry stands
 * @param end the first byte behind it
 * @param offsetSize 4 in the 32-bit format, 8 in the 64-bit one
 */
record UnitHeader(
    InfoOffset offset,
    InfoOffset entries,
    InfoOffset end,
    UnitType type,
    int offsetSize,
    AbbreviationOffset abbreviations) {
  private static final int VERSION = 5;
  private static final int ADDRESS_SIZE = 8;

  /** Reads a header and passes over the unit that it starts. */
  static UnitHeader read(Cursor in) throws MalformedObjectException {
    int offset = in.offset();
    UnitLength length = UnitLength.read(in);
    Cursor unit = in.sub(length.bytes());
    int version = unit.u16();
    if (version != VERSION) {
      throw unit.malformed("the unit is of DWARF " + version + ", only DWARF 5 is read");
    }
    UnitType type = type(unit);
    int addressSize = unit.u8();
    if (addressSize != ADDRESS_SIZE) {
      throw unit.malformed("addresses of " + addressSize + " bytes are not read");
    }
    long abbreviations = unit.unsigned(length.offsetSize());
    return new UnitHeader(
        new InfoOffset(offset),
        new InfoOffset(unit.offset()),
        new InfoOffset(in.offset()),
        type,
        length.offsetSize(),
        new AbbreviationOffset(abbreviations));
  }

  private static UnitType type(Cursor unit) throws MalformedObjectException {
    int code = unit.u8();
    Optional<UnitType> type = UnitType.of(code);
    if (type.isEmpty() || (type.get() != UnitType.COMPILE && type.get() != UnitType.PARTIAL)) {
      throw unit.malformed(
          "units of type " + type.map(UnitType::fullName).orElse("" + code) + " are not read");
    }
    return type.get();
  }
}
