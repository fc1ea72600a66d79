package org.umbriel.metadata.verify.result;

/** What verifying one class file came to: the facts it now rests on, or why it was rejected. */
public sealed interface Verification permits LinkFacts, Rejection {

  /** Whether a JVM would define and link the class, as far as other classes allow. */
  boolean accepted();
}
