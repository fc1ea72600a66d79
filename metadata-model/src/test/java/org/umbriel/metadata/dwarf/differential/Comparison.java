package org.umbriel.metadata.dwarf.differential;

import java.util.ArrayList;
import java.util.List;
import org.umbriel.metadata.dwarf.read.DwarfReader;
import org.umbriel.metadata.dwarf.read.EntryCursor;
import org.umbriel.metadata.dwarf.read.RawAttribute;
import org.umbriel.metadata.dwarf.read.UnitReader;
import org.umbriel.metadata.elf.MalformedObjectException;

/**
 * Walks a file's entries in step with the lines that a tool prints of them. The first differences
 * are kept, all are counted; after one that puts the two out of step the comparison ends.
 */
abstract class Comparison {
  private static final int KEPT = 10;

  private final DwarfReader reader;
  private final List<String> differences = new ArrayList<>();
  private long entries;
  private long attributes;
  private long count;

  Comparison(DwarfReader reader) {
    this.reader = reader;
  }

  /**
   * What a comparison found.
   *
   * @param differences how many there are; the first stand in {@code first}
   * @param whole false if the tool stopped before the end of the file
   */
  public record Result(
      long entries, long attributes, long differences, boolean whole, List<String> first) {}

  /** The next line that starts a unit, an entry or an attribute, or is empty at the end. */
  abstract String nextLine() throws Exception;

  /** Whether a line starts the unit. */
  abstract boolean isUnit(String line, UnitReader unit);

  /** Whether a line starts the entry that the cursor is at. */
  abstract boolean isEntry(String line, EntryCursor cursor);

  /** What is different in the attribute that a line is about; empty if nothing is. */
  abstract String difference(String line, RawAttribute ours, UnitReader unit)
      throws MalformedObjectException;

  final Result compare() throws Exception {
    for (UnitReader unit : reader.units()) {
      String line = nextLine();
      if (!isUnit(line, unit)) {
        differ("unit at 0x" + Long.toHexString(unit.offset().value()), line);
        return result(true);
      }
      EntryCursor cursor = unit.entries();
      while (cursor.next()) {
        entries++;
        line = nextLine();
        if (line.isEmpty()) {
          return result(false);
        }
        if (!isEntry(line, cursor)) {
          differ(cursor.tag() + " at 0x" + Long.toHexString(cursor.offset().value()), line);
          return result(true);
        }
        for (RawAttribute ours : cursor.raw()) {
          attributes++;
          line = nextLine();
          if (line.isEmpty()) {
            return result(false);
          }
          String difference = difference(line, ours, unit);
          if (!difference.isEmpty()) {
            differ(ours + ": " + difference, line);
          }
        }
      }
    }
    String rest = nextLine();
    if (!rest.isEmpty()) {
      differ("the end", rest);
    }
    return result(true);
  }

  private void differ(String ours, String line) {
    count++;
    if (differences.size() < KEPT) {
      differences.add(ours + " against " + line.strip());
    }
  }

  private Result result(boolean whole) {
    return new Result(entries, attributes, count, whole, List.copyOf(differences));
  }
}
