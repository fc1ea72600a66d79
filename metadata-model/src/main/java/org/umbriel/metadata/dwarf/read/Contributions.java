package org.umbriel.metadata.dwarf.read;

/**
 * Where a split unit's own parts of the sections start: 0 in a {@code .dwo} file, which holds one
 * unit, and what the index says in a {@code .dwp} file, which holds many (DWARF 5, 7.3.5).
 */
record Contributions(
    boolean split,
    long abbreviations,
    long lines,
    long locationLists,
    long stringOffsets,
    long rangeLists) {
  static final Contributions WHOLE_FILE = new Contributions(false, 0, 0, 0, 0, 0);
  static final Contributions SPLIT_FILE = new Contributions(true, 0, 0, 0, 0, 0);
}
