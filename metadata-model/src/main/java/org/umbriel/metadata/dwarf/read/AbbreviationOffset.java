package org.umbriel.metadata.dwarf.read;

/** Where a table of abbreviations starts in {@code .debug_abbrev}. */
public record AbbreviationOffset(long value) {}
