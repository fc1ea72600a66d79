package org.umbriel.symexec.solver.process;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.umbriel.symexec.solver.Scripts;
import org.umbriel.symexec.solver.SmtLog;
import org.umbriel.symexec.solver.SolverFactory;
import org.umbriel.symexec.solver.wire.Frames;
import org.umbriel.symexec.solver.z3.Z3Limits;

/**
 * The workers of a run. A worker is started when the first query needs it, serves one lane at a
 * time, and is there for the next lane after that; there are never more than threads that ask.
 */
public final class SolverProcesses implements AutoCloseable {
  /** Steps of cvc5 for one query, and the most terms of a query that it is asked. */
  private static final int STEPS_OF_CVC5 = 60_000;

  private static final int LARGEST_FOR_CVC5 = 2_000;

  /** How many queries of one method cvc5 may leave open. */
  private static final int PATIENCE_WITH_CVC5 = 2;

  /** Starts that failed one after the other, after which no more are tried. */
  private static final int MOST_FAILURES = 3;

  private final List<String> command;
  private final WorkerLimits limits;
  private final Optional<SmtLog> log;
  private final Deque<SolverProcess> idle = new ArrayDeque<>();
  private final Set<SolverProcess> all = new LinkedHashSet<>();
  private final Set<String> complaints = new LinkedHashSet<>();
  private @Nullable Thread watcher;
  private int failures;
  private long cpuOfEnded;

  /**
   * Workers of Z3 and cvc5.
   *
   * @param log takes the queries that are worth it
   */
  public SolverProcesses(Optional<SmtLog> log) {
    this(SolverCommand.standard(), WorkerLimits.STANDARD, log);
  }

  SolverProcesses(List<String> command, WorkerLimits limits, Optional<SmtLog> log) {
    this.command = command;
    this.limits = limits;
    this.log = log;
  }

  /** A lane for one thread. What it answers does not depend on other lanes. */
  public SolverFactory lane(Z3Limits limitsOfZ3) {
    return lane(limitsOfZ3, Frames.Who.BOTH);
  }

  /** Likewise, with some of the solvers. */
  public SolverFactory lane(Z3Limits limitsOfZ3, Frames.Who who) {
    LaneSettings settings =
        new LaneSettings(who, limitsOfZ3, STEPS_OF_CVC5, LARGEST_FOR_CVC5, PATIENCE_WITH_CVC5);
    return new ProcessLane(this, settings, log);
  }

  /** Scripts for some of the solvers, each in whichever worker is free. */
  public Scripts scripts(Frames.Who who) {
    return new ProcessScripts(this, who);
  }

  /** What a person should know: each thing once. */
  public synchronized List<String> complaints() {
    return List.copyOf(complaints);
  }

  /** CPU time of all workers, those included that have ended. */
  public synchronized long cpuNanos() {
    return cpuOfEnded + all.stream().mapToLong(SolverProcess::cpuNanos).sum();
  }

  /** How many workers there are. */
  synchronized int workers() {
    return all.size();
  }

  /** Resident memory of the workers that there are, where the system tells it. */
  public synchronized long residentBytes() {
    return all.stream().mapToLong(SolverProcess::residentBytes).sum();
  }

  /**
   * A worker that nobody uses.
   *
   * @throws IOException if none can be had
   */
  SolverProcess take() throws IOException {
    synchronized (this) {
      if (!idle.isEmpty()) {
        return idle.pop();
      }
      if (failures >= MOST_FAILURES) {
        throw new IOException("solver processes do not start");
      }
    }
    SolverProcess started = started();
    try {
      started.greet();
    } catch (IOException e) {
      failed(e);
      discard(started);
      throw e;
    }
    synchronized (this) {
      failures = 0;
    }
    return started;
  }

  private SolverProcess started() throws IOException {
    try {
      SolverProcess process = SolverProcess.start(command, limits);
      synchronized (this) {
        all.add(process);
        if (watcher == null) {
          watcher = new Thread(this::watch, "solver processes");
          watcher.setDaemon(true);
          watcher.start();
        }
      }
      return process;
    } catch (IOException e) {
      failed(e);
      throw e;
    }
  }

  private synchronized void failed(IOException e) {
    if (++failures == MOST_FAILURES) {
      complaints.add(
          "solver processes do not start, so what needs one is left in: " + e.getMessage());
    }
  }

  /** Notes something that a person should know. */
  synchronized void complain(String complaint) {
    complaints.add(complaint);
  }

  /** Gives a worker back. */
  synchronized void release(SolverProcess process) {
    if (process.isWorn()) {
      discard(process);
    } else {
      idle.push(process);
    }
  }

  /** Ends a worker. */
  synchronized void discard(SolverProcess process) {
    cpuOfEnded += process.cpuNanos();
    all.remove(process);
    process.close();
  }

  private void watch() {
    try {
      while (true) {
        Thread.sleep(limits.tick().toMillis());
        List<SolverProcess> watched;
        synchronized (this) {
          watched = List.copyOf(all);
        }
        watched.forEach(SolverProcess::watch);
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public synchronized void close() {
    if (watcher != null) {
      watcher.interrupt();
    }
    List.copyOf(all).forEach(this::discard);
    idle.clear();
  }
}
