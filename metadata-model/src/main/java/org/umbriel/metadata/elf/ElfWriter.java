package org.umbriel.metadata.elf;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.umbriel.metadata.entry.Bytes;

/** Sections to an ELF64 little-endian file for no machine in particular. Same input, same bytes. */
public final class ElfWriter {
  private static final int EM_NONE = 0;

  private final GrowingBuffer out = new GrowingBuffer(1 << 16);
  private final GrowingBuffer headers = new GrowingBuffer();
  private final GrowingBuffer names = new GrowingBuffer();

  private ElfWriter() {}

  public static byte[] write(ElfFile file) {
    return new ElfWriter().writeAll(file);
  }

  private byte[] writeAll(ElfFile file) {
    List<ElfSection> sections = new ArrayList<>(file.sections());
    file.buildId().map(ElfWriter::buildIdNote).ifPresent(note -> sections.add(0, note));
    writeHeader(sections.size() + 2);
    headers.bytes(new byte[ElfFormat.SECTION_HEADER_SIZE]);
    names.u8(0);
    sections.forEach(this::add);
    addNames();
    out.align(8);
    out.set32(ElfFormat.SECTION_TABLE_FIELD, out.size());
    return out.bytes(headers).toArray();
  }

  private void writeHeader(int sectionCount) {
    out.u32(ElfFormat.MAGIC);
    out.u8(ElfFormat.CLASS_64).u8(ElfFormat.LITTLE_ENDIAN).u8(ElfFormat.VERSION);
    out.bytes(new byte[ElfFormat.IDENT_PADDING]);
    out.u16(ElfFormat.ET_EXEC).u16(EM_NONE).u32(ElfFormat.VERSION);
    out.u64(0).u64(0).u64(0);
    out.u32(0).u16(ElfFormat.HEADER_SIZE).u16(0).u16(0);
    out.u16(ElfFormat.SECTION_HEADER_SIZE).u16(sectionCount).u16(sectionCount - 1);
  }

  private void add(ElfSection section) {
    int name = names.size();
    names.bytes(section.name().getBytes(StandardCharsets.UTF_8)).u8(0);
    out.align(section.alignment());
    addHeader(name, section, out.size(), section.content().size());
    out.bytes(section.content().toBytes());
  }

  private void addNames() {
    int name = names.size();
    names.bytes(".shstrtab".getBytes(StandardCharsets.UTF_8)).u8(0);
    Slice content = Slice.of(".shstrtab", new byte[0]);
    ElfSection section =
        new ElfSection(content.section(), ElfSection.SHT_STRTAB, 0, 0, 1, 0, content);
    addHeader(name, section, out.size(), names.size());
    out.bytes(names);
  }

  private void addHeader(int name, ElfSection section, long offset, long size) {
    headers.u32(name).u32(section.type()).u64(section.flags()).u64(section.address());
    headers.u64(offset).u64(size).u32(0).u32(0);
    headers.u64(section.alignment()).u64(section.entrySize());
  }

  private static ElfSection buildIdNote(Bytes buildId) {
    GrowingBuffer note = new GrowingBuffer();
    note.u32(4).u32(buildId.size()).u32(ElfFormat.NT_GNU_BUILD_ID);
    note.bytes("GNU\0".getBytes(StandardCharsets.US_ASCII)).bytes(buildId).align(4);
    Slice content = Slice.of(ElfFormat.BUILD_ID_SECTION, note.toArray());
    return new ElfSection(
        content.section(), ElfSection.SHT_NOTE, ElfSection.SHF_ALLOC, 0, 4, 0, content);
  }
}
