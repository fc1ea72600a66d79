package org.umbriel.metadata.entry;

import java.util.Locale;
import java.util.Optional;

/**
 * A number that DWARF gives a name to (DWARF 5, section 7). A code that no table knows is kept, and
 * prints as its number.
 */
public interface Code {

  /** What the names of this code's table start with, such as {@code DW_TAG_}. */
  String family();

  int value();

  /** The row of the table that this code stands in, unless it is unknown. */
  Optional<Definition> definition();

  /** The name without its family: {@code compile_unit}, or {@code unknown_4a7f}. */
  default String shortName() {
    return definition()
        .map(Definition::name)
        .orElseGet(() -> String.format(Locale.ROOT, "unknown_%04x", value()));
  }

  default String fullName() {
    return family() + shortName();
  }
}
