/**
 * Debugging information as values: units of entries with their line tables, and expressions. Bytes
 * become these in {@code dwarf.read} and these become bytes in {@code dwarf.write}; the two halves
 * never import each other. Start at {@link org.umbriel.metadata.dwarf.DebugInformation}.
 */
@NullMarked
package org.umbriel.metadata.dwarf;

import org.jspecify.annotations.NullMarked;
