package org.umbriel.symexec.fact.state;

import org.umbriel.metadata.classfile.FieldReference;
import org.umbriel.symexec.fact.domain.Support;

/** A part of the heap whose content is known to be a value. */
public sealed interface Place {

  /**
   * The value that a place holds.
   *
   * @param support what it rests on that it still does
   */
  record Content(int value, Support support) {}

  /**
   * A field of an object.
   *
   * @param base the object's value
   * @param field as its class declares it
   */
  record OfObject(int base, FieldReference field, boolean isFinal) implements Place {}

  /** A static field, as its class declares it. */
  record OfClass(FieldReference field, boolean isFinal) implements Place {}

  /** An array's element. */
  record Element(int array, int index) implements Place {}
}
