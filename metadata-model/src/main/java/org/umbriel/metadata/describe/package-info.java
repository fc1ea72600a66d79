/**
 * Classes with their check sites, verdicts and contracts as entries, and back: what DWARF says of
 * bytecode. Start at {@link org.umbriel.metadata.describe.Descriptions}; {@code docs/dwarf.md} has
 * the vocabulary.
 */
@NullMarked
package org.umbriel.metadata.describe;

import org.jspecify.annotations.NullMarked;
