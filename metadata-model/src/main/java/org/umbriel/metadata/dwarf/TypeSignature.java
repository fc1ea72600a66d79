package org.umbriel.metadata.dwarf;

/**
 * What others know the type of a type unit by (DWARF 5, 7.32).
 *
 * @param entry the type's ordinal in the unit
 */
public record TypeSignature(long signature, int entry) {}
