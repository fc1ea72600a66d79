package org.umbriel.symexec.solver;

import org.umbriel.symexec.term.TermFactory;

/**
 * Opens solvers for the terms of one factory after the other. Not thread-safe: each thread has its
 * own.
 */
public interface SolverFactory extends AutoCloseable {

  /** A solver; those opened before are not used any more. */
  Solver open(TermFactory terms);

  /** What has been asked of all solvers so far. */
  SolverStatistics statistics();

  @Override
  void close();
}
