package org.umbriel.metadata.dwarf.read;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.umbriel.metadata.dwarf.DwarfText;
import org.umbriel.metadata.dwarf.LineSequence;
import org.umbriel.metadata.dwarf.LineTable;
import org.umbriel.metadata.dwarf.LineTable.SourceFile;
import org.umbriel.metadata.elf.Cursor;
import org.umbriel.metadata.elf.MalformedObjectException;
import org.umbriel.metadata.entry.AttributeName;
import org.umbriel.metadata.entry.Bytes;
import org.umbriel.metadata.entry.Form;
import org.umbriel.metadata.entry.LineContent;

/** The header of a line table: its directories and files (DWARF 5, 6.2.4; DWARF 4, 6.2.4). */
final class LineReader {
  private static final int FIRST_VERSION = 2;
  private static final int LAST_VERSION = 5;
  private static final int MD5_SIZE = 16;
  private static final int ADDRESS_SIZE = 8;

  private final DwarfReader file;
  private final String directory;
  private final String source;

  /**
   * @param directory where the unit was compiled, for tables that leave it out
   * @param source its primary source file, likewise
   */
  LineReader(DwarfReader file, String directory, String source) {
    this.file = file;
    this.directory = directory;
    this.source = source;
  }

  /** A column of a table of directories or files. */
  private record Column(Optional<LineContent> content, Form form) {}

  /** Reads the table at the cursor, and passes over it. */
  LineTable read(Cursor in) throws MalformedObjectException {
    UnitLength length = UnitLength.read(in);
    Cursor unit = in.sub(length.bytes());
    int version = unit.u16();
    if (version < FIRST_VERSION || version > LAST_VERSION) {
      throw unit.malformed("line table of version " + version + ", only 2 to 5 are read");
    }
    int addressSize = ADDRESS_SIZE;
    if (version >= LAST_VERSION) {
      addressSize = unit.u8();
      unit.u8();
    }
    Cursor header = unit.sub(unit.unsigned(length.offsetSize()));
    LineProgram program = LineProgram.readHeader(header, version, addressSize);
    if (version < LAST_VERSION) {
      return old(header, program, unit);
    }
    RawReader forms = new RawReader(addressSize, length.offsetSize(), length.offsetSize());
    List<String> directories = new ArrayList<>();
    for (SourceFile each : names(header, forms)) {
      directories.add(each.name());
    }
    List<SourceFile> files = names(header, forms);
    requireDigestsOfAll(files, header);
    return new LineTable(directories, files, program.run(unit));
  }

  /** Directory and file 0, which later tables write down, are the unit's own (DWARF 4, 6.2.4). */
  private LineTable old(Cursor header, LineProgram program, Cursor unit)
      throws MalformedObjectException {
    List<String> directories = new ArrayList<>(List.of(directory));
    for (Bytes next = header.untilZero(); next.size() > 0; next = header.untilZero()) {
      directories.add(DwarfText.decode(next));
    }
    List<SourceFile> files = new ArrayList<>();
    files.add(new SourceFile(source, 0, Optional.empty()));
    while (header.hasMore() && header.peek() != 0) {
      files.add(oldFile(header));
    }
    List<LineSequence> sequences = program.run(unit);
    files.addAll(program.defined());
    return new LineTable(directories, files, sequences);
  }

  /** A file with its directory, time and length (DWARF 4, 6.2.4). */
  static SourceFile oldFile(Cursor in) throws MalformedObjectException {
    String name = DwarfText.decode(in.untilZero());
    int directory = in.uleb31("directory");
    in.uleb();
    in.uleb();
    return new SourceFile(name, directory, Optional.empty());
  }

  private List<SourceFile> names(Cursor in, RawReader forms) throws MalformedObjectException {
    List<Column> columns = new ArrayList<>();
    for (int i = in.u8(); i > 0; i--) {
      int content = in.uleb31("content type");
      int form = in.uleb31("form");
      Optional<Form> known = Form.of(form);
      if (known.isEmpty() || known.get().size() == 0) {
        throw in.malformed("form " + form + " in the format of files");
      }
      columns.add(new Column(LineContent.of(content), known.get()));
    }
    int count = in.uleb31("number of files");
    if (count > in.remaining() || (count > 0 && columns.isEmpty())) {
      throw in.malformed(count + " files in " + in.remaining() + " bytes");
    }
    List<SourceFile> names = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      names.add(name(columns, in, forms));
    }
    return names;
  }

  private SourceFile name(List<Column> columns, Cursor in, RawReader forms)
      throws MalformedObjectException {
    String path = "";
    int directoryIndex = 0;
    Optional<Bytes> md5 = Optional.empty();
    for (Column column : columns) {
      RawAttribute value = forms.read(AttributeName.NAME, column.form(), in);
      Optional<LineContent> content = column.content();
      if (content.equals(Optional.of(LineContent.PATH))) {
        path = text(value, in);
      } else if (content.equals(Optional.of(LineContent.DIRECTORY_INDEX))) {
        directoryIndex = (int) value.number();
      } else if (content.equals(Optional.of(LineContent.MD5)) && value.bytes().size() == MD5_SIZE) {
        md5 = Optional.of(value.bytes());
      }
    }
    return new SourceFile(path, directoryIndex, md5);
  }

  private String text(RawAttribute value, Cursor in) throws MalformedObjectException {
    return switch (value.form()) {
      case STRING -> DwarfText.decode(value.bytes());
      case STRP -> file.strings().at(value.number());
      case LINE_STRP -> file.lineStrings().at(value.number());
      default -> throw in.malformed("the name of a file in " + value.form());
    };
  }

  /** A column may hold blocks of any size; only digests are kept. */
  private static void requireDigestsOfAll(List<SourceFile> files, Cursor in)
      throws MalformedObjectException {
    if (files.stream().map(file -> file.md5().isPresent()).distinct().count() > 1) {
      throw in.malformed("some files have a digest and some have none");
    }
  }
}
