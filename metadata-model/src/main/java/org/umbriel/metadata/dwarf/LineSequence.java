package org.umbriel.metadata.dwarf;

import java.util.List;

/**
 * A contiguous run of code: rows by ascending address, and the first address behind it (DWARF 5,
 * 6.2.5).
 */
public record LineSequence(List<LineRow> rows, long end) {
  public LineSequence {
    rows = List.copyOf(rows);
    if (rows.isEmpty()) {
      throw new IllegalArgumentException("a sequence has a row");
    }
    long last = rows.get(0).address();
    for (LineRow row : rows) {
      if (Long.compareUnsigned(row.address(), last) < 0) {
        throw new IllegalArgumentException("rows go back in a sequence");
      }
      last = row.address();
    }
    if (Long.compareUnsigned(end, last) < 0) {
      throw new IllegalArgumentException("a sequence ends before its last row");
    }
  }
}
