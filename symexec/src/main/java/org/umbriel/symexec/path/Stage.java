package org.umbriel.symexec.path;

/** How much an execution looks at, the cheapest first. */
public enum Stage {
  /** The checked class's own code; of loops, which variables they change. */
  OWN_CODE(Execution.Loops.SUMMARISED, Execution.Callees.OWN),
  /** What stays true in loops, too. */
  INVARIANTS(Execution.Loops.INVARIANT, Execution.Callees.OWN),
  /** And the code of other classes: what is proven then relies on it. */
  CALLEES(Execution.Loops.INVARIANT, Execution.Callees.ALL);

  private final Execution.Loops loops;
  private final Execution.Callees callees;

  Stage(Execution.Loops loops, Execution.Callees callees) {
    this.loops = loops;
    this.callees = callees;
  }

  Execution.Loops loops() {
    return loops;
  }

  Execution.Callees callees() {
    return callees;
  }
}
