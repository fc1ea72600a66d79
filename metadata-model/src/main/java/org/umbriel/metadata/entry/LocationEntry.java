package org.umbriel.metadata.entry;

import java.util.Optional;

/**
 * Where an object is while the program is at some addresses (DWARF 5, 2.6.2).
 *
 * @param range empty for the place it has wherever no other entry holds
 */
public record LocationEntry(Optional<AddressRange> range, Bytes expression) {}
