package org.umbriel.metadata.dwarf.write;

import java.util.List;
import java.util.Optional;
import org.umbriel.metadata.dwarf.DwarfSection;
import org.umbriel.metadata.dwarf.DwarfText;
import org.umbriel.metadata.dwarf.LineTable;
import org.umbriel.metadata.dwarf.LineTable.SourceFile;
import org.umbriel.metadata.elf.GrowingBuffer;
import org.umbriel.metadata.entry.AttributeName;
import org.umbriel.metadata.entry.Entry;
import org.umbriel.metadata.entry.Form;
import org.umbriel.metadata.entry.LineContent;

/** Line tables to {@code .debug_line} (DWARF 5, 6.2.4; DWARF 4, 6.2.4). */
final class LineWriter {
  private static final int FIRST_WITH_FORMATS = 5;

  private final DwarfFormat format;
  private final SectionBuffer section;
  private final GrowingBuffer out;
  private final Optional<StringTable> strings;
  private final LineProgramWriter program;

  /**
   * @param strings of {@code .debug_line_str}; without it names stand in the table
   */
  LineWriter(DwarfFormat format, Optional<StringTable> strings) {
    this.format = format;
    this.section = new SectionBuffer(format);
    this.out = section.out();
    this.strings = strings;
    this.program = new LineProgramWriter(section);
  }

  /**
   * Writes a table and says where it starts.
   *
   * @param root of the unit that the table belongs to
   */
  int write(LineTable table, Entry root) {
    int start = section.size();
    int unit = section.open();
    out.u16(format.version());
    boolean described = format.has(FIRST_WITH_FORMATS);
    if (described) {
      out.u8(DwarfFormat.ADDRESS_SIZE).u8(0);
    }
    int header = section.size();
    section.size(0);
    program.writeHeader();
    if (described) {
      writeNames(table);
    } else {
      writeOldNames(table, root);
    }
    section.setSize(header, (long) section.size() - header - format.offsetSize());
    table.sequences().forEach(program::write);
    section.close(unit);
    return start;
  }

  private void writeNames(LineTable table) {
    Form name = strings.isPresent() ? Form.LINE_STRP : Form.STRING;
    out.u8(1).uleb(LineContent.PATH.value()).uleb(name.value());
    out.uleb(table.directories().size());
    table.directories().forEach(this::writeName);
    boolean digests = table.files().stream().anyMatch(each -> each.md5().isPresent());
    out.u8(digests ? 3 : 2).uleb(LineContent.PATH.value()).uleb(name.value());
    out.uleb(LineContent.DIRECTORY_INDEX.value()).uleb(Form.UDATA.value());
    if (digests) {
      out.uleb(LineContent.MD5.value()).uleb(Form.DATA16.value());
    }
    out.uleb(table.files().size());
    for (SourceFile source : table.files()) {
      writeName(source.name());
      out.uleb(source.directory());
      source.md5().ifPresent(out::bytes);
    }
  }

  private void writeName(String name) {
    if (strings.isPresent()) {
      section.offset(DwarfSection.LINE_STRINGS, strings.get().offset(name));
    } else {
      out.bytes(DwarfText.encode(name)).u8(0);
    }
  }

  /** Directory 0 and file 0 are the unit's own, and not written down. */
  private void writeOldNames(LineTable table, Entry root) {
    String directory = root.text(AttributeName.COMP_DIR).orElse("");
    String source = root.text(AttributeName.NAME).orElse("");
    List<String> directories = table.directories();
    List<SourceFile> files = table.files();
    if (directories.isEmpty()
        || files.isEmpty()
        || !directories.get(0).equals(directory)
        || files.get(0).directory() != 0
        || !files.get(0).name().equals(source)) {
      throw new IllegalArgumentException(
          "before DWARF 5 a line table starts with what its unit says, "
              + directory
              + " and "
              + source);
    }
    directories.stream().skip(1).forEach(this::writeOldName);
    out.u8(0);
    for (SourceFile file : files.subList(1, files.size())) {
      writeOldName(file.name());
      out.uleb(file.directory()).uleb(0).uleb(0);
    }
    out.u8(0);
  }

  private void writeOldName(String name) {
    byte[] bytes = DwarfText.encode(name);
    if (bytes.length == 0) {
      throw new IllegalArgumentException("before DWARF 5 a file or directory has a name");
    }
    out.bytes(bytes).u8(0);
  }

  boolean isNeeded() {
    return section.size() > 0;
  }

  SectionBuffer finish() {
    return section;
  }
}
