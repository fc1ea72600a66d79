package org.umbriel.symexec.report;

/**
 * What a check cost.
 *
 * @param jobs threads used
 * @param peakMegabytes most heap in use, as the JVM's memory pools report it
 * @param queries asked of the solver layer
 * @param queriesToSolver those that reached a solver
 * @param solverCalls how often solvers were asked for them
 * @param solverRestarts how often a solver's process failed
 * @param cacheHits those answered by the store of earlier runs
 */
public record Cost(
    double wallSeconds,
    double cpuSeconds,
    int jobs,
    long peakMegabytes,
    long queries,
    long queriesToSolver,
    long solverCalls,
    long solverRestarts,
    long cacheHits) {}
