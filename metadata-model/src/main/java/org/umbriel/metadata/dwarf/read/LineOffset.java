package org.umbriel.metadata.dwarf.read;

/** Where a line table starts in {@code .debug_line}. */
record LineOffset(long value) {}
