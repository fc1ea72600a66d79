package org.umbriel.symexec.solver;

/**
 * How much was asked.
 *
 * @param queries asked of the facade
 * @param queriesToSolver parts of queries that reached the real solver
 * @param cacheHits parts of queries that an earlier answer or model decided
 */
public record SolverStatistics(long queries, long queriesToSolver, long cacheHits) {
  public static final SolverStatistics NONE = new SolverStatistics(0, 0, 0);

  public SolverStatistics plus(SolverStatistics other) {
    return new SolverStatistics(
        queries + other.queries,
        queriesToSolver + other.queriesToSolver,
        cacheHits + other.cacheHits);
  }
}
