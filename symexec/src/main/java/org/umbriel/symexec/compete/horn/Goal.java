package org.umbriel.symexec.compete.horn;

/** What is to be shown of a program. */
public enum Goal {
  NO_ASSERTION_ERROR,
  /** Out of {@code main}, that is; others may be thrown and caught. */
  NO_RUNTIME_EXCEPTION
}
