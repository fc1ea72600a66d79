package org.umbriel.symexec.explore.machine;

/** What becomes of the two ways behind a branch that the inputs decide. */
public enum Joining {
  /** They are followed one after the other, each to its end. */
  NEVER,
  /** They are executed at once and joined where they meet, if that can be. */
  WHERE_POSSIBLE
}
