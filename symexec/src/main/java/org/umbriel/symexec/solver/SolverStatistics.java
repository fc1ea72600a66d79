package org.umbriel.symexec.solver;

/**
 * How much was asked.
 *
 * @param queries asked of the facade
 * @param queriesToSolver those of them for which the real solver was asked at least once
 * @param calls how often the real solver was asked: once for each part of a query, and again for
 *     smaller cores
 * @param cacheHits parts of queries that an earlier answer or model decided
 * @param restarts processes of solvers that ended, or were stopped, in the middle of a query
 */
public record SolverStatistics(
    long queries, long queriesToSolver, long calls, long cacheHits, long restarts) {
  public static final SolverStatistics NONE = new SolverStatistics(0, 0, 0, 0, 0);

  public SolverStatistics plus(SolverStatistics other) {
    return new SolverStatistics(
        queries + other.queries,
        queriesToSolver + other.queriesToSolver,
        calls + other.calls,
        cacheHits + other.cacheHits,
        restarts + other.restarts);
  }
}
