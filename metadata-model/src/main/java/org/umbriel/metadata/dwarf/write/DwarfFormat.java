package org.umbriel.metadata.dwarf.write;

/**
 * How debugging information is laid out: what those who are to read it must know.
 *
 * @param version of DWARF, 2 to 5. What a version has no place for is refused, but for digests of
 *     files, which are left out before 5
 * @param offsetSize 4 in the 32-bit format, 8 in the 64-bit one, which DWARF 3 brought
 * @param indexed whether strings, addresses and lists are mentioned by their numbers in tables, as
 *     DWARF 5 can ({@code .debug_str_offsets}, {@code .debug_addr})
 * @param lookup whether there are tables to look up entries by ({@code .debug_aranges}; from DWARF
 *     5 on {@code .debug_names})
 * @param linkable whether it says what a linker has to mend, for a relocatable file
 */
public record DwarfFormat(
    int version, int offsetSize, boolean indexed, boolean lookup, boolean linkable) {
  /** DWARF 5 in the 32-bit format, and no more than the entries need. */
  public static final DwarfFormat DWARF_5 = new DwarfFormat(5, 4, false, false, false);

  static final int ADDRESS_SIZE = 8;

  public DwarfFormat {
    if (version < 2 || version > 5 || (offsetSize != 4 && offsetSize != 8)) {
      throw new IllegalArgumentException("DWARF " + version + ", offsets of " + offsetSize);
    }
    if ((offsetSize == 8 && version < 3) || (indexed && version < 5)) {
      throw new IllegalArgumentException("DWARF " + version + " has no such format");
    }
  }

  public static DwarfFormat ofVersion(int version) {
    return new DwarfFormat(version, 4, false, false, false);
  }

  public DwarfFormat wide() {
    return new DwarfFormat(version, 8, indexed, lookup, linkable);
  }

  public DwarfFormat withIndexes() {
    return new DwarfFormat(version, offsetSize, true, lookup, linkable);
  }

  public DwarfFormat withLookup() {
    return new DwarfFormat(version, offsetSize, indexed, true, linkable);
  }

  public DwarfFormat forLinker() {
    return new DwarfFormat(version, offsetSize, indexed, lookup, true);
  }

  /** Bytes of a reference to another unit, which were those of an address in DWARF 2. */
  int entryAddressSize() {
    return version == 2 ? ADDRESS_SIZE : offsetSize;
  }

  /** Whether an offset can be that large. */
  boolean fits(long offset) {
    return offsetSize == 8 || offset >>> 32 == 0;
  }

  /** Whether a form, or whatever else the version of DWARF brought, may be used. */
  boolean has(int since) {
    return version >= since;
  }
}
