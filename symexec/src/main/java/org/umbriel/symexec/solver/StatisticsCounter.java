package org.umbriel.symexec.solver;

/** Counts queries on their way through the layers. */
public final class StatisticsCounter {
  private long queries;
  private long queriesToSolver;
  private long calls;
  private long cacheHits;
  private long restarts;
  private long callsBefore;

  /** Notes a question that is asked of the layers. */
  public void query() {
    queries++;
    callsBefore = calls;
  }

  /** Notes one that the real solver is asked. */
  public void call() {
    queriesToSolver += calls == callsBefore ? 1 : 0;
    calls++;
  }

  /** Notes one that the cache answers. */
  public void cacheHit() {
    cacheHits++;
  }

  /** Notes that a solver's process has to be replaced. */
  public void restart() {
    restarts++;
  }

  /** The counts so far. */
  public SolverStatistics statistics() {
    return new SolverStatistics(queries, queriesToSolver, calls, cacheHits, restarts);
  }
}
