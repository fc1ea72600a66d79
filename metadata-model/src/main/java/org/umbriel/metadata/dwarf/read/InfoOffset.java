package org.umbriel.metadata.dwarf.read;

/** Where an entry or a unit starts in {@code .debug_info}. */
public record InfoOffset(long value) {}
