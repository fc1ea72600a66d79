package org.umbriel.metadata.dwarf.type;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.umbriel.metadata.dwarf.read.Die;

/**
 * A function that can be called.
 *
 * @param name the name that was asked for, which may be an alias of the one in the description
 * @param die the entry that has the signature
 * @param result empty for {@code void}
 * @param address where its code starts in the file's own addresses, if it has code of its own
 * @param aliases all names that the symbol table has for that address
 */
public record Function(
    String name,
    Die die,
    Optional<Die> result,
    List<Parameter> parameters,
    boolean isVariadic,
    OptionalLong address,
    List<String> aliases) {
  public Function {
    parameters = List.copyOf(parameters);
    aliases = List.copyOf(aliases);
  }
}
