package org.umbriel.symexec.solver.z3;

/**
 * How much Z3 may do.
 *
 * @param resourcesPerQuery Z3's {@code rlimit}: a deterministic count of its steps
 * @param largestQuery the most terms that a query may consist of
 * @param queriesPerContext after how many queries the context is replaced, since its memory only
 *     grows
 */
public record Z3Limits(int resourcesPerQuery, int largestQuery, int queriesPerContext) {

  /** For many small queries, each of some milliseconds. */
  public static Z3Limits standard() {
    return new Z3Limits(600_000, 20_000, 3_000);
  }
}
