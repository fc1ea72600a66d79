package org.umbriel.nativeinterop.entrypoint;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.umbriel.metadata.dwarf.DebugInformation;
import org.umbriel.metadata.dwarf.LineRow;
import org.umbriel.metadata.dwarf.LineSequence;
import org.umbriel.metadata.dwarf.LineTable;
import org.umbriel.metadata.dwarf.Unit;
import org.umbriel.metadata.dwarf.frame.Architecture;
import org.umbriel.metadata.dwarf.frame.FrameWriter;
import org.umbriel.metadata.dwarf.write.DwarfWriter;
import org.umbriel.metadata.elf.GrowingBuffer;
import org.umbriel.metadata.elf.SharedObjectWriter;
import org.umbriel.metadata.elf.SharedObjectWriter.Export;
import org.umbriel.metadata.entry.AddressRange;
import org.umbriel.metadata.entry.AttributeName;
import org.umbriel.metadata.entry.Bytes;
import org.umbriel.metadata.entry.Entry;
import org.umbriel.metadata.entry.Language;
import org.umbriel.metadata.entry.OperationCode;
import org.umbriel.metadata.entry.Reference;
import org.umbriel.metadata.entry.Tag;
import org.umbriel.nativeinterop.call.ArgumentLocations;
import org.umbriel.nativeinterop.type.Parameter;

/**
 * A shared object with an entry point for each function: code, symbols, unwind information, and a
 * description with types, parameters and lines.
 */
final class EntryImage {
  private final String name;
  private final List<Entrypoint> entrypoints;
  private final List<ArgumentLocations> locations = new ArrayList<>();
  private final List<EntryCode> codes = new ArrayList<>();
  private final EntryTypes types = new EntryTypes();
  private final List<String> files = new ArrayList<>();

  EntryImage(String name, List<Entrypoint> entrypoints) {
    this.name = name;
    this.entrypoints = entrypoints;
    entrypoints.forEach(each -> locations.add(ArgumentLocations.of(each.type())));
    entrypoints.forEach(each -> fileIndex(each.file()));
  }

  /** How long the code is does not depend on where the slots are. */
  byte[] write() {
    long slots = writer(emit(0)).dataAddress();
    SharedObjectWriter writer = writer(emit(slots));
    FrameWriter frames = FrameWriter.forSharedObject(Architecture.X86_64, writer.framesAddress());
    List<Export> exports = new ArrayList<>();
    for (int i = 0; i < codes.size(); i++) {
      EntryCode code = codes.get(i);
      frames.add(new AddressRange(code.start(), code.start() + code.size()), code.rows());
      exports.add(new Export(entrypoints.get(i).name(), code.start(), code.size()));
    }
    return writer.write(
        exports,
        frames.finish(writer.framesAddress()),
        DwarfWriter.write(new DebugInformation(List.of(describe()))));
  }

  /** Where the address of what the first function calls is to be written; the others follow. */
  long slots() {
    return writer(emit(0)).dataAddress();
  }

  private SharedObjectWriter writer(byte[] code) {
    return new SharedObjectWriter(name, code, 8 * entrypoints.size());
  }

  private byte[] emit(long slots) {
    GrowingBuffer code = new GrowingBuffer();
    codes.clear();
    for (int i = 0; i < entrypoints.size(); i++) {
      codes.add(
          new EntryCode(code, SharedObjectWriter.TEXT_ADDRESS, slots + 8L * i, locations.get(i)));
    }
    return code.toArray();
  }

  private Unit describe() {
    List<Entry> functions = new ArrayList<>();
    for (int i = 0; i < codes.size(); i++) {
      functions.add(describe(entrypoints.get(i), codes.get(i)));
    }
    EntryCode first = codes.get(0);
    EntryCode last = codes.get(codes.size() - 1);
    Entry.Builder root =
        Entry.builder(Tag.COMPILE_UNIT)
            .text(AttributeName.PRODUCER, "Umbriel")
            .code(AttributeName.LANGUAGE, Language.C11)
            .text(AttributeName.NAME, files.get(0))
            .text(AttributeName.COMP_DIR, ".")
            .address(AttributeName.LOW_PC, first.start())
            .constant(AttributeName.HIGH_PC, last.start() + last.size() - first.start());
    return new Unit(root.children(types.entries()).children(functions).build(), lines());
  }

  private Entry describe(Entrypoint entrypoint, EntryCode code) {
    Entry.Builder function =
        Entry.builder(Tag.SUBPROGRAM)
            .text(AttributeName.NAME, entrypoint.name())
            .flag(AttributeName.EXTERNAL, true)
            .flag(AttributeName.PROTOTYPED, true)
            .address(AttributeName.LOW_PC, code.start())
            .constant(AttributeName.HIGH_PC, code.size())
            .expression(AttributeName.FRAME_BASE, operation(OperationCode.CALL_FRAME_CFA));
    if (entrypoint.line() > 0) {
      function
          .constant(AttributeName.DECL_FILE, fileIndex(entrypoint.file()))
          .constant(AttributeName.DECL_LINE, entrypoint.line());
    }
    EntryTypes.addType(function, types.of(entrypoint.type().result()));
    List<Parameter> parameters = entrypoint.type().parameters();
    for (int i = 0; i < parameters.size(); i++) {
      Optional<Reference> type = types.of(parameters.get(i).type());
      Entry.Builder parameter = Entry.builder(Tag.FORMAL_PARAMETER);
      if (!parameters.get(i).name().isEmpty()) {
        parameter.text(AttributeName.NAME, parameters.get(i).name());
      }
      EntryTypes.addType(parameter, type);
      function.child(
          parameter.expression(AttributeName.LOCATION, inFrame(code.frameOffset(i))).build());
    }
    return function.build();
  }

  private static Bytes operation(OperationCode code) {
    return Bytes.of((byte) code.value());
  }

  private static Bytes inFrame(int offset) {
    GrowingBuffer code = new GrowingBuffer(4);
    return Bytes.of(code.u8(OperationCode.FBREG.value()).sleb(offset).toArray());
  }

  private int fileIndex(String file) {
    String known = file.isEmpty() ? name : file;
    if (!files.contains(known)) {
      files.add(known);
    }
    return files.indexOf(known);
  }

  /** Two rows a function, so that debuggers know where its prologue ends. */
  private Optional<LineTable> lines() {
    List<LineSequence> sequences = new ArrayList<>();
    for (int i = 0; i < codes.size(); i++) {
      EntryCode code = codes.get(i);
      int file = fileIndex(entrypoints.get(i).file());
      int line = entrypoints.get(i).line();
      if (line > 0) {
        List<LineRow> rows =
            List.of(
                LineRow.statement(code.start(), file, line),
                LineRow.statement(code.body(), file, line));
        sequences.add(new LineSequence(rows, code.start() + code.size()));
      }
    }
    List<LineTable.SourceFile> sources =
        files.stream().map(f -> new LineTable.SourceFile(f, 0, Optional.empty())).toList();
    return Optional.of(new LineTable(List.of("."), sources, sequences));
  }
}
