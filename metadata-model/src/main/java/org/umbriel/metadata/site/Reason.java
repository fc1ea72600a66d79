package org.umbriel.metadata.site;

import java.util.Locale;

/** Why a site is unproven: the table of every way a decision can end without an answer. */
public enum Reason {
  FACT_BUDGET(Cause.BUDGET, "the method's budget of tier 1"),
  PATH_BUDGET(Cause.BUDGET, "the method's budget of paths and steps"),
  LOOP_BOUND(Cause.BUDGET, "loop bound"),
  RUN_BUDGET(Cause.BUDGET, "the budget of the whole run"),
  INTERRUPTED(Cause.BUDGET, "interrupted"),

  SOLVER_UNKNOWN(Cause.SOLVER, "the solver gave up"),
  SOLVER_FAILED(Cause.SOLVER, "the solver failed"),

  FLOATING_POINT(Cause.UNSUPPORTED, "floating point"),
  STRINGS(Cause.UNSUPPORTED, "string operation"),
  DYNAMIC_CALL(Cause.UNSUPPORTED, "invokedynamic"),
  SUBROUTINE(Cause.UNSUPPORTED, "jsr/ret"),
  INSTRUCTION(Cause.UNSUPPORTED, "instruction"),
  MONITOR(Cause.UNSUPPORTED, "monitor state"),
  DEFECT(Cause.UNSUPPORTED, "a defect of the checker"),

  UNKNOWN_CALLEE(Cause.ENVIRONMENT, "unknown callee"),
  UNKNOWN_FIELD(Cause.ENVIRONMENT, "field written elsewhere"),
  UNKNOWN_ELEMENT(Cause.ENVIRONMENT, "array or collection element"),
  UNKNOWN_PARAMETER(Cause.ENVIRONMENT, "parameter"),
  UNKNOWN_VALUE(Cause.ENVIRONMENT, "value not known well enough"),
  MISSING_CLASS(Cause.ENVIRONMENT, "missing class"),
  INTERFERENCE(Cause.ENVIRONMENT, "another thread may write it"),
  NO_WITNESS(Cause.ENVIRONMENT, "no input could be built"),
  NOT_REPLAYED(Cause.ENVIRONMENT, "the input did not replay");

  /** The groups. */
  public enum Cause {
    BUDGET,
    SOLVER,
    UNSUPPORTED,
    ENVIRONMENT
  }

  private final Cause cause;
  private final String label;

  Reason(Cause cause, String label) {
    this.cause = cause;
    this.label = label;
  }

  public Cause cause() {
    return cause;
  }

  /** For people: {@code unknown callee}. */
  public String label() {
    return label;
  }

  /** For programs: {@code environment.unknown-callee}. */
  public String key() {
    return (cause + "." + name()).toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
