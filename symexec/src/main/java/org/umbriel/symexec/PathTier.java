package org.umbriel.symexec;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import org.umbriel.metadata.classfile.MethodCode;
import org.umbriel.metadata.classfile.Program;
import org.umbriel.metadata.site.CheckSite;
import org.umbriel.metadata.site.ContractSource;
import org.umbriel.metadata.site.Reason;
import org.umbriel.metadata.site.SiteVerdict;
import org.umbriel.metadata.site.Tier;
import org.umbriel.metadata.site.Verdict;
import org.umbriel.symexec.path.Budget;
import org.umbriel.symexec.path.CodeIdentity;
import org.umbriel.symexec.path.Input;
import org.umbriel.symexec.path.Judgement;
import org.umbriel.symexec.path.PathChecker;
import org.umbriel.symexec.path.Stage;
import org.umbriel.symexec.solver.SolverFactory;
import org.umbriel.symexec.solver.SolverStatistics;
import org.umbriel.symexec.solver.process.SolverProcesses;
import org.umbriel.symexec.solver.z3.Z3Limits;
import org.umbriel.symexec.summary.Defects;
import org.umbriel.symexec.summary.Ground;
import org.umbriel.symexec.summary.MethodFacts;

/**
 * Tier 2 on many methods, within a budget for the whole run that is counted and not timed: stage
 * after stage, the methods with the least code for each open site first. What one method leaves of
 * its share is there for those behind it. Methods are dealt with in groups of a fixed size, each
 * with a solver of its own, so that the verdicts do not depend on the number of threads.
 */
final class PathTier {
  /** What a run may do, in the currency of {@link Budget#effort}. */
  private static final long EFFORT = 2_500_000;

  private static final int GROUP = 24;
  private static final int ROUNDS = 8;
  private static final int INPUTS_PART = 4;
  private static final Stage LAST = Stage.CALLEES;

  private final Program program;
  private final ContractSource contracts;
  private final MethodFacts.Source facts;
  private final Work work;
  private final Precision precision;
  private final SolverProcesses solvers;
  private final Defects defects;
  private final long effortOfRun;
  private final Map<CheckSite, SiteVerdict> verdicts = new HashMap<>();
  private SolverStatistics asked = SolverStatistics.NONE;

  /** Sites of a method that are not proven, and the stages that might prove them. */
  private record Open(MethodCode method, List<CheckSite> sites, Set<Stage> promising) {
    int codePerSite() {
      return method.instructions().size() / sites.size();
    }
  }

  private record Done(List<PathChecker.Attempt> attempts, SolverStatistics asked) {}

  private record Found<R>(Map<CheckSite, R> bySite, SolverStatistics asked) {}

  /**
   * The tier.
   *
   * @param contracts safe for use by many threads
   * @param facts likewise
   * @param precision what is done for which method; the whole run may cost the greatest of its
   *     factors times {@link #EFFORT}
   * @param solvers stays open
   * @param defects receives the methods that this fails on
   */
  PathTier(
      Program program,
      ContractSource contracts,
      MethodFacts.Source facts,
      Work work,
      Precision precision,
      SolverProcesses solvers,
      Defects defects) {
    this.program = program;
    this.contracts = contracts;
    this.facts = facts;
    this.work = work;
    this.precision = precision;
    this.solvers = solvers;
    this.defects = defects;
    this.effortOfRun = EFFORT * precision.greatest();
  }

  /** Tries the open sites of methods; a verdict for each that was reached. */
  Map<CheckSite, SiteVerdict> decide(Map<MethodCode, List<CheckSite>> sites) {
    List<Open> open = new ArrayList<>();
    sites.forEach(
        (method, some) -> {
          if (precision.of(method) != Precision.Level.LOW) {
            open.add(new Open(method, some, EnumSet.allOf(Stage.class)));
          }
        });
    long left = effortOfRun;
    List<Open> rest = open;
    for (Stage stage : Stage.values()) {
      List<Open> promising = rest.stream().filter(o -> o.promising().contains(stage)).toList();
      long share = stage == LAST ? left : left / 2;
      List<Open> still = new ArrayList<>();
      left -= run(stage, promising, share, still);
      rest.stream().filter(o -> !o.promising().contains(stage)).forEach(still::add);
      rest = still;
    }
    return verdicts;
  }

