package org.umbriel.metadata.dwarf.read;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.umbriel.metadata.dwarf.LineTable;
import org.umbriel.metadata.dwarf.LineTable.SourceFile;
import org.umbriel.metadata.elf.Cursor;
import org.umbriel.metadata.elf.MalformedObjectException;
import org.umbriel.metadata.entry.AttributeValue;
import org.umbriel.metadata.entry.AttributeValue.Block;
import org.umbriel.metadata.entry.AttributeValue.Constant;
import org.umbriel.metadata.entry.AttributeValue.Text;
import org.umbriel.metadata.entry.Bytes;
import org.umbriel.metadata.entry.Form;
import org.umbriel.metadata.entry.LineContent;

/** The header of a line table: its directories and files (DWARF 5, 6.2.4). */
final class LineReader {
  private static final int VERSION = 5;
  private static final int ADDRESS_SIZE = 8;
  private static final int MD5_SIZE = 16;

  private final StringSection strings;
  private final StringSection lineStrings;

  LineReader(StringSection strings, StringSection lineStrings) {
    this.strings = strings;
    this.lineStrings = lineStrings;
  }

  /** A column of a table of directories or files. */
  private record Column(Optional<LineContent> content, Form form) {}

  /** Reads the table at the cursor, and passes over it. */
  LineTable read(Cursor in) throws MalformedObjectException {
    UnitLength length = UnitLength.read(in);
    Cursor unit = in.sub(length.bytes());
    expect(unit, unit.u16(), VERSION, "version");
    expect(unit, unit.u8(), ADDRESS_SIZE, "address size");
    expect(unit, unit.u8(), 0, "segment selector size");
    Cursor header = unit.sub(unit.unsigned(length.offsetSize()));
    LineProgram program = LineProgram.readHeader(header);
    FormReader forms = forms(length, header);
    List<String> directories = new ArrayList<>();
    for (SourceFile directory : names(header, forms)) {
      directories.add(directory.name());
    }
    List<SourceFile> files = names(header, forms);
    requireDigestsOfAll(files, header);
    return new LineTable(directories, files, program.run(unit));
  }

  private static void expect(Cursor in, int actual, int expected, String what)
      throws MalformedObjectException {
    if (actual != expected) {
      throw in.malformed(what + " " + actual + " of a line table, only " + expected + " is read");
    }
  }

  private FormReader forms(UnitLength length, Cursor in) {
    return new FormReader(
        strings,
        lineStrings,
        length.offsetSize(),
        0,
        offset -> {
          throw in.malformed("a line table refers to an entry");
        });
  }

  private static List<SourceFile> names(Cursor in, FormReader forms)
      throws MalformedObjectException {
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

  private static SourceFile name(List<Column> columns, Cursor in, FormReader forms)
      throws MalformedObjectException {
    String path = "";
    int directory = 0;
    Optional<Bytes> md5 = Optional.empty();
    for (Column column : columns) {
      AttributeValue value = forms.read(column.form(), in);
      Optional<LineContent> content = column.content();
      if (content.equals(Optional.of(LineContent.PATH)) && value instanceof Text text) {
        path = text.text();
      } else if (content.equals(Optional.of(LineContent.DIRECTORY_INDEX))
          && value instanceof Constant constant) {
        directory = (int) constant.value();
      } else if (content.equals(Optional.of(LineContent.MD5))
          && value instanceof Block block
          && block.bytes().size() == MD5_SIZE) {
        md5 = Optional.of(block.bytes());
      }
    }
    return new SourceFile(path, directory, md5);
  }

  /** A column may hold blocks of any size; only digests are kept. */
  private static void requireDigestsOfAll(List<SourceFile> files, Cursor in)
      throws MalformedObjectException {
    if (files.stream().map(file -> file.md5().isPresent()).distinct().count() > 1) {
      throw in.malformed("some files have a digest and some have none");
    }
  }
}
