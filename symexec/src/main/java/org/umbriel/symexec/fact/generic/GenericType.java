package org.umbriel.symexec.fact.generic;

import java.util.List;

/** A reference type of a Signature attribute (JVMS 4.7.9.1). */
public sealed interface GenericType {

  /**
   * A class, raw if there are no arguments.
   *
   * @param name internal name
   */
  record OfClass(String name, List<GenericType> arguments) implements GenericType {
    public OfClass {
      arguments = List.copyOf(arguments);
    }
  }

  /** A type variable of a class or method. */
  record Variable(String name) implements GenericType {}

  /** An array; of primitives, the element is {@link Unknown}. */
  record ArrayOf(GenericType element) implements GenericType {}

  /** {@code ? extends} a type: what is read is one. */
  record Extends(GenericType bound) implements GenericType {}

  /** {@code ?}, {@code ? super}, a primitive: nothing is known of what is read. */
  record Unknown() implements GenericType {
    static final Unknown TYPE = new Unknown();
  }
}
