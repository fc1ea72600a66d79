package org.umbriel.symexec;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.umbriel.metadata.classfile.ClassUnit;
import org.umbriel.metadata.classfile.MethodCode;
import org.umbriel.metadata.classfile.Program;
import org.umbriel.metadata.site.Assumption;
import org.umbriel.metadata.site.CheckSite;
import org.umbriel.metadata.site.ContractSource;
import org.umbriel.metadata.site.Reason;
import org.umbriel.metadata.site.SiteFinder;
import org.umbriel.metadata.site.SiteVerdict;
import org.umbriel.metadata.site.Tier;
import org.umbriel.metadata.site.Verdict;
import org.umbriel.symexec.fact.FactAnalysis;
import org.umbriel.symexec.report.CheckReport;

/** {@code Program -> CheckResult}: each site leaves at the first tier that decides it. */
public final class Checker {
  private final Program program;
  private final Assumption.Platform platform;

  /**
   * How to check.
   *
   * @param jobs threads; the verdicts do not depend on it
   * @param paths whether tier 2 runs
   * @param replay whether witnesses are run; without, what needs one stays unproven
   */
  public record Options(int jobs, boolean paths, boolean replay) {}

  /**
   * A checker for one program in library mode: each method under its contract.
   *
   * @param platform the JDK whose classes the program finds
   */
  public Checker(Program program, Assumption.Platform platform, Options options) {
    this.program = program;
    this.platform = platform;
  }

  /**
   * Decides the sites of the selected methods.
   *
   * @param interrupted asked often; once it says so, what is open stays unproven
   */
  public CheckResult check(
      Predicate<MethodCode> selected, Progress progress, BooleanSupplier interrupted) {
    FactAnalysis facts = FactAnalysis.of(program, platform);
    boolean finished = gather(facts, progress, interrupted);
    List<SiteVerdict> verdicts = new ArrayList<>();
    List<ClassUnit> units = program.units();
    for (int i = 0; i < units.size(); i++) {
      progress.at("verdicts", i, units.size());
      for (MethodCode method : units.get(i).methods()) {
        if (selected.test(method)) {
          verdicts.addAll(
              finished && !interrupted.getAsBoolean()
                  ? byFacts(facts, method)
                  : undecided(method, facts.contracts()));
        }
      }
    }
    return new CheckResult(
        List.copyOf(verdicts),
        List.of(),
        facts.allContracts(),
        new CheckReport.Replays(0, 0),
        0,
        0,
        interrupted.getAsBoolean());
  }

  private static boolean gather(
      FactAnalysis facts, Progress progress, BooleanSupplier interrupted) {
    while (facts.step()) {
      progress.at("facts", Math.max(0, facts.methods() - facts.waiting()), facts.methods());
      if (interrupted.getAsBoolean()) {
        return false;
      }
    }
    return true;
  }

  private static List<SiteVerdict> byFacts(FactAnalysis facts, MethodCode method) {
    return facts.verdicts(method, SiteFinder.sitesIn(method, facts.contracts())).stream()
        .map(v -> v.site().trivial() ? bySyntax(v.site()) : v)
        .toList();
  }

  private static SiteVerdict bySyntax(CheckSite site) {
    return new SiteVerdict(site, new Verdict.Proven(Set.of()), Tier.SYNTAX);
  }

  private static List<SiteVerdict> undecided(MethodCode method, ContractSource contracts) {
    Verdict open = new Verdict.Unproven(Reason.INTERRUPTED, "");
    return SiteFinder.sitesIn(method, contracts).stream()
        .map(s -> s.trivial() ? bySyntax(s) : new SiteVerdict(s, open, Tier.FACTS))
        .toList();
  }
}
