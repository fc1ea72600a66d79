package org.umbriel.metadata.dwarf.type;

import java.util.Optional;
import org.umbriel.metadata.dwarf.read.Die;

/**
 * A parameter of a function.
 *
 * @param name empty if it has none
 * @param type the entry of its type; empty if the description leaves it out
 */
public record Parameter(String name, Optional<Die> type) {}
