package org.umbriel.metadata.dwarf.read;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.umbriel.metadata.dwarf.LineTable;
import org.umbriel.metadata.dwarf.Unit;
import org.umbriel.metadata.elf.MalformedObjectException;
import org.umbriel.metadata.entry.Attribute;
import org.umbriel.metadata.entry.AttributeName;
import org.umbriel.metadata.entry.AttributeValue;
import org.umbriel.metadata.entry.AttributeValue.Foreign;
import org.umbriel.metadata.entry.Entry;
import org.umbriel.metadata.entry.Form;
import org.umbriel.metadata.entry.Reference;
import org.umbriel.metadata.entry.Tag;

/** One unit, of which nothing is read before someone asks. */
public final class UnitReader {
  private final DwarfReader file;
  private final UnitHeader header;
  private final int ordinal;
  private Optional<int[]> entryOffsets = Optional.empty();

  UnitReader(DwarfReader file, UnitHeader header, int ordinal) {
    this.file = file;
    this.header = header;
    this.ordinal = ordinal;
  }

  /** An entry in the making, whose children are being read. */
  private static final class Open {
    private final Tag tag;
    private final List<Attribute> attributes;
    private final List<Entry> children = new ArrayList<>();

    private Open(Tag tag, List<Attribute> attributes) {
      this.tag = tag;
      this.attributes = attributes;
    }

    private Entry close() {
      return new Entry(tag, attributes, children);
    }
  }

  UnitHeader header() {
    return header;
  }

  /** Where the unit starts. */
  public InfoOffset offset() {
    return header.offset();
  }

  /** A walk over the entries, none of which is kept. */
  public EntryCursor entries() throws MalformedObjectException {
    return new EntryCursor(
        file.info().cursor(header.entries().value(), header.end().value()),
        file.abbreviations(header.abbreviations()),
        file.forms(header));
  }

  /** The root alone, without its children: enough to know what the unit is about. */
  public Entry root() throws MalformedObjectException {
    EntryCursor cursor = entries();
    requireRoot(cursor);
    return new Entry(cursor.tag(), withoutLines(cursor.attributes()), List.of());
  }

  /** The whole unit: all entries and the line table. */
  public Unit read() throws MalformedObjectException {
    EntryCursor cursor = entries();
    requireRoot(cursor);
    List<Attribute> attributes = cursor.attributes();
    Deque<Open> open = new ArrayDeque<>();
    open.push(new Open(cursor.tag(), withoutLines(attributes)));
    while (cursor.next()) {
      closeTo(cursor.depth(), open);
      open.push(new Open(cursor.tag(), cursor.attributes()));
    }
    closeTo(1, open);
    return new Unit(open.pop().close(), lines(attributes));
  }

  private void requireRoot(EntryCursor cursor) throws MalformedObjectException {
    if (!cursor.next()) {
      throw new MalformedObjectException(
          file.info().section(), header.offset().value(), "the unit has no entries");
    }
  }

  /** Closes the innermost entries until as many are open as given. */
  private static void closeTo(int count, Deque<Open> open) {
    while (open.size() > count) {
      Entry closed = open.pop().close();
      open.element().children.add(closed);
    }
  }

  private static List<Attribute> withoutLines(List<Attribute> attributes) {
    return attributes.stream()
        .filter(attribute -> !attribute.name().equals(AttributeName.STMT_LIST))
        .toList();
  }

  private Optional<LineTable> lines(List<Attribute> attributes) throws MalformedObjectException {
    for (Attribute attribute : attributes) {
      if (attribute.name().equals(AttributeName.STMT_LIST)) {
        return Optional.of(file.lines(lineOffset(attribute.value())));
      }
    }
    return Optional.empty();
  }

  private LineOffset lineOffset(AttributeValue value) throws MalformedObjectException {
    if (value instanceof Foreign offset && offset.form() == Form.SEC_OFFSET) {
      return new LineOffset(offset.number());
    }
    throw new MalformedObjectException(
        file.info().section(), header.offset().value(), "DW_AT_stmt_list is no section offset");
  }

  /** What references to the entry at an offset in this unit are. */
  Reference entryAt(InfoOffset offset) throws MalformedObjectException {
    if (entryOffsets.isEmpty()) {
      entryOffsets = Optional.of(scan());
    }
    boolean here = offset.value() < header.end().value();
    int entry = here ? Arrays.binarySearch(entryOffsets.get(), (int) offset.value()) : -1;
    if (entry < 0) {
      throw new MalformedObjectException(
          file.info().section(),
          offset.value(),
          "a reference leads here, but no entry starts here");
    }
    return new Reference(ordinal, entry);
  }

  private int[] scan() throws MalformedObjectException {
    int[] offsets = new int[64];
    int size = 0;
    for (EntryCursor cursor = entries(); cursor.next(); size++) {
      if (size == offsets.length) {
        offsets = Arrays.copyOf(offsets, 2 * size);
      }
      offsets[size] = (int) cursor.offset().value();
    }
    return Arrays.copyOf(offsets, size);
  }
}
