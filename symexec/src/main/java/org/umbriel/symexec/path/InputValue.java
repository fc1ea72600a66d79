package org.umbriel.symexec.path;

import java.util.List;
import java.util.Map;
import org.umbriel.metadata.classfile.FieldReference;

/** A value with which a method is entered, as far as a model says. */
public sealed interface InputValue {

  /** A primitive value; of a float or double, the bits. */
  record Primitive(long value) implements InputValue {}

  /** The null reference. */
  record Null() implements InputValue {}

  /** An array. */
  record Array(List<InputValue> elements) implements InputValue {
    public Array {
      elements = List.copyOf(elements);
    }
  }

  /**
   * An object.
   *
   * @param types the types that the code asks it for, and whether it is an instance
   * @param fields what those of its fields hold that the code reads
   */
  record Instance(Map<String, Boolean> types, Map<FieldReference, InputValue> fields)
      implements InputValue {}
}
