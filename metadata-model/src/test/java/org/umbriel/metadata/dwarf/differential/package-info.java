/**
 * Our reading of a file against what other tools print of it, entry by entry and attribute by
 * attribute. Start at {@link org.umbriel.metadata.dwarf.differential.ReadelfComparison}.
 */
@NullMarked
package org.umbriel.metadata.dwarf.differential;

import org.jspecify.annotations.NullMarked;
