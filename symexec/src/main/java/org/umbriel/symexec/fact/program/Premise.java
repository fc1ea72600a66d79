package org.umbriel.symexec.fact.program;

import org.umbriel.metadata.classfile.FieldReference;
import org.umbriel.metadata.classfile.MethodReference;
import org.umbriel.metadata.site.Assumption;

/**
 * Something a fact inside a method relies on. Most premises are facts themselves, with premises of
 * their own; {@link Closure} follows them down to assumptions.
 */
sealed interface Premise {

  /** What is said about a value or a method; each part has its own support. */
  enum Part {
    NULLNESS,
    TYPE,
    VALUE,
    COMPLETION,
    RELATION,
    ORDER,
    EFFECTS
  }

  /** A part of a method's summary. */
  record OfMethod(MethodReference method, Part part) implements Premise {}

  /**
   * A part of what a field holds.
   *
   * @param byContract whether some writer knows it by a contract only
   */
  record OfField(FieldReference field, Part part, boolean byContract) implements Premise {}

  /**
   * A part of what a method that only known code calls is called with.
   *
   * @param byContract whether some caller knows it by a contract only
   */
  record OfArgument(MethodReference method, int position, Part part, boolean byContract)
      implements Premise {}

  /** A class is the one that was read. */
  record Code(String className) implements Premise {}

  record Assumed(Assumption assumption) implements Premise {}
}
