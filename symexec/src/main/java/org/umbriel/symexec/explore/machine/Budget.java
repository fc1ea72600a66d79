package org.umbriel.symexec.explore.machine;

/**
 * Limits on one exploration; all of them count, so that a slow machine gives the same answer.
 *
 * @param steps instructions in all
 * @param pathSteps instructions on one path
 * @param decisions decisions on one path
 * @param depth frames on the call stack
 * @param slots slots of the heap that one exploration allocates
 * @param queries questions to the solver's layers
 * @param solverQueries those of them that reach the real solver
 */
public record Budget(
    long steps,
    long pathSteps,
    int decisions,
    int depth,
    long slots,
    int queries,
    int solverQueries) {

  /**
   * A part of it.
   *
   * @param divisor of everything that is used up
   * @param most decisions on one path
   */
  public Budget part(int divisor, int most) {
    return new Budget(
        steps / divisor,
        pathSteps / divisor,
        most,
        depth,
        slots / divisor,
        queries / divisor,
        solverQueries / divisor);
  }
}
