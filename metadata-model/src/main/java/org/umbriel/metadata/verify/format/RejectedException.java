package org.umbriel.metadata.verify.format;

import org.umbriel.metadata.verify.result.Rejection;

/**
 * What the verifier stumbled over, thrown inside it and turned into a {@link Rejection} at its
 * door. Carries no stack trace: hostile input must not be expensive.
 */
public final class RejectedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Rejection.Kind kind;
  private final String section;
  private final String reason;
  private final int bci;
  private final boolean mayFailOver;

  private RejectedException(
      Rejection.Kind kind, String section, String reason, int bci, boolean mayFailOver) {
    super(reason, null, false, false);
    this.kind = kind;
    this.section = section;
    this.reason = reason;
    this.bci = bci;
    this.mayFailOver = mayFailOver;
  }

  /** A structure that is not a class file's (JVMS 4.8). */
  public static RejectedException format(String section, String reason) {
    return new RejectedException(Rejection.Kind.FORMAT, section, reason, -1, false);
  }

  /** Any error of the class as a whole. */
  public static RejectedException of(Rejection.Kind kind, String section, String reason) {
    return new RejectedException(kind, section, reason, -1, false);
  }

  /** Code that breaks a constraint; old class files get a second chance by inference. */
  public static RejectedException code(String section, int bci, String reason) {
    return new RejectedException(Rejection.Kind.VERIFY, section, reason, bci, true);
  }

  /** A malformed {@code StackMapTable}, for which there is no second chance. */
  public static RejectedException stackMap(String reason) {
    return new RejectedException(Rejection.Kind.FORMAT, "4.7.4", reason, -1, false);
  }

  public Rejection.Kind kind() {
    return kind;
  }

  public String section() {
    return section;
  }

  public String reason() {
    return reason;
  }

  /** Where in the code, or -1. */
  public int bci() {
    return bci;
  }

  /** Whether a version 50 class is tried again by type inference (JVMS 4.10). */
  public boolean mayFailOver() {
    return mayFailOver;
  }
}
