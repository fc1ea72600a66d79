package org.umbriel.metadata.dwarf.read;

import java.util.Arrays;
import org.umbriel.metadata.entry.Tag;

/**
 * The entries of a unit in columns, 19 bytes an entry and no object: where it starts, its tag, its
 * parent, its name and its type. An entry is its ordinal here, in the order of the file; the root
 * is 0.
 */
public final class EntryTable {
  /** What entry 0 has for a parent. */
  public static final int NONE = -1;

  /** A name that is absent. */
  static final int NO_NAME = -1;

  /** A name that has to be read from the entry's attributes. */
  static final int OTHER_NAME = -2;

  /** Which section a name's offset counts from stands in its two highest bits. */
  static final int NAME_KIND_SHIFT = 30;

  static final int IN_STRINGS = 0;
  static final int IN_LINE_STRINGS = 1;
  static final int IN_UNIT = 2;
  static final int LARGEST_NAME_OFFSET = (1 << NAME_KIND_SHIFT) - 1;

  /** A type that is absent, and one that has to be read from the entry's attributes. */
  static final int NO_TYPE = 0;

  static final int OTHER_TYPE = -1;
  static final byte DECLARATION = 1;

  private final int[] offsets;
  private final char[] tags;
  private final int[] parents;
  private final int[] names;
  private final int[] types;
  private final byte[] flags;

  EntryTable(EntryColumns columns) {
    int size = columns.size;
    offsets = Arrays.copyOf(columns.offsets, size);
    tags = Arrays.copyOf(columns.tags, size);
    parents = Arrays.copyOf(columns.parents, size);
    names = Arrays.copyOf(columns.names, size);
    types = Arrays.copyOf(columns.types, size);
    flags = Arrays.copyOf(columns.flags, size);
  }

  public int size() {
    return offsets.length;
  }

  /** Where the entry starts in the section of its unit. */
  public int offset(int entry) {
    return offsets[entry];
  }

  public Tag tag(int entry) {
    return Tag.of(tags[entry]);
  }

  int tagValue(int entry) {
    return tags[entry];
  }

  /** The entry that owns this one, or {@link #NONE}. */
  public int parent(int entry) {
    return parents[entry];
  }

  /** Whether the entry only says that something is declared elsewhere. */
  public boolean isDeclaration(int entry) {
    return (flags[entry] & DECLARATION) != 0;
  }

  int name(int entry) {
    return names[entry];
  }

  int type(int entry) {
    return types[entry];
  }

  /** The first entry that is owned by this one, or {@link #NONE}. */
  public int firstChild(int entry) {
    int next = entry + 1;
    return next < parents.length && parents[next] == entry ? next : NONE;
  }

  /** The next entry that has the same parent, or {@link #NONE}. */
  public int nextSibling(int entry) {
    int parent = parents[entry];
    for (int next = entry + 1; next < parents.length && parents[next] >= parent; next++) {
      if (parents[next] == parent) {
        return parent == NONE ? NONE : next;
      }
    }
    return NONE;
  }

  /** The entry that starts there, or {@link #NONE}. */
  public int at(long offset) {
    int found = offset == (int) offset ? Arrays.binarySearch(offsets, (int) offset) : NONE;
    return Math.max(found, NONE);
  }

  /** Bytes that the columns take. */
  public long bytes() {
    return 19L * offsets.length;
  }
}
