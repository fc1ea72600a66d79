package org.umbriel.metadata.elf;

import java.util.List;

/**
 * A named part of an ELF file. Its content is loaded, inflated and relocated when it is asked for,
 * once. Safe to be shared between threads only after that.
 */
public final class ElfSection {
  public static final int SHT_PROGBITS = 1;
  public static final int SHT_SYMTAB = 2;
  public static final int SHT_STRTAB = 3;
  public static final int SHT_RELA = 4;
  public static final int SHT_HASH = 5;
  public static final int SHT_DYNAMIC = 6;
  public static final int SHT_NOTE = 7;
  public static final int SHT_NOBITS = 8;
  public static final int SHT_DYNSYM = 11;
  public static final long SHF_WRITE = 0x1;
  public static final long SHF_ALLOC = 0x2;
  public static final long SHF_EXECINSTR = 0x4;
  public static final long SHF_MERGE = 0x10;
  public static final long SHF_STRINGS = 0x20;
  public static final long SHF_INFO_LINK = 0x40;
  public static final long SHF_COMPRESSED = 0x800;

  /** Of the header that compressed sections begin with. */
  private static final int CHDR_ALIGNMENT = 8;

  private final Header header;
  private final List<ElfRelocation> relocations;
  private Contents contents;

  /**
   * What a section header says.
   *
   * @param type one of the {@code SHT_} constants
   * @param flags a union of {@code SHF_} constants
   * @param link index of the section that this one needs, such as a symbol table's strings
   * @param size bytes in the file, or in memory for {@link #SHT_NOBITS}
   * @param entrySize size of one element in a section of equal elements, else 0
   */
  public record Header(
      String name,
      int type,
      long flags,
      long address,
      long offset,
      long size,
      int link,
      int info,
      long alignment,
      long entrySize) {}

  /** Gives the bytes of a section when they are needed. */
  interface Contents {
    Slice load() throws MalformedObjectException;
  }

  ElfSection(Header header, Contents contents) {
    this(header, contents, List.of());
  }

  private ElfSection(Header header, Contents contents, List<ElfRelocation> relocations) {
    this.header = header;
    this.contents = contents;
    this.relocations = relocations;
  }

  /** A section with these bytes; where it comes to stand is the writer's business. */
  public static ElfSection of(
      String name, int type, long flags, long address, int alignment, byte[] content) {
    Header header = new Header(name, type, flags, address, 0, content.length, 0, 0, alignment, 0);
    Slice slice = Slice.of(name, content);
    return new ElfSection(header, () -> slice);
  }

  /** Bytes that no loader maps, such as debugging information. */
  public static ElfSection data(String name, byte[] content) {
    return of(name, SHT_PROGBITS, 0, 0, 1, content);
  }

  /** Zero-terminated strings that no loader maps. */
  public static ElfSection strings(String name, byte[] content) {
    return of(name, SHT_PROGBITS, SHF_MERGE | SHF_STRINGS, 0, 1, content).linked(0, 0, 1);
  }

  /** Room in memory that the file has no bytes for. */
  public static ElfSection noBits(String name, long flags, long address, long size) {
    Header header = new Header(name, SHT_NOBITS, flags, address, 0, size, 0, 0, 16, 0);
    return new ElfSection(header, () -> Slice.of(name, new byte[0]));
  }

  /**
   * The same section as a table of elements that belong to others.
   *
   * @param link index of the section it needs, counted from 1
   */
  public ElfSection linked(int link, int info, int entrySize) {
    Header h = header;
    return new ElfSection(
        new Header(
            h.name,
            h.type,
            h.flags,
            h.address,
            h.offset,
            h.size,
            link,
            info,
            h.alignment,
            entrySize),
        contents,
        relocations);
  }

  /**
   * The same section at a place of the file that a segment maps.
   *
   * @param offset beyond whatever stands before it
   */
  public ElfSection at(long offset) {
    Header h = header;
    return new ElfSection(
        new Header(
            h.name,
            h.type,
            h.flags,
            h.address,
            offset,
            h.size,
            h.link,
            h.info,
            h.alignment,
            h.entrySize),
        contents,
        relocations);
  }

  /**
   * The same section as it lies compressed in a file that is to be written. Only what no loader
   * maps can be: nobody would inflate it.
   */
  public ElfSection compressed(Compression way) throws MalformedObjectException {
    if (has(SHF_ALLOC)) {
      throw new IllegalArgumentException(name() + " is mapped");
    }
    Slice slice = Slice.of(name(), way.deflate(content().toArray(), header.alignment()));
    Header h = header;
    Header compressed =
        new Header(
            h.name,
            h.type,
            h.flags | SHF_COMPRESSED,
            h.address,
            h.offset,
            slice.size(),
            h.link,
            h.info,
            CHDR_ALIGNMENT,
            h.entrySize);
    return new ElfSection(compressed, () -> slice, relocations);
  }

  /**
   * The same section with what of it a linker has to mend; only a relocatable file is written with
   * that.
   */
  public ElfSection relocated(List<ElfRelocation> all) {
    return new ElfSection(header, contents, List.copyOf(all));
  }

  /** What a linker has to mend in a section that is to be written. */
  public List<ElfRelocation> relocations() {
    return relocations;
  }

  public Header header() {
    return header;
  }

  public String name() {
    return header.name();
  }

  public int type() {
    return header.type();
  }

  public long address() {
    return header.address();
  }

  public boolean has(long flag) {
    return (header.flags() & flag) != 0;
  }

  /**
   * The bytes: inflated if the file has them compressed, relocated if the file is relocatable.
   *
   * @throws MalformedObjectException if they do not lie within the file or can't be inflated
   */
  public Slice content() throws MalformedObjectException {
    Slice loaded = contents.load();
    contents = () -> loaded;
    return loaded;
  }
}
