package org.umbriel.metadata.dwarf.read;

/** Where a string starts in {@code .debug_str}. */
record StringOffset(long value) {}
