package org.umbriel.benchmarks.acceptance;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import org.umbriel.benchmarks.jvm.Jvm;
import org.umbriel.benchmarks.probe.TrapLog;
import org.umbriel.benchmarks.tests.TestRun;
import org.umbriel.benchmarks.trap.Breaker;
import org.umbriel.benchmarks.trap.Trap;
import org.umbriel.benchmarks.trap.TrapCounts;
import org.umbriel.benchmarks.trap.TrapFindings;
import org.umbriel.metadata.site.Assumption;
import org.umbriel.metadata.site.CheckKind;
import org.umbriel.metadata.site.CheckSite;
import org.umbriel.metadata.site.Verdict;

/** What a run with traps found, for people. */
final class TrapReport {
  private static final int FRAMES = 8;

  private final StringBuilder out = new StringBuilder();
  private final TrapRun run;

  private TrapReport(TrapRun run) {
    this.run = run;
  }

  static String of(Jvm jvm, TrapRun run) {
    TrapReport report = new TrapReport(run);
    report.line(
        "%s   its published tests on JDK %s, a trap at every proven site",
        run.tests().name(), jvm.version());
    report.tests();
    report.sites();
    run.findings().defects().forEach(report::defect);
    for (Breaker breaker : Breaker.values()) {
      report.breaches(breaker);
    }
    report.summary();
    return report.out.toString();
  }

  private void tests() {
    TestRun.Results results = run.results();
    line(
        "  tests   %,d: %,d passed, %,d failed, %,d skipped%s",
        results.tests().size(),
        results.count("SUCCESSFUL"),
        results.count("FAILED"),
        results.count("SKIPPED") + results.count("ABORTED"),
        results.finished() ? "" : "; STOPPED before they came to an end");
    line("");
  }

  private void sites() {
    line("  %-22s%9s%9s%10s%8s%16s", "proven", "sites", "trapped", "executed", "", "executions");
    for (CheckKind kind : CheckKind.values()) {
      counts(kind.label(), t -> isClaim(t) && t.kind() == kind);
    }
    counts("all", TrapReport::isClaim);
    counts("  under a contract", t -> isClaim(t) && t.byContract());
    counts("  dead code", t -> t.claim() == Trap.Claim.UNREACHABLE);
    Predicate<Trap> control = t -> t.claim() == Trap.Claim.CONTROL;
    counts("unproven, as a control", control);
    line(
        "  of the controls %,d sites failed: traps do fire",
        TrapCounts.fired(run.plan(), log(), control));
    line("");
  }

  private static boolean isClaim(Trap trap) {
    return trap.claim() != Trap.Claim.CONTROL;
  }

  private TrapLog log() {
    return run.results().traps();
  }

  private void counts(String label, Predicate<Trap> counted) {
    TrapCounts counts = TrapCounts.of(run.plan(), run.inserted(), log(), counted);
    if (counts.sites() > 0) {
      line(
          "  %-22s%,9d%,9d%,10d%7.1f%%%,16d",
          label,
          counts.sites(),
          counts.inserted(),
          counts.executed(),
          counts.executedShare(),
          counts.executions());
    }
  }

  private void defect(TrapFindings.Fired fired) {
    CheckSite site = fired.trap().site();
    line("DEFECT  %s", site.id());
    line(
        "  line %d, bytecode index %d, %s, fired %,d times; %s",
        site.line(),
        site.bytecodeIndex(),
        fired.trap().claim() == Trap.Claim.UNREACHABLE ? "believed dead" : "believed to hold",
        fired.count(),
        fired.attribution());
    fired.breaker().ifPresent(b -> line("  broken %s: %s", b.text(), fired.caller()));
    if (fired.trap().verdict().verdict() instanceof Verdict.Proven proven) {
      line(
          "  proven by %s%s",
          fired.trap().verdict().tier().key(), proven.unconditional() ? ", unconditionally" : "");
      proven.assumptions().stream()
          .map(Assumption::text)
          .sorted()
          .forEach(text -> line("    %s", text));
    }
    fired.stack().stream().limit(FRAMES).forEach(frame -> line("      at %s", frame));
    testFrame(fired).ifPresent(frame -> line("    test %s", frame));
  }

  private void breaches(Breaker breaker) {
    List<TrapFindings.Fired> breaches = run.findings().by(breaker);
    if (!breaches.isEmpty()) {
      line("contracts broken %s", breaker.text());
    }
    for (TrapFindings.Fired fired : breaches) {
      line("  %s   fired %,d times", fired.site(), fired.count());
      line("    broken  %s", fired.attribution());
      line("    by      %s", fired.caller());
      testFrame(fired).ifPresent(frame -> line("    test    %s", frame));
    }
  }

  private Optional<String> testFrame(TrapFindings.Fired fired) {
    return fired.stack().stream().filter(run.tests()::isTestFrame).findFirst();
  }

  private void summary() {
    line("%-56s%8s%14s", "contracts broken", "sites", "fires");
    for (Breaker breaker : Breaker.values()) {
      if (!breaker.isDefect()) {
        total(breaker.text(), run.findings().by(breaker));
      }
    }
    total("defects", run.findings().defects());
  }

  private void total(String label, List<TrapFindings.Fired> fired) {
    line(
        "  %-54s%,8d%,14d",
        label,
        fired.stream().map(TrapFindings.Fired::site).distinct().count(),
        fired.stream().mapToLong(TrapFindings.Fired::count).sum());
  }

  private void line(String format, Object... arguments) {
    out.append(String.format(Locale.ROOT, format, arguments)).append('\n');
  }
}
