package org.umbriel.symexec.explore.machine;

/** Ends a path whose rest is not explored: what it would have shown is unknown. */
public final class Abandoned extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Why. */
  public enum Cause {
    /** Something of the language or the library that is not modelled. */
    UNSUPPORTED,
    /** A limit on the length of a path, on memory or on the depth of calls. */
    LIMIT,
    /** The solver did not answer. */
    SOLVER
  }

  private final Cause cause;

  public Abandoned(Cause cause, String what) {
    super(what, null, false, false);
    this.cause = cause;
  }

  public static Abandoned unsupported(String what) {
    return new Abandoned(Cause.UNSUPPORTED, what);
  }

  public Cause reason() {
    return cause;
  }
}
