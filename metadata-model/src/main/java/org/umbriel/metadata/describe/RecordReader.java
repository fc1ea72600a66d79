package org.umbriel.metadata.describe;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import org.umbriel.metadata.dwarf.read.EntryCursor;
import org.umbriel.metadata.dwarf.read.RawAttribute;
import org.umbriel.metadata.dwarf.read.UnitReader;
import org.umbriel.metadata.elf.MalformedObjectException;
import org.umbriel.metadata.entry.AttributeName;
import org.umbriel.metadata.entry.Entry;
import org.umbriel.metadata.entry.Tag;
import org.umbriel.metadata.entry.Vendor;

/**
 * The part of a class's unit that holds records: its methods, by name, and in them the entries that
 * have tags of our own. Types, variables and lines, most of a description, are passed over unread.
 */
final class RecordReader {
  private static final int DEPTH_OF_METHODS = 2;
  private static final Set<AttributeName> NAMES =
      Set.of(AttributeName.NAME, AttributeName.LINKAGE_NAME);

  private final UnitReader unit;
  private final Deque<Open> open = new ArrayDeque<>();
  private final List<Entry> methods = new ArrayList<>();

  RecordReader(UnitReader unit) {
    this.unit = unit;
  }

  private record Open(int depth, Entry.Builder entry) {}

  /** The methods, in their order. */
  List<Entry> methods() throws MalformedObjectException {
    EntryCursor cursor = unit.entries();
    while (cursor.next()) {
      closeTo(cursor.depth());
      Open parent = open.peek();
      if (parent == null) {
        if (cursor.depth() == DEPTH_OF_METHODS && cursor.tag().equals(Tag.SUBPROGRAM)) {
          open.push(new Open(cursor.depth(), named(cursor)));
        }
      } else if (parent.depth() == cursor.depth() - 1 && isOurs(cursor.tag())) {
        Entry.Builder entry = Entry.builder(cursor.tag());
        cursor.attributes().forEach(a -> entry.with(a.name(), a.value()));
        open.push(new Open(cursor.depth(), entry));
      }
    }
    closeTo(0);
    return methods;
  }

  private void closeTo(int depth) {
    while (!open.isEmpty() && open.element().depth() >= depth) {
      Entry closed = open.pop().entry().build();
      if (open.isEmpty()) {
        methods.add(closed);
      } else {
        open.element().entry().child(closed);
      }
    }
  }

  private Entry.Builder named(EntryCursor cursor) throws MalformedObjectException {
    Entry.Builder entry = Entry.builder(cursor.tag());
    for (RawAttribute raw : cursor.raw()) {
      if (NAMES.contains(raw.name())) {
        entry.with(raw.name(), unit.value(raw));
      }
    }
    return entry;
  }

  private static boolean isOurs(Tag tag) {
    return tag.definition().filter(d -> d.vendor() == Vendor.UMBRIEL).isPresent();
  }
}
