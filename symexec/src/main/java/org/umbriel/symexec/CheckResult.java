package org.umbriel.symexec;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.umbriel.metadata.classfile.ClassUnit;
import org.umbriel.metadata.site.Contract;
import org.umbriel.metadata.site.SiteVerdict;
import org.umbriel.metadata.site.VerdictSource;
import org.umbriel.symexec.report.CheckReport;
import org.umbriel.symexec.report.Finding;

/**
 * What {@link Checker} decided.
 *
 * @param verdicts of every site, in the program's order
 * @param findings the refuted ones, gravest first
 * @param contracts that methods require, declared and by default
 * @param queries asked of the solver layer
 * @param queriesToSolver those that reached a solver
 * @param interrupted whether it was stopped before all was decided
 */
public record CheckResult(
    List<SiteVerdict> verdicts,
    List<Finding> findings,
    List<Contract> contracts,
    CheckReport.Replays replays,
    long queries,
    long queriesToSolver,
    boolean interrupted) {

  /** The verdicts by class, for whoever rewrites or describes. */
  public VerdictSource asSource() {
    Map<String, List<SiteVerdict>> byOwner =
        verdicts.stream().collect(Collectors.groupingBy(v -> v.site().id().method().owner()));
    return (ClassUnit unit) -> byOwner.getOrDefault(unit.name(), List.of());
  }
}
