package org.umbriel.metadata.elf;

/**
 * A named part of an ELF file.
 *
 * @param type one of the {@code SHT_} constants
 * @param flags a union of {@code SHF_} constants
 * @param entrySize size of one element in a section of equal elements, else 0
 */
public record ElfSection(
    String name, int type, long flags, long address, int alignment, int entrySize, Slice content) {
  public static final int SHT_PROGBITS = 1;
  public static final int SHT_STRTAB = 3;
  public static final int SHT_NOTE = 7;
  public static final int SHT_NOBITS = 8;
  public static final long SHF_ALLOC = 0x2;
  public static final long SHF_MERGE = 0x10;
  public static final long SHF_STRINGS = 0x20;
  public static final long SHF_COMPRESSED = 0x800;

  /** Bytes that no loader maps, such as debugging information. */
  public static ElfSection data(String name, byte[] content) {
    return new ElfSection(name, SHT_PROGBITS, 0, 0, 1, 0, Slice.of(name, content));
  }

  /** Zero-terminated strings that no loader maps. */
  public static ElfSection strings(String name, byte[] content) {
    return new ElfSection(
        name, SHT_PROGBITS, SHF_MERGE | SHF_STRINGS, 0, 1, 1, Slice.of(name, content));
  }
}
