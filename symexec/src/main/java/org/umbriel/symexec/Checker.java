package org.umbriel.symexec;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
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
import org.umbriel.symexec.replay.ProgramFiles;
import org.umbriel.symexec.report.Finding;
import org.umbriel.symexec.solver.SmtLog;
import org.umbriel.symexec.solver.process.SolverProcesses;
import org.umbriel.symexec.summary.Ground;
import org.umbriel.symexec.summary.MethodFacts;
import org.umbriel.symexec.summary.Suggestion;

/** {@code Program -> CheckResult}: each site leaves at the first tier that decides it. */
public final class Checker {
  private final Program program;
  private final Assumption.Platform platform;
  private final Options options;

  /**
   * How to check.
   *
   * @param jobs threads; the verdicts do not depend on it
   * @param precision how much tier 2 does
   * @param threads what proofs may assume of other threads
   * @param files what witnesses are replayed from; without, what needs a replay stays unproven
   * @param log takes queries that were slow or got no answer
   */
  public record Options(
      int jobs,
      Precision precision,
      Threads threads,
      Optional<ProgramFiles> files,
      Optional<SmtLog> log) {

    /** Running no code; objects are taken to be confined. */
    public static Options of(int jobs, Precision.Level level) {
      return new Options(
          jobs, Precision.of(level), Threads.ASSUME_CONFINED, Optional.empty(), Optional.empty());
    }
  }

  /**
   * A checker for one program in library mode: each method under its contract.
   *
   * @param platform the JDK whose classes the program finds
   */
  public Checker(Program program, Assumption.Platform platform, Options options) {
    this.program = program;
    this.platform = platform;
    this.options = options;
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
    List<Decided> methods = new ArrayList<>();
    List<ClassUnit> units = program.units();
    for (int i = 0; i < units.size(); i++) {
      progress.at("verdicts", i, units.size());
      for (MethodCode method : units.get(i).methods()) {
        if (selected.test(method)) {
          methods.add(
              new Decided(
                  method,
                  finished && !interrupted.getAsBoolean()
                      ? byFacts(facts, method)
                      : undecided(method, facts.contracts())));
        }
      }
    }
    try (SolverProcesses solvers = new SolverProcesses(options.log())) {
      Work work = new Work(options.jobs(), progress, interrupted);
      PathTier paths = paths(facts, work, solvers);
      if (finished && options.precision().hasPaths()) {
        methods = with(paths.decide(open(methods)), methods);
      }
      Refuter.Found found = Refuter.Found.NOTHING;
      if (finished && options.files().isPresent()) {
        Refuter refuter = new Refuter(program, contractsOf(facts), paths, work);
        found = refuter.refute(open(methods), options.files().get());
        methods = withRefuted(found.findings(), methods);
      }
      return new CheckResult(
          methods.stream()
              .flatMap(m -> m.verdicts().stream())
              .map(options.threads()::applied)
              .toList(),
          Stream.concat(facts.allContracts().stream(), found.inferred().stream()).toList(),
          Collections.unmodifiableSortedSet(new TreeSet<>(program.missing())),
          new CheckResult.Solving(
              paths.statistics(), solvers.cpuNanos(), complaints(solvers, facts)),
          interrupted.getAsBoolean(),
          found.tried());
    }
  }

  /**
   * Why a site has its verdict, in source terms: what a proof by facts or by paths needs; of one
   * that is left in, what the facts know of its value. The facts are gathered again for it.
   *
   * @return empty if the verdict speaks for itself, or if interrupted
   */
  public List<Ground> explain(SiteVerdict verdict, Progress progress, BooleanSupplier interrupted) {
    boolean speaksForItself =
        verdict.tier() == Tier.SYNTAX || verdict.verdict() instanceof Verdict.Refuted;
    Optional<MethodCode> method = program.resolve(verdict.site().id().method());
    FactAnalysis facts = FactAnalysis.of(program, platform);
    if (speaksForItself || method.isEmpty() || !gather(facts, progress, interrupted)) {
      return List.of();
    }
    if (verdict.tier() == Tier.PATHS && verdict.verdict() instanceof Verdict.Proven) {
      try (SolverProcesses solvers = new SolverProcesses(Optional.empty())) {
        Work work = new Work(1, progress, interrupted);
        return paths(facts, work, solvers).grounds(method.get(), verdict.site());
      }
    }
    return facts.grounds(method.get(), verdict.site());
  }