  /**
   * Runs a stage.
   *
   * @param still receives what is open behind it
   * @return its effort
   */
  private long run(Stage stage, List<Open> methods, long most, List<Open> still) {
    List<Open> cheapFirst =
        methods.stream().sorted(Comparator.comparingInt(Open::codePerSite)).toList();
    long spent = 0;
    int from = 0;
    for (int round = 1; round <= ROUNDS; round++) {
      int to = (int) ((long) cheapFirst.size() * round / ROUNDS);
      List<List<Open>> groups = grouped(cheapFirst.subList(from, to));
      long share = Math.max(0, most - spent) / Math.max(1, cheapFirst.size() - from);
      List<Done> done =
          work.map(
              "paths " + stage.name().toLowerCase(Locale.ROOT),
              groups,
              new Done(List.of(), SolverStatistics.NONE),
              group -> run(stage, group, share));
      for (int i = 0; i < groups.size(); i++) {
        spent += note(groups.get(i), done.get(i), still);
      }
      from = to;
    }
    return spent;
  }

  /** Inputs that should make sites fail, within a part of the run's budget. */
  Map<CheckSite, Input> inputs(Map<MethodCode, List<CheckSite>> open) {
    long share = effortOfRun / INPUTS_PART / Math.max(1, open.size());
    return each(
        "models",
        open,
        (checker, entry) -> checker.inputs(entry.getKey(), entry.getValue(), share));
  }

  /** Why the tier has proven a site. */
  List<Ground> grounds(MethodCode method, CheckSite site) {
    try (SolverFactory lane = lane()) {
      return checker(lane, precision.of(method)).grounds(method, site);
    }
  }

  /** What refuted sites mean. */
  Map<CheckSite, Judgement> judge(Map<MethodCode, List<CheckSite>> refuted) {
    return each(
        "levels", refuted, (checker, entry) -> checker.judge(entry.getKey(), entry.getValue()));
  }

  private <R> Map<CheckSite, R> each(
      String name,
      Map<MethodCode, List<CheckSite>> sites,
      BiFunction<PathChecker, Map.Entry<MethodCode, List<CheckSite>>, Map<CheckSite, R>> step) {
    Map<CheckSite, R> all = new HashMap<>();
    List<List<Map.Entry<MethodCode, List<CheckSite>>>> groups =
        grouped(List.copyOf(sites.entrySet()));
    work.map(
            name,
            groups,
            new Found<R>(Map.of(), SolverStatistics.NONE),
            group -> {
              Map<CheckSite, R> found = new HashMap<>();
              try (SolverFactory lane = lane()) {
                for (Map.Entry<MethodCode, List<CheckSite>> entry : group) {
                  PathChecker checker = checker(lane, precision.of(entry.getKey()));
                  defects
                      .guarded(entry.getKey(), () -> step.apply(checker, entry))
                      .ifPresent(found::putAll);
                }
                return new Found<>(found, lane.statistics());
              }
            })
        .forEach(
            found -> {
              all.putAll(found.bySite());
              asked = asked.plus(found.asked());
            });
    return all;
  }

  private static <T> List<List<T>> grouped(List<T> methods) {
    List<List<T>> groups = new ArrayList<>();
    for (int i = 0; i < methods.size(); i += GROUP) {
      groups.add(methods.subList(i, Math.min(methods.size(), i + GROUP)));
    }
    return groups;
  }

  private PathChecker checker(SolverFactory lane, Precision.Level level) {
    return new PathChecker(program, contracts, facts, CodeIdentity.BY_DIGEST, level.budget(), lane);
  }

  private SolverFactory lane() {
    return solvers.lane(Z3Limits.standard());
  }

  private Done run(Stage stage, List<Open> group, long share) {
    try (SolverFactory lane = lane()) {
      List<PathChecker.Attempt> attempts = new ArrayList<>();
      for (Open open : group) {
        attempts.add(
            defects
                .guarded(
                    open.method(),
                    () ->
                        checker(lane, precision.of(open.method()))
                            .attempt(open.method(), open.sites(), stage, share))
                .orElseGet(() -> failed(open)));
      }
      return new Done(attempts, lane.statistics());
    }
  }

  /** What is left in there: it says why, and no other stage tries again. */
  private PathChecker.Attempt failed(Open open) {
    Verdict left = new Verdict.Unproven(Reason.DEFECT, defects.of(open.method()).orElse(""));
    return new PathChecker.Attempt(
        open.sites().stream().map(s -> new SiteVerdict(s, left, Tier.PATHS)).toList(), Set.of(), 0);
  }

  private long note(List<Open> group, Done done, List<Open> still) {
    long spent = 0;
    for (int i = 0; i < done.attempts().size(); i++) {
      PathChecker.Attempt attempt = done.attempts().get(i);
      attempt.verdicts().forEach(verdict -> verdicts.put(verdict.site(), verdict));
      if (!attempt.open().isEmpty()) {
        still.add(new Open(group.get(i).method(), attempt.open(), attempt.promising()));
      }
      spent += attempt.effort();
    }
    asked = asked.plus(done.asked());
    return spent;
  }

  /** What all solvers were asked. */
  SolverStatistics statistics() {
    return asked;
  }
}
