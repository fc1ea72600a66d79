/**
 * Debugging information entries as immutable values, and DWARF's tables of codes, our own included.
 * Start at {@link org.umbriel.metadata.entry.Entry}; what bytes they become is {@code dwarf}'s
 * matter.
 */
@NullMarked
package org.umbriel.metadata.entry;

import org.jspecify.annotations.NullMarked;