  /**
   * What a person could do so that more of what is left in is proven, the best first. The facts are
   * gathered again for it.
   *
   * @return empty if interrupted
   */
  public List<Suggestion> guidance(
      List<SiteVerdict> verdicts, Progress progress, BooleanSupplier interrupted) {
    FactAnalysis facts = FactAnalysis.of(program, platform);
    if (!gather(facts, progress, interrupted)) {
      return List.of();
    }
    Map<MethodCode, List<CheckSite>> open = new LinkedHashMap<>();
    for (SiteVerdict verdict : verdicts) {
      if (verdict.verdict() instanceof Verdict.Unproven) {
        program
            .resolve(verdict.site().id().method())
            .ifPresent(m -> open.computeIfAbsent(m, k -> new ArrayList<>()).add(verdict.site()));
      }
    }
    return facts.guidance(open);
  }

  /** A method and the verdicts so far. */
  private record Decided(MethodCode method, List<SiteVerdict> verdicts) {
    List<CheckSite> open() {
      return verdicts.stream()
          .filter(v -> v.verdict() instanceof Verdict.Unproven)
          .map(SiteVerdict::site)
          .toList();
    }

    Decided with(UnaryOperator<SiteVerdict> change) {
      return new Decided(method, verdicts.stream().map(change).toList());
    }
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

  private PathTier paths(FactAnalysis facts, Work work, SolverProcesses solvers) {
    return new PathTier(
        program,
        contractsOf(facts),
        shared(facts),
        work,
        options.precision(),
        solvers,
        facts.defects());
  }

  /** What the facts know of contracts, for several threads; the facts are for one. */
  private static ContractSource contractsOf(FactAnalysis facts) {
    return reference -> {
      synchronized (facts) {
        return facts.contracts().requires(reference);
      }
    };
  }

  /** What the facts know of methods' insides, likewise. */
  private static MethodFacts.Source shared(FactAnalysis facts) {
    return method -> {
      synchronized (facts) {
        return facts.facts(method);
      }
    };
  }

  /** The undecided sites of each method that has some. */
  private static Map<MethodCode, List<CheckSite>> open(List<Decided> methods) {
    Map<MethodCode, List<CheckSite>> open = new LinkedHashMap<>();
    for (Decided method : methods) {
      if (!method.open().isEmpty()) {
        open.put(method.method(), method.open());
      }
    }
    return open;
  }

  private static List<Decided> with(Map<CheckSite, SiteVerdict> found, List<Decided> methods) {
    return methods.stream().map(m -> m.with(v -> better(v, found))).toList();
  }

  private static List<Decided> withRefuted(List<Finding> findings, List<Decided> methods) {
    Map<CheckSite, Finding> bySite = new HashMap<>();
    findings.forEach(finding -> bySite.put(finding.site(), finding));
    return methods.stream().map(m -> m.with(v -> refuted(v, bySite))).toList();
  }

  private static SiteVerdict refuted(SiteVerdict verdict, Map<CheckSite, Finding> bySite) {
    Finding finding = bySite.get(verdict.site());
    return finding == null
        ? verdict
        : new SiteVerdict(verdict.site(), finding.verdict(), Tier.REPLAY);
  }

  /** What a person should know: of the solvers, and of methods that were given up. */
  private static List<String> complaints(SolverProcesses solvers, FactAnalysis facts) {
    return Stream.concat(solvers.complaints().stream(), facts.defects().lines().stream()).toList();
  }

  /**
   * A proof, or that there was no budget or no solver for one; otherwise what the facts lack says
   * more.
   */
  private static SiteVerdict better(SiteVerdict known, Map<CheckSite, SiteVerdict> found) {
    SiteVerdict other = found.getOrDefault(known.site(), known);
    boolean isBetter =
        other.verdict() instanceof Verdict.Proven
            || (other.verdict() instanceof Verdict.Unproven unproven
                && (unproven.reason() == Reason.RUN_BUDGET
                    || unproven.reason() == Reason.SOLVER_FAILED
                    || unproven.reason() == Reason.DEFECT));
    return isBetter ? other : known;
  }
}
