package org.umbriel.cli;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.umbriel.metadata.site.SiteId;
import org.umbriel.metadata.site.SiteVerdict;
import org.umbriel.symexec.CheckResult;
import org.umbriel.symexec.Checker;
import org.umbriel.symexec.report.CheckReport;
import org.umbriel.symexec.report.Cost;
import org.umbriel.symexec.summary.Ground;
import org.umbriel.symexec.summary.Suggestion;

/** One run of the checker, measured, as a report. */
final class CheckRun {
  private final CheckInputs inputs;
  private final MethodFilter filter;
  private final Checker checker;
  private final Checker.Options options;
  private final String command;
  private final long start;

  /**
   * A run.
   *
   * @param start {@link System#nanoTime} before the inputs were opened
   */
  CheckRun(
      CheckInputs inputs,
      MethodFilter filter,
      Checker.Options options,
      String command,
      long start) {
    this.start = start;
    this.inputs = inputs;
    this.filter = filter;
    this.options = options;
    this.checker = new Checker(inputs.program(), inputs.platformAssumption(), options);
    this.command = command;
  }

  CheckResult check(Progress progress, BooleanSupplier interrupted) {
    CheckResult result = checker.check(filter, progress, interrupted);
    progress.clear();
    return result;
  }

  /** Why a site has its verdict. */
  List<Ground> explain(SiteVerdict verdict, Progress progress, BooleanSupplier interrupted) {
    List<Ground> grounds = checker.explain(verdict, progress, interrupted);
    progress.clear();
    return grounds;
  }

  /** What would settle most of what is left in. */
  List<Suggestion> guidance(CheckResult result, Progress progress, BooleanSupplier interrupted) {
    List<Suggestion> guidance = checker.guidance(result.verdicts(), progress, interrupted);
    progress.clear();
    return guidance;
  }

  /**
   * The report.
   *
   * @param fromStore whether an earlier run had decided everything
   */
  CheckReport report(CheckResult result, boolean fromStore, Optional<Set<SiteId>> baseline) {
    return new CheckReport(
        command,
        "library",
        inputs.platform().version(),
        inputs.summaries(),
        result.verdicts(),
        result.findings(),
        result.contracts(),
        sourceFiles(),
        result.missing(),
        baseline,
        new CheckReport.Replays(result.findings().size(), result.findings().size()),
        result.interrupted(),
        cost(result, fromStore));
  }

  private Map<String, String> sourceFiles() {
    Map<String, String> files = new HashMap<>();
    inputs.program().units().forEach(u -> u.sourceFile().ifPresent(f -> files.put(u.name(), f)));
    return files;
  }

  private Cost cost(CheckResult result, boolean fromStore) {
    OperatingSystemMXBean process =
        ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    long peak =
        ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(p -> p.getType() == MemoryType.HEAP)
            .map(MemoryPoolMXBean::getPeakUsage)
            .mapToLong(u -> u == null ? 0 : u.getUsed())
            .sum();
    return new Cost(
        tenths(System.nanoTime() - start),
        tenths(process.getProcessCpuTime() + result.solving().cpuNanos()),
        options.jobs(),
        peak >> 20,
        result.solving().asked().queries(),
        result.solving().asked().queriesToSolver(),
        result.solving().asked().calls(),
        result.solving().asked().restarts(),
        fromStore ? result.verdicts().size() : 0);
  }

  private static double tenths(long nanos) {
    return Math.round(nanos / 1e8) / 10.0;
  }
}
