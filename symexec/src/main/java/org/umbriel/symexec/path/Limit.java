package org.umbriel.symexec.path;

import org.umbriel.metadata.site.Reason;

/** Why an execution ended before every way was followed. */
enum Limit {
  STEPS(Reason.PATH_BUDGET, "instructions"),
  EFFORT(Reason.RUN_BUDGET, "the method's share"),
  TERMS(Reason.PATH_BUDGET, "terms"),
  DEPTH(Reason.PATH_BUDGET, "nesting of terms"),
  IRREDUCIBLE(Reason.INSTRUCTION, "a loop with several entries"),
  SUBROUTINE(Reason.SUBROUTINE, "jsr"),
  HIDDEN_WRITE(Reason.MISSING_CLASS, "a write to a field of a missing class");

  private final Reason reason;
  private final String detail;

  Limit(Reason reason, String detail) {
    this.reason = reason;
    this.detail = detail;
  }

  Reason reason() {
    return reason;
  }

  String detail() {
    return detail;
  }

  /** Ends an execution. */
  @SuppressWarnings("serial")
  static final class Reached extends RuntimeException {
    private final Limit limit;

    Reached(Limit limit) {
      super(limit.name(), null, false, false);
      this.limit = limit;
    }

    Limit limit() {
      return limit;
    }
  }
}
