/**
 * Types and signatures of C, complete with sizes and layouts: from a library's DWARF, or from a
 * declaration where there is none. Start at {@link org.umbriel.nativeinterop.type.DwarfTypes}.
 */
@NullMarked
package org.umbriel.nativeinterop.type;

import org.jspecify.annotations.NullMarked;
