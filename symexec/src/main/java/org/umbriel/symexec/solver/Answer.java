package org.umbriel.symexec.solver;

import java.util.Set;
import org.umbriel.symexec.term.Variable;

/** What a solver says about a {@link Query}. */
public sealed interface Answer {

  /** Satisfiable; every condition is true in the model. */
  record Sat(Model model) implements Answer {}

  /**
   * Unsatisfiable already under a part of the assumptions (a small part, not always the smallest).
   */
  record Unsat(Set<Variable> core) implements Answer {
    public Unsat {
      core = Set.copyOf(core);
    }
  }

  /** Not decided. */
  record Unknown(Cause cause) implements Answer {}

  /** Why a query is not decided. */
  enum Cause {
    /** The deterministic resource limit was reached. */
    LIMIT,
    /** The solver gave up. */
    INCOMPLETE,
    /** The solver reported an error, or a model that is none. */
    FAILED,
    /** The solver's process ended. */
    CRASHED,
    /** The solver's process was stopped, since it went on far beyond its limit. */
    HUNG,
    /** The solver's process was stopped, or ended, since it took too much memory. */
    OUT_OF_MEMORY
  }
}
