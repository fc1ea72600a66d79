package org.umbriel.symexec.solver.process;

import java.time.Duration;

/**
 * When a process is taken to be out of hand. Far beyond what counted limits let through: an answer
 * that is cut off here is never kept.
 *
 * @param start time until it is up
 * @param cpu CPU time in one query
 * @param wall time in one query, for what waits without working
 * @param bytes resident memory; looked at where the system tells it
 * @param tick how often that is looked at
 * @param queries after how many a process is replaced, since memory of solvers only grows
 */
record WorkerLimits(
    Duration start, Duration cpu, Duration wall, long bytes, Duration tick, long queries) {
  static final WorkerLimits STANDARD =
      new WorkerLimits(
          Duration.ofMinutes(5),
          Duration.ofSeconds(60),
          Duration.ofMinutes(15),
          3L << 30,
          Duration.ofMillis(500),
          20_000);
}
