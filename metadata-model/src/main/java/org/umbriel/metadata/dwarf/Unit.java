package org.umbriel.metadata.dwarf;

import java.util.Optional;
import org.umbriel.metadata.entry.AttributeName;
import org.umbriel.metadata.entry.Entry;

/**
 * A unit: its entries, and the line table that its root's {@link AttributeName#STMT_LIST} leads to.
 * That attribute is the table itself here, and so does not stand among the root's attributes.
 *
 * @param type of a unit that is there for a type which others refer to by its signature
 */
public record Unit(Entry root, Optional<LineTable> lines, Optional<TypeSignature> type) {
  public Unit {
    if (root.value(AttributeName.STMT_LIST).isPresent()) {
      throw new IllegalArgumentException("the line table of a unit is not an attribute");
    }
  }

  public Unit(Entry root, Optional<LineTable> lines) {
    this(root, lines, Optional.empty());
  }
}
