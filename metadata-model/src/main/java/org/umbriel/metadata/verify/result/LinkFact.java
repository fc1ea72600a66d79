package org.umbriel.metadata.verify.result;

/**
 * One thing that an accepted class assumes of another class (JVMS 5.4), which was not known to the
 * verifier.
 */
public sealed interface LinkFact {
  /** What is wrong if the fact does not hold: the class, a method, or one instruction. */
  Place scope();

  /**
   * Values of one class are used as another: {@code from} is {@code to} or a subclass of it, or
   * {@code to} is an interface (which counts as {@code Object} here, JVMS 4.10.1.2).
   */
  record Subtype(String from, String to, Place scope) implements LinkFact {}

  /**
   * The superclass exists, is a class, accessible, not final, permits this subclass, and none of
   * its final methods is overridden (JVMS 5.3.5).
   */
  record Superclass(String name, Place scope) implements LinkFact {}

  /** A direct superinterface exists, is an interface, accessible, and permits this subclass. */
  record Superinterface(String name, Place scope) implements LinkFact {}

  /**
   * If the member that a superclass declares is protected and belongs to another package, then
   * {@code receiver} must be a subclass of the verified class (JVMS 4.10.1.8).
   */
  record ProtectedAccess(String owner, String name, String descriptor, String receiver, Place scope)
      implements LinkFact {}
}
