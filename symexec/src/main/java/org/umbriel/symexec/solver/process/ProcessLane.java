package org.umbriel.symexec.solver.process;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.umbriel.symexec.solver.Answer;
import org.umbriel.symexec.solver.SmtLog;
import org.umbriel.symexec.solver.Solver;
import org.umbriel.symexec.solver.SolverFactory;
import org.umbriel.symexec.solver.SolverStatistics;
import org.umbriel.symexec.solver.StatisticsCounter;
import org.umbriel.symexec.solver.layer.Solvers;
import org.umbriel.symexec.term.TermFactory;

/** One thread's way to a worker, which it has from its first query until it is closed. */
final class ProcessLane implements SolverFactory {
  private final SolverProcesses processes;
  private final LaneSettings settings;
  private final Optional<SmtLog> log;
  private final StatisticsCounter counter = new StatisticsCounter();
  private @Nullable SolverProcess process;
  private @Nullable RemoteSolver current;

  ProcessLane(SolverProcesses processes, LaneSettings settings, Optional<SmtLog> log) {
    this.processes = processes;
    this.settings = settings;
    this.log = log;
  }

  @Override
  public Solver open(TermFactory terms) {
    Solver remote = new RemoteSolver(this, settings.z3().largestQuery());
    Solver real = log.<Solver>map(l -> l.before(remote)).orElse(remote);
    return Solvers.layered(terms, real, counter);
  }

  /**
   * Sends a solver's request; the terms of the one before it are forgotten on the other side.
   *
   * @param request made when it is known whether the other side knows the solver's terms
   * @throws IOException if there is no answer; {@link #lost} then says why
   */
  byte[] ask(RemoteSolver solver, RemoteSolver.Request request) throws IOException {
    List<byte[]> frames = new ArrayList<>();
    SolverProcess worker = process;
    if (worker == null) {
      worker = processes.take();
      process = worker;
      current = null;
      frames.add(settings.request());
    }
    boolean isNew = current != solver;
    if (isNew) {
      frames.add(RemoteSolver.OPENING);
      current = solver;
    }
    frames.add(request.bytes(isNew));
    return worker.ask(frames);
  }

  /** Lets go of a worker that has not answered. */
  Answer.Cause lost() {
    counter.restart();
    SolverProcess worker = process;
    if (worker == null) {
      return Answer.Cause.CRASHED;
    }
    Answer.Cause end = worker.end();
    processes.discard(worker);
    process = null;
    current = null;
    return end;
  }

  void complain(String complaint) {
    processes.complain(complaint);
  }

  @Override
  public SolverStatistics statistics() {
    return counter.statistics();
  }

  @Override
  public void close() {
    if (process != null) {
      processes.release(process);
      process = null;
      current = null;
    }
  }
}
