package org.umbriel.symexec;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.umbriel.metadata.classfile.ClassUnit;
import org.umbriel.metadata.classfile.MethodCode;
import org.umbriel.metadata.classfile.Program;
import org.umbriel.metadata.site.CheckSite;
import org.umbriel.metadata.site.ContractSource;
import org.umbriel.metadata.site.Reason;
import org.umbriel.metadata.site.SiteFinder;
import org.umbriel.metadata.site.SiteVerdict;
import org.umbriel.metadata.site.Tier;
import org.umbriel.metadata.site.Verdict;
import org.umbriel.symexec.report.CheckReport;

/** {@code Program -> CheckResult}: each site leaves at the first tier that decides it. */
public final class Checker {
  private final Program program;
  private final Options options;

  /**
   * How to check.
   *
   * @param jobs threads; the verdicts do not depend on it
   * @param paths whether tier 2 runs
   * @param replay whether witnesses are run; without, what needs one stays unproven
   */
  public record Options(int jobs, boolean paths, boolean replay) {}

  /** A checker for one program in library mode: each method under its contract. */
  public Checker(Program program, Options options) {
    this.program = program;
    this.options = options;
  }

  /**
   * Decides the sites of the selected methods.
   *
   * @param interrupted asked often; once it says so, what is open stays unproven
   */
  public CheckResult check(
      Predicate<MethodCode> selected, Progress progress, BooleanSupplier interrupted) {
    List<SiteVerdict> verdicts = new ArrayList<>();
    List<ClassUnit> units = program.units();
    for (int i = 0; i < units.size(); i++) {
      progress.at("facts", i, units.size());
      for (MethodCode method : units.get(i).methods()) {
        if (selected.test(method)) {
          for (CheckSite site : SiteFinder.sitesIn(method, ContractSource.NONE)) {
            verdicts.add(bySyntax(site, interrupted.getAsBoolean()));
          }
        }
      }
    }
    return new CheckResult(
        List.copyOf(verdicts),
        List.of(),
        List.of(),
        new CheckReport.Replays(0, 0),
        0,
        0,
        interrupted.getAsBoolean());
  }

  private static SiteVerdict bySyntax(CheckSite site, boolean interrupted) {
    if (site.trivial()) {
      return new SiteVerdict(site, new Verdict.Proven(Set.of()), Tier.SYNTAX);
    }
    Reason reason = interrupted ? Reason.INTERRUPTED : Reason.UNKNOWN_VALUE;
    return new SiteVerdict(site, new Verdict.Unproven(reason, ""), Tier.SYNTAX);
  }
}
