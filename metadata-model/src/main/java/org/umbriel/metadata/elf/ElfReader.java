package org.umbriel.metadata.elf;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.umbriel.metadata.elf.ElfSection.Header;
import org.umbriel.metadata.entry.Bytes;

/**
 * An ELF64 little-endian file (executable, shared object, relocatable or core) to its sections and
 * segments. Reads the tables; contents are loaded when someone asks.
 */
public final class ElfReader {
  private static final String HEADER = "ELF header";
  private static final String TABLE = "section table";
  private static final String PROGRAM_TABLE = "program header table";

  /** Names may overlap; a bound keeps many long ones from costing more than the file is long. */
  private static final int LONGEST_NAME = 1 << 10;

  private final Source file;

  private ElfReader(Source file) {
    this.file = file;
  }

  /** What the file's header says of its tables. */
  private record Tables(
      ElfType type,
      int machine,
      long entry,
      long segments,
      int segmentSize,
      int segmentCount,
      long sections,
      int sectionSize,
      int sectionCount,
      int names) {}

  /** A section header as it stands in the file, before its name is known. */
  private record Raw(int name, Header header) {}

  /**
   * @param bytes the whole file, not changed any more
   */
  public static ElfFile read(byte[] bytes) throws MalformedObjectException {
    return new ElfReader(new Source.Memory(bytes)).readAll();
  }

  /** A file on the disk, which is not to change while its sections are used. */
  public static ElfFile open(Path path) throws IOException, MalformedObjectException {
    return new ElfReader(new Source.Disk(path, Files.size(path))).readAll();
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
    Tables tables = tables();
    List<Raw> headers = tables.sections == 0 ? List.of() : headers(tables);
    List<ElfSegment> segments = tables.segments == 0 ? List.of() : segments(tables, headers);
    List<ElfSection> sections = headers.isEmpty() ? List.of() : sections(tables, headers);
    Optional<Bytes> buildId = buildId(sections);
    return new ElfFile(tables.type, tables.machine, tables.entry, buildId, sections, segments);
  }

  private Tables tables() throws MalformedObjectException {
    Cursor in = file.part(HEADER, 0, Math.min(file.size(), ElfFormat.HEADER_SIZE)).cursor();
    if (in.remaining() < 4 || in.u32() != ElfFormat.MAGIC) {
      throw new MalformedObjectException(HEADER, 0, "not an ELF file");
    }
    expect(in, ElfFormat.CLASS_64, "only 64-bit files are read");
    expect(in, ElfFormat.LITTLE_ENDIAN, "only little-endian files are read");
    expect(in, ElfFormat.VERSION, "unknown version of ELF");
    in.skip(ElfFormat.IDENT_PADDING);
    ElfType type = ElfType.of(in.u16());
    int machine = in.u16();
    in.u32();
    long entry = in.u64();
    long segments = in.u64();
    long sections = in.u64();
    in.skip(6);
    return new Tables(
        type, machine, entry, segments, in.u16(), in.u16(), sections, in.u16(), in.u16(), in.u16());
  }

  private static void expect(Cursor in, int value, String otherwise)
      throws MalformedObjectException {
    int offset = in.offset();
    if (in.u8() != value) {
      throw new MalformedObjectException(HEADER, offset, otherwise);
    }
  }

  private List<Raw> headers(Tables tables) throws MalformedObjectException {
    if (tables.sectionSize != ElfFormat.SECTION_HEADER_SIZE) {
      throw new MalformedObjectException(
          HEADER, 58, "section headers of " + tables.sectionSize + " bytes");
    }
    long count = tables.sectionCount;
    if (count == 0) {
      Cursor first = file.part(TABLE, tables.sections, ElfFormat.SECTION_HEADER_SIZE).cursor();
      count = raw(first).header.size();
      if (count < 0 || count > file.size() / ElfFormat.SECTION_HEADER_SIZE) {
        throw new MalformedObjectException(HEADER, 60, count + " sections");
      }
    }
    Cursor in = file.part(TABLE, tables.sections, count * ElfFormat.SECTION_HEADER_SIZE).cursor();
    List<Raw> headers = new ArrayList<>((int) count);
    for (int i = 0; i < count; i++) {
      headers.add(raw(in));
    }
    return headers;
  }

