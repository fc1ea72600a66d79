package org.umbriel.symexec.path;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.umbriel.metadata.classfile.MethodCode;
import org.umbriel.metadata.classfile.Program;
import org.umbriel.metadata.site.Assumption;
import org.umbriel.metadata.site.CheckSite;
import org.umbriel.metadata.site.ContractSource;
import org.umbriel.metadata.site.Reason;
import org.umbriel.metadata.site.SiteVerdict;
import org.umbriel.metadata.site.Tier;
import org.umbriel.metadata.site.Verdict;
import org.umbriel.symexec.solver.Answer;
import org.umbriel.symexec.solver.SolverFactory;
import org.umbriel.symexec.summary.Ground;
import org.umbriel.symexec.summary.MethodFacts;

/**
 * Decides check sites of one method after the other by symbolic execution in library mode:
 * parameters hold anything that their types and the method's contract permit. Not thread-safe: each
 * thread has its own.
 */
public final class PathChecker {
  private static final Verdict NOT_TRIED = new Verdict.Unproven(Reason.PATH_BUDGET, "");

  private final World world;
  private final SolverFactory solvers;

  /**
   * A checker.
   *
   * @param contracts what methods require: assumed of the method's own parameters, shown at its
   *     calls
   * @param facts what is known inside the program's methods
   * @param solvers stays open
   */
  public PathChecker(
      Program program,
      ContractSource contracts,
      MethodFacts.Source facts,
      CodeIdentity identity,
      Budget budget,
      SolverFactory solvers) {
    this.world = new World(program, contracts, facts, identity, budget);
    this.solvers = solvers;
  }

  /** A verdict for each of some sites of a method, in their order, by every stage. */
  public List<SiteVerdict> decide(MethodCode method, List<CheckSite> undecided) {
    Map<CheckSite, SiteVerdict> verdicts = new LinkedHashMap<>();
    undecided.forEach(site -> verdicts.put(site, new SiteVerdict(site, NOT_TRIED, Tier.PATHS)));
    List<CheckSite> open = undecided;
    Set<Stage> promising = EnumSet.allOf(Stage.class);
    for (Stage stage : Stage.values()) {
      if (promising.contains(stage) && !open.isEmpty()) {
        Attempt attempt = attempt(method, open, stage, Long.MAX_VALUE);
        attempt.verdicts().forEach(verdict -> verdicts.put(verdict.site(), verdict));
        open = attempt.open();
        promising = attempt.promising();
      }
    }
    return List.copyOf(verdicts.values());
  }

  /**
   * What one stage made of some sites of a method.
   *
   * @param promising the stages that might prove more
   * @param effort what it has cost, in the currency of {@link Budget#effort}
   */
  public record Attempt(List<SiteVerdict> verdicts, Set<Stage> promising, long effort) {
    public Attempt {
      verdicts = List.copyOf(verdicts);
      promising = Set.copyOf(promising);
    }

    /** The sites that are not proven. */
    public List<CheckSite> open() {
      return verdicts.stream()
          .filter(v -> v.verdict() instanceof Verdict.Unproven)
          .map(SiteVerdict::site)
          .toList();
    }
  }

  /**
   * Tries one stage.
   *
   * @param effort the most that it may cost
   */
  public Attempt attempt(MethodCode method, List<CheckSite> open, Stage stage, long effort) {
    World limited = world.within(effort);
    Execution execution = new Execution(limited, method, open, stage, solvers);
    Optional<Limit> limit = new Entry(execution).run();
    Set<Stage> promising = EnumSet.noneOf(Stage.class);
    List<SiteVerdict> verdicts = new ArrayList<>();
    for (CheckSite site : open) {
      Verdict verdict = prove(execution, site, limit, promising);
      verdicts.add(new SiteVerdict(site, verdict, Tier.PATHS));
    }
    return new Attempt(verdicts, promising, execution.effort());
  }

  /**
   * What could make sites fail: candidates for a replay.
   *
   * @param effort the most that it may cost
   */
  public Map<CheckSite, Input> inputs(MethodCode method, List<CheckSite> open, long effort) {
    Execution execution =
        new Execution(
            world.within(effort),
            method,
            open,
            Execution.Loops.UNROLLED,
            Execution.Callees.ALL,
            solvers);
    Entry entry = new Entry(execution);
    entry.run();
    Counterexamples found = new Counterexamples(execution, entry);
    Map<CheckSite, Input> inputs = new LinkedHashMap<>();
    for (CheckSite site : open) {
      found.of(site).ifPresent(input -> inputs.put(site, input));
    }
    return inputs;
  }

  /** Why a site is proven: what its proof needs on each way there; empty if it is not. */
  public List<Ground> grounds(MethodCode method, CheckSite site) {
    for (Stage stage : Stage.values()) {
      Execution execution = new Execution(world, method, List.of(site), stage, solvers);
      Entry entry = new Entry(execution);
      Optional<Limit> limit = entry.run();
      Verdict verdict = prove(execution, site, limit, EnumSet.noneOf(Stage.class));
      if (verdict instanceof Verdict.Proven) {
        return new ProofText(execution, entry.state()).of(site);
      }
    }
    return List.of();
  }

  /** What refuted sites of a method mean. */
  public Map<CheckSite, Judgement> judge(MethodCode method, List<CheckSite> refuted) {
    Execution execution = new Execution(world, method, refuted, Stage.OWN_CODE, solvers);
    Entry entry = new Entry(execution);
    entry.run();
    Judge judge = new Judge(execution, entry);
    Map<CheckSite, Judgement> judgements = new LinkedHashMap<>();
    refuted.forEach(site -> judgements.put(site, judge.of(site)));
    return judgements;
  }

  private static Verdict prove(
      Execution execution, CheckSite site, Optional<Limit> limit, Set<Stage> promising) {
    if (limit.isPresent() && !execution.isFinished(site.instruction())) {
      return new Verdict.Unproven(limit.get().reason(), limit.get().detail());
    }
    boolean isReached = false;
    Set<Assumption> assumptions = new HashSet<>();
    for (Obligation obligation : execution.obligations()) {
      if (obligation.site().equals(site)) {
        isReached = true;
        Answer answer = execution.prover().refute(obligation.reached(), obligation.condition());
        if (answer instanceof Answer.Unsat unsat) {
          assumptions.addAll(
              execution
                  .prover()
                  .assumptionsOf(obligation.reached(), obligation.condition(), unsat));
        } else {
          if (answer instanceof Answer.Unknown && !execution.prover().mayAsk()) {
            return new Verdict.Unproven(Limit.EFFORT.reason(), Limit.EFFORT.detail());
          }
          promising.addAll(Prospect.of(execution, obligation));
          return new Explanation(execution).unproven(obligation, answer);
        }
      }
    }
    return isReached
        ? new Verdict.Proven(assumptions)
        : new Verdict.Proven(execution.everAssumed(), true);
  }
}
