package org.umbriel.symexec.path.state;

import org.umbriel.metadata.classfile.FieldReference;
import org.umbriel.symexec.term.MapSort;
import org.umbriel.symexec.term.Scalar;
import org.umbriel.symexec.term.Sort;

/**
 * A family of memory locations that one term describes: a static field (a scalar), an instance
 * field (a map from objects), the elements of all arrays of one kind (a map from arrays to maps
 * from indices), the lengths of arrays.
 *
 * @param name unique; the name of the term's variable begins with it
 * @param sort of the term
 * @param descriptor of what a single location holds; of references without a known type, {@code
 *     Ljava/lang/Object;}
 * @param stability who may change it
 */
public record Place(String name, Sort sort, String descriptor, Stability stability) {

  /** How long a value that was read stays true. */
  public enum Stability {
    /**
     * For ever: lengths of arrays, final fields of objects and classes whose initialisation is
     * over.
     */
    STABLE,
    /** Until it is written, here or in code that is called. */
    MUTABLE,
    /** Not at all: volatile fields. */
    VOLATILE
  }

  /** The lengths of all arrays. */
  public static final Place LENGTH =
      new Place("length", new MapSort(Scalar.REFERENCE, Scalar.INT), "I", Stability.STABLE);

  public static Place instanceField(String name, String descriptor, Stability stability) {
    return new Place(
        name, new MapSort(Scalar.REFERENCE, Descriptors.sort(descriptor)), descriptor, stability);
  }

  public static Place staticField(String name, String descriptor, Stability stability) {
    return new Place(name, Descriptors.sort(descriptor), descriptor, stability);
  }

  /**
   * The elements of arrays of one kind; those of bytes and booleans are one kind, as their
   * instructions are.
   */
  public static Place elements(String descriptor) {
    Sort elements = new MapSort(Scalar.INT, Descriptors.sort(descriptor));
    return new Place(
        "elements-" + descriptor.charAt(0),
        new MapSort(Scalar.REFERENCE, elements),
        descriptor,
        Stability.MUTABLE);
  }

  /** The name of a field's place, as its class declares it. */
  public static String nameOf(FieldReference field) {
    return field.owner() + "." + field.name();
  }

  /** Whether it is the elements of arrays. */
  public boolean isElement() {
    return sort.arity() == 2;
  }

  public boolean isStable() {
    return stability == Stability.STABLE;
  }
}
