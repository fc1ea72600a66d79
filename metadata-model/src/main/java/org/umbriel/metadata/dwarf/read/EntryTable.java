package org.umbriel.metadata.dwarf.read;

import java.util.Arrays;
import org.umbriel.metadata.entry.Tag;

/**
 * The entries of a unit in columns, 8 bytes an entry and no object: where it starts, and its
 * parent. Its tag, its name and its type are read where it stands. An entry is its ordinal here, in
 * the order of the file; the root is 0.
 */
public final class EntryTable {
  /** What entry 0 has for a parent. */
  public static final int NONE = -1;

  private static final int ENTRY_SIZE = 8;

  private final int[] offsets;
  private final int[] parents;
  private final FieldReader fields;

  EntryTable(int[] offsets, int[] parents, FieldReader fields) {
    this.offsets = offsets;
    this.parents = parents;
    this.fields = fields;
  }

  public int size() {
    return offsets.length;
  }

  /** Where the entry starts in the section of its unit. */
  public int offset(int entry) {
    return offsets[entry];
  }

  public Tag tag(int entry) {
    return Tag.of(tagValue(entry));
  }

  int tagValue(int entry) {
    return fields.tag(offsets[entry]);
  }

  /** The entry that owns this one, or {@link #NONE}. */
  public int parent(int entry) {
    return parents[entry];
  }

  /** Whether the entry only says that something is declared elsewhere. */
  public boolean isDeclaration(int entry) {
    return fields.isDeclaration(offsets[entry]);
  }

  /** Where the entry's name stands, as {@link FieldReader} says it. */
  int name(int entry) {
    return fields.name(offsets[entry]);
  }

  /** Where the entry's type stands, as {@link FieldReader} says it. */
  int type(int entry) {
    return fields.type(offsets[entry]);
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
    return (long) ENTRY_SIZE * offsets.length;
  }
}
