package org.umbriel.symexec.explore.machine;

/** Ends a path where the program ends itself: {@code System.exit}, or an assumption that fails. */
public final class Ended extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public Ended() {
    super(null, null, false, false);
  }
}
