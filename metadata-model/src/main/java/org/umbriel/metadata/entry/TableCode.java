package org.umbriel.metadata.entry;

import java.util.Optional;

/** A code of a table that others may extend: equal by value, known or not. */
abstract class TableCode implements Code {
  private final int value;
  private final Optional<Definition> definition;

  TableCode(int value, Optional<Definition> definition) {
    this.value = value;
    this.definition = definition;
  }

  @Override
  public final int value() {
    return value;
  }

  @Override
  public final Optional<Definition> definition() {
    return definition;
  }

  @Override
  public final boolean equals(Object other) {
    return this == other
        || (other instanceof TableCode code
            && code.getClass() == getClass()
            && code.value() == value);
  }

  @Override
  public final int hashCode() {
    return value;
  }

  @Override
  public final String toString() {
    return fullName();
  }
}
