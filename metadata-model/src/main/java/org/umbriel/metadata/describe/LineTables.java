package org.umbriel.metadata.describe;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.umbriel.metadata.classfile.ClassUnit;
import org.umbriel.metadata.classfile.MethodCode;
import org.umbriel.metadata.dwarf.LineRow;
import org.umbriel.metadata.dwarf.LineSequence;
import org.umbriel.metadata.dwarf.LineTable;
import org.umbriel.metadata.dwarf.LineTable.SourceFile;

/** The line table of a class: one file, and one sequence for each method that has lines. */
final class LineTables {
  /** The file that everything of a class comes from: DWARF 5 counts from 0. */
  static final int SOURCE_FILE = 0;

  private static final String UNKNOWN_SOURCE = "Unknown Source";

  private LineTables() {}

  /** The table of a class, unless it says nothing about its source. */
  static Optional<LineTable> of(int classOrdinal, ClassUnit unit) {
    List<LineSequence> sequences = new ArrayList<>();
    for (int i = 0; i < unit.methods().size(); i++) {
      BytecodeAddress start = new BytecodeAddress(classOrdinal, i, 0);
      sequence(start.value(), unit.methods().get(i)).ifPresent(sequences::add);
    }
    if (sequences.isEmpty() && unit.sourceFile().isEmpty()) {
      return Optional.empty();
    }
    String directory = unit.packageName().isEmpty() ? "." : unit.packageName();
    String name = unit.sourceFile().orElse(UNKNOWN_SOURCE);
    SourceFile file = new SourceFile(name, 0, Optional.empty());
    return Optional.of(new LineTable(List.of(directory), List.of(file), sequences));
  }

  private static Optional<LineSequence> sequence(long start, MethodCode method) {
    List<LineRow> rows = new ArrayList<>();
    int last = -1;
    boolean hasLines = false;
    for (int i = 0; i < method.instructions().size(); i++) {
      int line = method.line(i);
      hasLines |= line != 0;
      if (line != last) {
        rows.add(LineRow.statement(start + method.bytecodeIndex(i), SOURCE_FILE, line));
        last = line;
      }
    }
    return hasLines
        ? Optional.of(new LineSequence(rows, start + method.codeLength()))
        : Optional.empty();
  }
}
