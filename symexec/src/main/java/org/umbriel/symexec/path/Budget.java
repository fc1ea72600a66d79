package org.umbriel.symexec.path;

/**
 * How much is done for one method. Counts, never the clock, so that a verdict does not depend on
 * the machine.
 *
 * @param steps instructions executed, each for all ways that have merged before it
 * @param terms terms made
 * @param queries asked of the solver
 * @param inlineSize the most instructions of a callee that is executed instead of summarised
 * @param inlineDepth how many such callees may be nested
 * @param inlineSteps instructions of such callees in all; behind that, calls are summarised
 * @param unrolling how often a loop's body is executed in the search for a witness
 * @param effort all of it in one currency: an instruction is 1, a question some tens
 */
public record Budget(
    int steps,
    int terms,
    int queries,
    int inlineSize,
    int inlineDepth,
    int inlineSteps,
    int unrolling,
    long effort) {

  /** Tens of milliseconds for most methods. */
  public static Budget standard() {
    return new Budget(8_000, 60_000, 150, 40, 3, 600, 3, 12_000);
  }

  /** Several times as much of everything but the depth and size of callees. */
  public Budget times(int factor) {
    return new Budget(
        steps * factor,
        terms * factor,
        queries * factor,
        inlineSize,
        inlineDepth,
        inlineSteps * factor,
        unrolling,
        effort * factor);
  }

  /** The same, but no more effort than this. */
  public Budget within(long most) {
    return new Budget(
        steps,
        terms,
        queries,
        inlineSize,
        inlineDepth,
        inlineSteps,
        unrolling,
        Math.min(effort, most));
  }
}
