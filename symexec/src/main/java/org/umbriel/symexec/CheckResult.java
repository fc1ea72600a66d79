package org.umbriel.symexec;

import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.stream.Collectors;
import org.umbriel.metadata.classfile.ClassUnit;
import org.umbriel.metadata.site.Contract;
import org.umbriel.metadata.site.SiteVerdict;
import org.umbriel.metadata.site.VerdictSource;
import org.umbriel.symexec.report.Finding;
import org.umbriel.symexec.solver.SolverStatistics;

/**
 * What {@link Checker} decided.
 *
 * @param verdicts of every site, in the program's order
 * @param contracts that methods require: declared and by default in the program's order, then the
 *     inferred ones
 * @param missing internal names of classes that were looked for and are nowhere
 * @param solving what solvers were asked
 * @param interrupted whether it was stopped before all was decided
 * @param replayed false if calls should have been replayed and no process could be had
 */
public record CheckResult(
    List<SiteVerdict> verdicts,
    List<Contract> contracts,
    SortedSet<String> missing,
    Solving solving,
    boolean interrupted,
    boolean replayed) {

  /**
   * The solvers' part.
   *
   * @param cpuNanos CPU time of their processes, as far as the system tells
   * @param complaints what a person should know of them
   */
  public record Solving(SolverStatistics asked, long cpuNanos, List<String> complaints) {
    /** Nobody was asked. */
    public static final Solving NONE = new Solving(SolverStatistics.NONE, 0, List.of());
  }

  /** The refuted sites, gravest first. */
  public List<Finding> findings() {
    return Finding.among(verdicts);
  }

  /** The verdicts by class, for whoever rewrites or describes. */
  public VerdictSource asSource() {
    Map<String, List<SiteVerdict>> byOwner =
        verdicts.stream().collect(Collectors.groupingBy(v -> v.site().id().method().owner()));
    return (ClassUnit unit) -> byOwner.getOrDefault(unit.name(), List.of());
  }

  /** Whether the same check would decide the same again: only that is worth keeping. */
  public boolean repeatable() {
    return !interrupted && replayed && solving.asked().restarts() == 0;
  }
}
