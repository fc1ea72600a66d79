package org.umbriel.symexec.fact.state;

/** How much is remembered where ways meet. */
public enum Detail {
  /** All that holds on every way. */
  WHOLE,
  /**
   * No differences of numbers, and no heap contents that depend on the way: for methods whose
   * analysis would not end in time otherwise.
   */
  COARSE
}
