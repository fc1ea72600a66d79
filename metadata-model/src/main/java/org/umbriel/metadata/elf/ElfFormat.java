package org.umbriel.metadata.elf;

/** The numbers of ELF64 (System V ABI, "Object Files") that reader and writer share. */
final class ElfFormat {
  static final int MAGIC = 0x464c457f;
  static final int CLASS_64 = 2;
  static final int LITTLE_ENDIAN = 1;
  static final int VERSION = 1;

  static final int HEADER_SIZE = 64;
  static final int SECTION_HEADER_SIZE = 64;
  static final int PROGRAM_HEADER_SIZE = 56;
  static final int SYMBOL_SIZE = 24;
  static final int RELA_SIZE = 24;

  /** Where e_phoff and e_shoff stand in the header. */
  static final int PROGRAM_TABLE_FIELD = 32;

  static final int SECTION_TABLE_FIELD = 40;

  /** Counts that do not fit the header stand in the first section header. */
  static final int MANY_SEGMENTS = 0xffff;

  static final int MANY_SECTIONS = 0xffff;

  static final int IDENT_PADDING = 9;
  static final int NT_GNU_BUILD_ID = 3;
  static final String BUILD_ID_SECTION = ".note.gnu.build-id";

  private ElfFormat() {}
}
