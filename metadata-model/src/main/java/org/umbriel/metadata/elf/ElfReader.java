package org.umbriel.metadata.elf;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.umbriel.metadata.entry.Bytes;

/** An ELF64 little-endian file to its sections, whose contents are windows onto the file. */
public final class ElfReader {
  private static final String HEADER = "ELF header";
  private static final String TABLE = "section table";

  /** Names may overlap; a bound keeps many long ones from costing more than the file is long. */
  private static final int LONGEST_NAME = 1 << 10;

  private final Slice file;

  private ElfReader(Slice file) {
    this.file = file;
  }

  /** The section headers as they stand in the file, before their names are known. */
  private record Header(
      int name, int type, long flags, long address, long offset, long size, int align, int each) {}

  /**
   * @param bytes the whole file, not changed any more
   */
  public static ElfFile read(byte[] bytes) throws MalformedObjectException {
    return new ElfReader(Slice.of(HEADER, bytes)).readAll();
  }

  /** Whether these are the first bytes of an ELF file, of whatever class. */
  public static boolean isElf(byte[] bytes) {
    return bytes.length >= 4
        && bytes[0] == 0x7f
        && bytes[1] == 'E'
        && bytes[2] == 'L'
        && bytes[3] == 'F';
  }

  private ElfFile readAll() throws MalformedObjectException {
    Cursor in = file.cursor();
    if (file.size() < 4 || in.u32() != ElfFormat.MAGIC) {
      throw new MalformedObjectException(HEADER, 0, "not an ELF file");
    }
    expect(in, ElfFormat.CLASS_64, "only 64-bit files are read");
    expect(in, ElfFormat.LITTLE_ENDIAN, "only little-endian files are read");
    expect(in, ElfFormat.VERSION, "unknown version of ELF");
    in.skip(ElfFormat.SECTION_TABLE_FIELD - in.offset());
    long table = in.u64();
    in.skip(10);
    int each = in.u16();
    int count = in.u16();
    int namesIndex = in.u16();
    if (table == 0) {
      return new ElfFile(Optional.empty(), List.of());
    }
    if (each != ElfFormat.SECTION_HEADER_SIZE) {
      throw new MalformedObjectException(HEADER, 58, "section headers of " + each + " bytes");
    }
    return sections(headers(table, count), namesIndex);
  }

  private static void expect(Cursor in, int value, String otherwise)
      throws MalformedObjectException {
    int offset = in.offset();
    if (in.u8() != value) {
      throw new MalformedObjectException(HEADER, offset, otherwise);
    }
  }

  private List<Header> headers(long table, int count) throws MalformedObjectException {
    Cursor in = file.part(TABLE, table, (long) count * ElfFormat.SECTION_HEADER_SIZE).cursor();
    List<Header> headers = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      int name = (int) in.u32();
      int type = (int) in.u32();
      long flags = in.u64();
      long address = in.u64();
      long offset = in.u64();
      long size = in.u64();
      in.skip(8);
      headers.add(
          new Header(name, type, flags, address, offset, size, (int) in.u64(), (int) in.u64()));
    }
    return headers;
  }

  private ElfFile sections(List<Header> headers, int namesIndex) throws MalformedObjectException {
    if (headers.isEmpty()) {
      return new ElfFile(Optional.empty(), List.of());
    }
    if (namesIndex >= headers.size()) {
      throw new MalformedObjectException(HEADER, 62, "no section " + namesIndex + " for names");
    }
    Header namesHeader = headers.get(namesIndex);
    Slice names = file.part("section names", namesHeader.offset(), namesHeader.size());
    List<ElfSection> sections = new ArrayList<>();
    for (Header header : headers.subList(1, headers.size())) {
      sections.add(section(header, names));
    }
    return new ElfFile(buildId(sections), sections);
  }

  private ElfSection section(Header header, Slice names) throws MalformedObjectException {
    long start = header.name() & 0xffffffffL;
    Bytes nameBytes = names.cursor(start, Math.min(names.size(), start + LONGEST_NAME)).untilZero();
    String name = new String(nameBytes.toArray(), StandardCharsets.UTF_8);
    Slice content =
        header.type() == ElfSection.SHT_NOBITS
            ? file.part(name, 0, 0)
            : file.part(name, header.offset(), header.size());
    return new ElfSection(
        name,
        header.type(),
        header.flags(),
        header.address(),
        header.align(),
        header.each(),
        content);
  }

  private static Optional<Bytes> buildId(List<ElfSection> sections)
      throws MalformedObjectException {
    for (ElfSection section : sections) {
      if (section.name().equals(ElfFormat.BUILD_ID_SECTION)) {
        Cursor in = section.content().cursor();
        long nameSize = in.u32();
        long size = in.u32();
        if (in.u32() != ElfFormat.NT_GNU_BUILD_ID) {
          throw in.malformed("the note is not a build id");
        }
        in.skip((nameSize + 3) & ~3L);
        return Optional.of(in.bytes(size));
      }
    }
    return Optional.empty();
  }
}
