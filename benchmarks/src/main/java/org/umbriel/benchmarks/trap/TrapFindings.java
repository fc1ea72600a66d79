package org.umbriel.benchmarks.trap;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.umbriel.benchmarks.probe.TrapLog;
import org.umbriel.benchmarks.trap.TrapPlan.WatchedContract;

/**
 * What a run with traps shows. A fire of a site that was proven under a contract is a breach, the
 * caller's doing, inside an activation that began with a broken contract; and also if a contract
 * that the proof names was broken earlier in the same test, because what it let in may have been
 * kept in a field. Every other fire of a proven site is a defect: the proof is wrong.
 *
 * @param defects wrong proofs
 * @param breaches fires that a broken contract explains
 */
public record TrapFindings(List<Fired> defects, List<Fired> breaches) {

  /**
   * Fires of one site, alike in the contracts that were broken.
   *
   * @param attribution in words: which contract, or why none explains it
   * @param count how often
   * @param stack of the first, top first
   */
  public record Fired(Trap trap, String attribution, long count, List<String> stack) {
    /** The site's id. */
    public String site() {
      return trap.site().id().toString();
    }
  }

  /** Judges what was recorded. */
  public static TrapFindings of(TrapPlan plan, TrapLog log) {
    List<Fired> defects = new ArrayList<>();
    List<Fired> breaches = new ArrayList<>();
    log.fires().stream()
        .sorted(Comparator.comparingInt(TrapLog.Fire::site))
        .forEach(fire -> judge(plan, log, fire, defects, breaches));
    return new TrapFindings(List.copyOf(defects), List.copyOf(breaches));
  }

  private static void judge(
      TrapPlan plan, TrapLog log, TrapLog.Fire fire, List<Fired> defects, List<Fired> breaches) {
    Trap trap = plan.traps().get(fire.site());
    if (trap.claim() == Trap.Claim.CONTROL) {
      return;
    }
    Set<WatchedContract> named = TrapPlan.namedContracts(trap);
    Set<WatchedContract> live = contracts(plan, fire.contracts());
    Set<WatchedContract> kept = both(named, contracts(plan, fire.inTest()));
    if (trap.byContract() && !live.isEmpty()) {
      Set<WatchedContract> own = both(named, live);
      breaches.add(
          fired(
              trap,
              fire,
              own.isEmpty()
                  ? "further up the stack, not named by the proof: " + text(live)
                  : text(own)));
    } else if (!kept.isEmpty()) {
      breaches.add(fired(trap, fire, "earlier in the test: " + text(kept)));
    } else {
      defects.add(fired(trap, fire, unexplained(plan, log, trap, fire)));
    }
  }

  private static Fired fired(Trap trap, TrapLog.Fire fire, String attribution) {
    return new Fired(trap, attribution, fire.count(), fire.stack());
  }

  private static Set<WatchedContract> contracts(TrapPlan plan, Collection<Integer> numbers) {
    return numbers.stream().map(plan.contracts()::get).collect(Collectors.toSet());
  }

  private static Set<WatchedContract> both(Set<WatchedContract> one, Set<WatchedContract> other) {
    Set<WatchedContract> both = new HashSet<>(one);
    both.retainAll(other);
    return both;
  }

  private static String unexplained(TrapPlan plan, TrapLog log, Trap trap, TrapLog.Fire fire) {
    if (!fire.examined()) {
      return "too many fires to look for broken contracts at each";
    }
    Set<WatchedContract> earlier =
        both(TrapPlan.namedContracts(trap), contracts(plan, log.breaches().keySet()));
    if (!earlier.isEmpty()) {
      return "a contract of the proof was broken, but not in this test: " + text(earlier);
    }
    return trap.byContract() ? "no contract is broken" : "the proof needs no contract";
  }

  private static String text(Set<WatchedContract> contracts) {
    return contracts.stream()
        .map(c -> "parameter " + c.parameter() + " of " + c.method())
        .sorted()
        .collect(Collectors.joining(", "));
  }
}
