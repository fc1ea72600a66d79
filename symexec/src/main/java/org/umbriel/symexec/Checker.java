package org.umbriel.symexec;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
import org.umbriel.metadata.site.Witness;
import org.umbriel.symexec.fact.FactAnalysis;
import org.umbriel.symexec.replay.ProgramFiles;
import org.umbriel.symexec.replay.Replayer;
import org.umbriel.symexec.report.CheckReport;
import org.umbriel.symexec.report.Finding;
import org.umbriel.symexec.report.Level;
import org.umbriel.symexec.solver.SolverStatistics;
import org.umbriel.symexec.witness.WitnessSearch;

/** {@code Program -> CheckResult}: each site leaves at the first tier that decides it. */
public final class Checker {
  /**
   * Calls replayed in a whole run, shared out evenly; a count, so that it is the same everywhere.
   */
  private static final int CALLS_IN_A_RUN = 24_000;

  private static final int CALLS_A_METHOD = 24;
  private static final int FEWEST_CALLS_A_METHOD = 4;

  private final Program program;
  private final Assumption.Platform platform;
  private final Options options;

  /**
   * How to check.
   *
   * @param jobs threads; the verdicts do not depend on it
   * @param paths whether tier 2 runs
   * @param files what witnesses are replayed from; without, what needs a replay stays unproven
   */
  public record Options(int jobs, boolean paths, Optional<ProgramFiles> files) {}

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
    Work work = new Work(options.jobs(), progress, interrupted);
    ContractSource contracts = shared(facts.contracts());
    List<Finding> findings = new ArrayList<>();
    SolverStatistics asked = new SolverStatistics(0, 0, 0);
    if (finished && options.paths()) {
      try (PathTier paths = new PathTier(program, contracts)) {
        methods = byPaths(methods, paths, work);
        asked = paths.statistics();
      }
    }
    if (finished && options.files().isPresent()) {
      methods = refuted(methods, contracts, options.files().get(), work, findings);
    }
    return new CheckResult(
        methods.stream().flatMap(m -> m.verdicts().stream()).toList(),
        List.copyOf(findings),
        facts.allContracts(),
        new CheckReport.Replays(findings.size(), findings.size()),
        asked.queries(),
        asked.queriesToSolver(),
        interrupted.getAsBoolean());
  }

  /** A method and the verdicts so far. */
  private record Decided(MethodCode method, List<SiteVerdict> verdicts) {
    List<CheckSite> open() {
      return verdicts.stream()
          .filter(v -> v.verdict() instanceof Verdict.Unproven)
          .map(SiteVerdict::site)
          .toList();
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

  /** What the facts know of contracts, for several threads; the facts are for one. */
  private static ContractSource shared(ContractSource contracts) {
    return reference -> {
      synchronized (contracts) {
        return contracts.requires(reference);
      }
    };
  }

  /** The methods with the sites proven that every path keeps. */
  private static List<Decided> byPaths(List<Decided> methods, PathTier paths, Work work) {
    List<List<SiteVerdict>> found =
        work.map("paths", methods, List.of(), m -> paths.decide(m.method(), m.open()));
    List<Decided> result = new ArrayList<>();
    for (int i = 0; i < methods.size(); i++) {
      Map<CheckSite, SiteVerdict> proven = new HashMap<>();
      found.get(i).stream()
          .filter(v -> v.verdict() instanceof Verdict.Proven)
          .forEach(v -> proven.put(v.site(), v));
      result.add(
          new Decided(
              methods.get(i).method(),
              methods.get(i).verdicts().stream()
                  .map(v -> proven.getOrDefault(v.site(), v))
                  .toList()));
    }
    return result;
  }

  /** The methods with the sites refuted that some call makes fail. */
  private List<Decided> refuted(
      List<Decided> methods,
      ContractSource contracts,
      ProgramFiles files,
      Work work,
      List<Finding> findings) {
    try (Replayer replayer = Replayer.open(program, files, Replayer.Settings.standard())) {
      WitnessSearch search = new WitnessSearch(program, contracts, replayer);
      long open = methods.stream().filter(m -> !m.open().isEmpty()).count();
      int share = (int) (CALLS_IN_A_RUN / Math.max(1, open));
      int limit = Math.max(FEWEST_CALLS_A_METHOD, Math.min(CALLS_A_METHOD, share));
      List<Map<CheckSite, Witness>> witnesses =
          work.map(
              "replay",
              methods,
              Map.of(),
              m -> m.open().isEmpty() ? Map.of() : search.search(m.method(), m.open(), limit));
      List<Decided> result = new ArrayList<>();
      for (int i = 0; i < methods.size(); i++) {
        result.add(withWitnesses(methods.get(i), witnesses.get(i), findings));
      }
      return result;
    } catch (IOException | UncheckedIOException impossible) {
      return methods;
    }
  }

  private static Decided withWitnesses(
      Decided method, Map<CheckSite, Witness> witnesses, List<Finding> findings) {
    List<SiteVerdict> verdicts = new ArrayList<>();
    for (SiteVerdict verdict : method.verdicts()) {
      Witness witness = witnesses.get(verdict.site());
      if (witness == null) {
        verdicts.add(verdict);
      } else {
        verdicts.add(new SiteVerdict(verdict.site(), new Verdict.Refuted(witness), Tier.REPLAY));
        findings.add(new Finding(verdict.site(), witness, levelOf(witness), false));
      }
    }
    return new Decided(method.method(), verdicts);
  }

  /** With arguments, a contract over them says when the method fails; without, none does. */
  private static Level levelOf(Witness witness) {
    return witness.arguments().isEmpty() ? Level.WARNING : Level.NOTE;
  }
}
