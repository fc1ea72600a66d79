package org.umbriel.metadata.describe;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.umbriel.metadata.dwarf.LineRow;
import org.umbriel.metadata.dwarf.LineSequence;
import org.umbriel.metadata.dwarf.LineTable;
import org.umbriel.metadata.entry.AttributeName;
import org.umbriel.metadata.entry.Entry;

/** The line table of a unit, by addresses. */
final class UnitLines {
  private final Optional<LineTable> table;
  private final TreeMap<Long, LineRow> rows = new TreeMap<>(Long::compareUnsigned);

  UnitLines(Optional<LineTable> table) {
    this.table = table;
    for (LineSequence sequence : table.map(LineTable::sequences).orElse(List.of())) {
      sequence.rows().forEach(row -> rows.put(row.address(), row));
    }
  }

  /** The rows of a subprogram's code; none of what is no subprogram, or has no code. */
  Collection<LineRow> of(Entry entry) {
    OptionalLong start = entry.address(AttributeName.LOW_PC);
    OptionalLong end = end(entry);
    boolean isRange =
        start.isPresent()
            && end.isPresent()
            && Long.compareUnsigned(start.getAsLong(), end.getAsLong()) < 0;
    return isRange ? rows.subMap(start.getAsLong(), end.getAsLong()).values() : List.of();
  }

  /** The first address behind an entry's code, however the entry says it. */
  static OptionalLong end(Entry entry) {
    OptionalLong start = entry.address(AttributeName.LOW_PC);
    OptionalLong length = entry.constant(AttributeName.HIGH_PC);
    return start.isPresent() && length.isPresent()
        ? OptionalLong.of(start.getAsLong() + length.getAsLong())
        : entry.address(AttributeName.HIGH_PC);
  }

  /** The name of a file, without its directory. */
  Optional<String> file(long index) {
    return table
        .filter(lines -> index >= 0 && index < lines.files().size())
        .map(lines -> lines.files().get((int) index).name());
  }

  /** {@code C.java:214}. */
  String position(long file, long line) {
    return file(file).orElse("?") + ":" + line;
  }
}
