package org.umbriel.metadata.dwarf.type;

import java.util.Optional;
import java.util.OptionalLong;
import org.umbriel.metadata.dwarf.read.Die;

/**
 * A variable that lives as long as its program.
 *
 * @param address in the file's own addresses; empty if it has none, as a thread's own variables
 */
public record Variable(String name, Die die, Optional<Die> type, OptionalLong address) {}
