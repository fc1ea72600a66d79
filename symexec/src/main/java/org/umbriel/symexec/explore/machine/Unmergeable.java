package org.umbriel.symexec.explore.machine;

/** Two ways that are executed at once cannot be joined, and are followed one after the other. */
final class Unmergeable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Unmergeable() {
    super(null, null, false, false);
  }
}
