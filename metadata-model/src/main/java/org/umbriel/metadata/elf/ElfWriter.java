package org.umbriel.metadata.elf;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.umbriel.metadata.entry.Bytes;

/** Sections and segments to an ELF64 little-endian file. Same input, same bytes. */
public final class ElfWriter {
  private final ElfFile file;
  private final GrowingBuffer out = new GrowingBuffer(1 << 16);
  private final GrowingBuffer headers = new GrowingBuffer();
  private final GrowingBuffer names = new GrowingBuffer();

  private ElfWriter(ElfFile file) {
    this.file = file;
  }

  /**
   * The bytes of a file whose sections are all in memory.
   *
   * @throws IllegalArgumentException if a section's content can't be loaded
   */
  public static byte[] write(ElfFile file) {
    try {
      return new ElfWriter(file).writeAll();
    } catch (MalformedObjectException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  private byte[] writeAll() throws MalformedObjectException {
    List<ElfSection> sections = new ArrayList<>(file.sections());
    file.buildId().map(ElfWriter::buildIdNote).ifPresent(note -> sections.add(0, note));
    writeHeader(sections.size() + 2);
    headers.bytes(new byte[ElfFormat.SECTION_HEADER_SIZE]);
    names.u8(0);
    for (ElfSection section : sections) {
      add(section);
    }
    addNames();
    out.align(8);
    out.set32(ElfFormat.SECTION_TABLE_FIELD, out.size());
    return out.bytes(headers).toArray();
  }

  private void writeHeader(int sectionCount) {
    boolean mapped = !file.segments().isEmpty();
    out.u32(ElfFormat.MAGIC);
    out.u8(ElfFormat.CLASS_64).u8(ElfFormat.LITTLE_ENDIAN).u8(ElfFormat.VERSION);
    out.bytes(new byte[ElfFormat.IDENT_PADDING]);
    out.u16(file.type().value()).u16(file.machine()).u32(ElfFormat.VERSION);
    out.u64(file.entry()).u64(mapped ? ElfFormat.HEADER_SIZE : 0).u64(0);
    out.u32(0).u16(ElfFormat.HEADER_SIZE).u16(mapped ? ElfFormat.PROGRAM_HEADER_SIZE : 0);
    out.u16(file.segments().size());
    out.u16(ElfFormat.SECTION_HEADER_SIZE).u16(sectionCount).u16(sectionCount - 1);
    for (ElfSegment segment : file.segments()) {
      out.u32(segment.type()).u32(segment.flags()).u64(segment.offset()).u64(segment.address());
      out.u64(segment.address()).u64(segment.fileSize()).u64(segment.size());
      out.u64(segment.alignment());
    }
  }

  private void add(ElfSection section) throws MalformedObjectException {
    int name = names.size();
    names.bytes(section.name().getBytes(StandardCharsets.UTF_8)).u8(0);
    place(section);
    Slice content = section.content();
    long size = section.type() == ElfSection.SHT_NOBITS ? section.header().size() : content.size();
    addHeader(name, section.header(), out.size(), size);
    out.bytes(content.toBytes());
  }

  /** Mapped sections stand where the file's segments say, others one after the other. */
  private void place(ElfSection section) {
    boolean mapped = section.has(ElfSection.SHF_ALLOC) && section.header().offset() > out.size();
    if (mapped) {
      out.bytes(new byte[Math.toIntExact(section.header().offset() - out.size())]);
    }
    out.align((int) Math.max(1, section.header().alignment()));
  }

  private void addNames() {
    int name = names.size();
    names.bytes(".shstrtab".getBytes(StandardCharsets.UTF_8)).u8(0);
    ElfSection section = ElfSection.of(".shstrtab", ElfSection.SHT_STRTAB, 0, 0, 1, new byte[0]);
    addHeader(name, section.header(), out.size(), names.size());
    out.bytes(names);
  }

  private void addHeader(int name, ElfSection.Header header, long offset, long size) {
    headers.u32(name).u32(header.type()).u64(header.flags()).u64(header.address());
    headers.u64(offset).u64(size).u32(header.link()).u32(header.info());
    headers.u64(header.alignment()).u64(header.entrySize());
  }

  private static ElfSection buildIdNote(Bytes buildId) {
    GrowingBuffer note = new GrowingBuffer();
    note.u32(4).u32(buildId.size()).u32(ElfFormat.NT_GNU_BUILD_ID);
    note.bytes("GNU\0".getBytes(StandardCharsets.US_ASCII)).bytes(buildId).align(4);
    return ElfSection.of(
        ElfFormat.BUILD_ID_SECTION,
        ElfSection.SHT_NOTE,
        ElfSection.SHF_ALLOC,
        0,
        4,
        note.toArray());
  }
}
