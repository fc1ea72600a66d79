package org.umbriel.symexec.path;

import java.util.ArrayList;
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
import org.umbriel.symexec.path.Execution.Callees;
import org.umbriel.symexec.path.Execution.Loops;
import org.umbriel.symexec.solver.Answer;
import org.umbriel.symexec.solver.SolverFactory;

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
   * @param solvers stays open
   */
  public PathChecker(
      Program program,
      ContractSource contracts,
      Summaries summaries,
      CodeIdentity identity,
      Budget budget,
      SolverFactory solvers) {
    this.world = new World(program, contracts, summaries, identity, budget);
    this.solvers = solvers;
  }

  /** A verdict for each of some sites of a method, in their order. */
  public List<SiteVerdict> decide(MethodCode method, List<CheckSite> undecided) {
    if (undecided.isEmpty()) {
      return List.of();
    }
    Map<CheckSite, Verdict> verdicts = new LinkedHashMap<>();
    undecided.forEach(site -> verdicts.put(site, NOT_TRIED));
    if (prove(method, verdicts, Callees.OWN)) {
      prove(method, verdicts, Callees.ALL);
    }
    List<SiteVerdict> result = new ArrayList<>();
    verdicts.forEach((site, verdict) -> result.add(new SiteVerdict(site, verdict, Tier.PATHS)));
    return result;
  }

  /**
   * Tries to prove what is not proven.
   *
   * @return whether looking into more callees could prove more
   */
  private boolean prove(MethodCode method, Map<CheckSite, Verdict> verdicts, Callees callees) {
    List<CheckSite> open =
        verdicts.keySet().stream()
            .filter(site -> verdicts.get(site) instanceof Verdict.Unproven)
            .toList();
    Execution execution = new Execution(world, method, open, Loops.SUMMARISED, callees, solvers);
    Optional<Limit> limit = new Entry(execution).run();
    boolean allProven = true;
    for (CheckSite site : open) {
      Verdict verdict = prove(execution, site, limit);
      allProven &= verdict instanceof Verdict.Proven;
      verdicts.put(site, verdict);
    }
    return !allProven && execution.hasLeftOutCallees();
  }

  private static Verdict prove(Execution execution, CheckSite site, Optional<Limit> limit) {
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
          return new Explanation(execution).unproven(obligation, answer);
        }
      }
    }
    return isReached
        ? new Verdict.Proven(assumptions)
        : new Verdict.Proven(execution.everAssumed(), true);
  }
}
