package org.umbriel.metadata.dwarf.read;

/** Where a string of a line table starts in {@code .debug_line_str}. */
record LineStringOffset(long value) {}
