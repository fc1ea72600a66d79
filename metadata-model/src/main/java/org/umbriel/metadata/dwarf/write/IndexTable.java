package org.umbriel.metadata.dwarf.write;

import java.util.HashMap;
import java.util.Map;

/**
 * Strings or addresses by number, {@code .debug_str_offsets} or {@code .debug_addr} (DWARF 5, 7.26
 * and 7.27): one table for all units, in which each stands once.
 */
final class IndexTable<K> {
  private static final int VERSION = 5;

  private final SectionBuffer out;
  private final int opened;
  private final int base;
  private final Element<K> element;
  private final Map<K, Integer> indexes = new HashMap<>();

  /** Writes an element of the table. */
  interface Element<K> {
    void write(K key, SectionBuffer out);
  }

  /**
   * @param rest what stands behind the version: two bytes
   */
  IndexTable(DwarfFormat format, int rest, Element<K> element) {
    this.out = new SectionBuffer(format);
    this.element = element;
    opened = out.open();
    out.out().u16(VERSION).u16(rest);
    base = out.size();
  }

  int index(K key) {
    Integer known = indexes.get(key);
    if (known != null) {
      return known;
    }
    int index = indexes.size();
    indexes.put(key, index);
    element.write(key, out);
    return index;
  }

  /** Where the elements start. */
  int base() {
    return base;
  }

  SectionBuffer finish() {
    out.close(opened);
    return out;
  }
}
