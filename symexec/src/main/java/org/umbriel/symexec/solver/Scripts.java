package org.umbriel.symexec.solver;

/** Decides SMT-LIB scripts. Not thread-safe. */
public interface Scripts {

  /** What is said about a script's assertions. */
  enum Result {
    SAT,
    UNSAT,
    UNKNOWN
  }

  /**
   * Decides a script; a function of the text, never of the clock.
   *
   * @param script up to and with one question
   * @throws IllegalArgumentException if the solver cannot read it
   */
  Result check(String script);
}
