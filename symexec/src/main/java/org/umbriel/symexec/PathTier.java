package org.umbriel.symexec;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.umbriel.metadata.classfile.MethodCode;
import org.umbriel.metadata.classfile.Program;
import org.umbriel.metadata.site.CheckSite;
import org.umbriel.metadata.site.ContractSource;
import org.umbriel.metadata.site.SiteVerdict;
import org.umbriel.symexec.path.Budget;
import org.umbriel.symexec.path.CodeIdentity;
import org.umbriel.symexec.path.PathChecker;
import org.umbriel.symexec.path.Summaries;
import org.umbriel.symexec.solver.SolverFactory;
import org.umbriel.symexec.solver.SolverStatistics;
import org.umbriel.symexec.solver.z3.Z3Lane;
import org.umbriel.symexec.solver.z3.Z3Limits;

/**
 * Tier 2 for several threads: as many path checkers as work at one time, each with a solver of its
 * own. A solver is opened when the first method is left, since that costs a quarter of a second.
 */
final class PathTier implements AutoCloseable {
  private final Program program;
  private final ContractSource contracts;
  private final List<SolverFactory> lanes = new ArrayList<>();
  private final Deque<PathChecker> idle = new ArrayDeque<>();

  /**
   * The tier.
   *
   * @param contracts safe for use by many threads
   */
  PathTier(Program program, ContractSource contracts) {
    this.program = program;
    this.contracts = contracts;
  }

  List<SiteVerdict> decide(MethodCode method, List<CheckSite> open) {
    PathChecker checker = borrow();
    try {
      return checker.decide(method, open);
    } finally {
      synchronized (idle) {
        idle.push(checker);
      }
    }
  }

  private PathChecker borrow() {
    synchronized (idle) {
      PathChecker checker = idle.poll();
      if (checker != null) {
        return checker;
      }
      SolverFactory lane = new Z3Lane(Z3Limits.standard());
      lanes.add(lane);
      return new PathChecker(
          program, contracts, Summaries.NONE, CodeIdentity.BY_DIGEST, Budget.standard(), lane);
    }
  }

  /** What all solvers were asked. */
  SolverStatistics statistics() {
    synchronized (idle) {
      return lanes.stream()
          .map(SolverFactory::statistics)
          .reduce(new SolverStatistics(0, 0, 0), SolverStatistics::plus);
    }
  }

  @Override
  public void close() {
    synchronized (idle) {
      lanes.forEach(SolverFactory::close);
    }
  }
}
