/**
 * Units of entries to the sections of DWARF 2 to 5, in one pass, with references mended at the end.
 * Start at {@link org.umbriel.metadata.dwarf.write.DwarfWriter}.
 */
@NullMarked
package org.umbriel.metadata.dwarf.write;

import org.jspecify.annotations.NullMarked;
