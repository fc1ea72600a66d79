package org.umbriel.metadata.dwarf.write;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A section of lists, each of which stands there once: from DWARF 5 on behind a header, and, where
 * lists have numbers, behind a table of their offsets (DWARF 5, 7.28 and 7.29).
 */
final class ListTable<T> {
  private static final int VERSION = 5;
  private static final int HEADER_WITHOUT_LENGTH = 8;

  private final DwarfFormat format;
  private final Encoding<T> encoding;
  private final SectionBuffer lists;
  private final List<Integer> starts = new ArrayList<>();
  private final Map<List<T>, Long> known = new HashMap<>();

  /** Writes a list, up to and with what ends it. */
  interface Encoding<T> {
    void write(List<T> list, SectionBuffer out);
  }

  ListTable(DwarfFormat format, Encoding<T> encoding) {
    this.format = format;
    this.encoding = encoding;
    this.lists = new SectionBuffer(format);
  }

  /** The list's number, or where it stands in the section. */
  long add(List<T> list) {
    Long already = known.get(list);
    if (already != null) {
      return already;
    }
    long place = format.indexed() ? starts.size() : (long) base() + lists.size();
    starts.add(lists.size());
    encoding.write(list, lists);
    known.put(list, place);
    return place;
  }

  /** The size of the header: where the table of offsets starts, or, if there is none, the lists. */
  int base() {
    int length = format.offsetSize() == 8 ? 12 : 4;
    return format.has(VERSION) ? length + HEADER_WITHOUT_LENGTH : 0;
  }

  /** Nothing refers to the section of an empty table, unless lists have numbers. */
  boolean isNeeded() {
    return format.indexed() || !starts.isEmpty();
  }

  SectionBuffer finish() {
    if (!format.has(VERSION)) {
      return lists;
    }
    SectionBuffer out = new SectionBuffer(format);
    int opened = out.open();
    out.out().u16(VERSION).u8(DwarfFormat.ADDRESS_SIZE).u8(0);
    out.out().u32(format.indexed() ? starts.size() : 0);
    if (format.indexed()) {
      int table = starts.size() * format.offsetSize();
      starts.forEach(start -> out.size((long) table + start));
    }
    out.append(lists);
    out.close(opened);
    return out;
  }
}
