package org.umbriel.symexec.solver;

/** Decides queries over the terms of one factory. Not thread-safe. */
public interface Solver {

  /**
   * Decides a query. The answer is a function of the queries asked since the solver was opened,
   * never of the clock.
   */
  Answer check(Query query);
}
