package org.umbriel.symexec.solver;

/** Counts queries on their way through the layers. */
public final class StatisticsCounter {
  private long queries;
  private long queriesToSolver;
  private long cacheHits;

  void query() {
    queries++;
  }

  void queryToSolver() {
    queriesToSolver++;
  }

  void cacheHit() {
    cacheHits++;
  }

  /** The counts so far. */
  public SolverStatistics statistics() {
    return new SolverStatistics(queries, queriesToSolver, cacheHits);
  }
}