  private static Raw raw(Cursor in) throws MalformedObjectException {
    int name = (int) in.u32();
    int type = (int) in.u32();
    long flags = in.u64();
    long address = in.u64();
    long offset = in.u64();
    long size = in.u64();
    int link = (int) in.u32();
    int info = (int) in.u32();
    long alignment = in.u64();
    return new Raw(
        name, new Header("", type, flags, address, offset, size, link, info, alignment, in.u64()));
  }

  private List<ElfSegment> segments(Tables tables, List<Raw> headers)
      throws MalformedObjectException {
    if (tables.segmentSize != ElfFormat.PROGRAM_HEADER_SIZE) {
      throw new MalformedObjectException(
          HEADER, 54, "program headers of " + tables.segmentSize + " bytes");
    }
    boolean many = tables.segmentCount == ElfFormat.MANY_SEGMENTS && !headers.isEmpty();
    long count = many ? headers.get(0).header.info() & 0xffffffffL : tables.segmentCount;
    Cursor in =
        file.part(PROGRAM_TABLE, tables.segments, count * ElfFormat.PROGRAM_HEADER_SIZE).cursor();
    List<ElfSegment> segments = new ArrayList<>();
    for (long i = 0; i < count; i++) {
      int type = (int) in.u32();
      int flags = (int) in.u32();
      long offset = in.u64();
      long address = in.u64();
      in.skip(8);
      segments.add(new ElfSegment(type, flags, offset, address, in.u64(), in.u64(), in.u64()));
    }
    return segments;
  }

  private List<ElfSection> sections(Tables tables, List<Raw> headers)
      throws MalformedObjectException {
    int namesIndex =
        tables.names == ElfFormat.MANY_SECTIONS ? headers.get(0).header.link() : tables.names;
    if (namesIndex < 0 || namesIndex >= headers.size()) {
      throw new MalformedObjectException(HEADER, 62, "no section " + namesIndex + " for names");
    }
    Header namesHeader = headers.get(namesIndex).header;
    Slice names = file.part("section names", namesHeader.offset(), namesHeader.size());
    List<ElfSection> sections = new ArrayList<>();
    Map<Integer, Integer> relocations = new HashMap<>();
    for (int i = 1; i < headers.size(); i++) {
      Header header = headers.get(i).header;
      if (tables.type == ElfType.RELOCATABLE && header.type() == ElfSection.SHT_RELA) {
        relocations.put(header.info(), i);
      }
    }
    for (int i = 1; i < headers.size(); i++) {
      Header header = named(headers.get(i), names);
      Optional<Integer> relocation = Optional.ofNullable(relocations.get(i));
      sections.add(
          new ElfSection(header, () -> content(header, tables.machine, relocation, sections)));
    }
    return sections;
  }

  private static Header named(Raw raw, Slice names) throws MalformedObjectException {
    long start = raw.name & 0xffffffffL;
    Bytes bytes = names.cursor(start, Math.min(names.size(), start + LONGEST_NAME)).untilZero();
    String name = new String(bytes.toArray(), StandardCharsets.UTF_8);
    Header h = raw.header;
    return new Header(
        name,
        h.type(),
        h.flags(),
        h.address(),
        h.offset(),
        h.size(),
        h.link(),
        h.info(),
        h.alignment(),
        h.entrySize());
  }

  /**
   * @param relocation the section that has this one's relocations
   */
  private Slice content(
      Header header, int machine, Optional<Integer> relocation, List<ElfSection> sections)
      throws MalformedObjectException {
    if (header.type() == ElfSection.SHT_NOBITS) {
      return Slice.of(header.name(), new byte[0]);
    }
    Slice content = file.part(header.name(), header.offset(), header.size());
    if ((header.flags() & ElfSection.SHF_COMPRESSED) != 0) {
      content = Compression.inflate(content);
    } else if (header.name().startsWith(".zdebug_")) {
      content = Compression.inflateOld(content);
    }
    return relocation.isEmpty()
        ? content
        : Relocations.apply(content, machine, sections.get(relocation.get() - 1), sections);
  }

  private static Optional<Bytes> buildId(List<ElfSection> sections)
      throws MalformedObjectException {
    for (ElfSection section : sections) {
      if (section.name().equals(ElfFormat.BUILD_ID_SECTION)
          && section.type() == ElfSection.SHT_NOTE) {
        for (ElfNote note : ElfNote.read(section.content(), 4)) {
          if (note.type() == ElfFormat.NT_GNU_BUILD_ID && note.name().equals("GNU")) {
            return Optional.of(note.content());
          }
        }
      }
    }
    return Optional.empty();
  }
}
