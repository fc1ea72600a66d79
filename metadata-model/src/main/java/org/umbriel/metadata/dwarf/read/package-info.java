/**
 * DWARF 5 from the sections of an ELF file, lazily: units first, then entries one by one or whole.
 * Start at {@link org.umbriel.metadata.dwarf.read.DwarfReader}.
 */
@NullMarked
package org.umbriel.metadata.dwarf.read;

import org.jspecify.annotations.NullMarked;
