package org.umbriel.symexec.compete.horn;

/** The program does something that clauses say nothing of. */
final class NotCoveredException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NotCoveredException(String what) {
    super(what, null, false, false);
  }
}
