package org.umbriel.benchmarks.trap;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.umbriel.benchmarks.probe.TrapLog;
import org.umbriel.benchmarks.trap.TrapPlan.WatchedContract;

/**
 * What a run with traps shows. A fire of a site that was proven under a contract is a breach, the
 * caller's doing, inside an activation that began with that contract broken, or where such an
 * activation earlier in the test left its mark in an object: by a test, or by the library at a call
 * where it was not proven that the contract is kept. Every other fire of a proven site is a defect:
 * the proof is wrong, or its contract was never paid for.
 *
 * @param defects wrong proofs
 * @param breaches fires that a broken contract explains
 */
public record TrapFindings(List<Fired> defects, List<Fired> breaches) {

  /**
   * Fires of one site that are alike in who is to blame.
   *
   * @param attribution in words: which contract, or why none explains it
   * @param breaker who broke it; empty if no contract is to blame
   * @param caller the call that broke it
   * @param count how often
   * @param stack of the first, top first
   */
  public record Fired(
      Trap trap,
      String attribution,
      Optional<Breaker> breaker,
      String caller,
      long count,
      List<String> stack) {
    /** The site's id. */
    public String site() {
      return trap.site().id().toString();
    }

    private Fired and(Fired other) {
      return new Fired(trap, attribution, breaker, caller, count + other.count, stack);
    }

    private boolean isLike(Fired other) {
      return trap.equals(other.trap)
          && attribution.equals(other.attribution)
          && breaker.equals(other.breaker)
          && caller.equals(other.caller);
    }
  }

  /** The breaches by one kind of breaker. */
  public List<Fired> by(Breaker breaker) {
    return breaches.stream().filter(f -> f.breaker().equals(Optional.of(breaker))).toList();
  }

  /** Judges what was recorded. */
  public static TrapFindings of(TrapPlan plan, TrapLog log) {
    List<Fired> defects = new ArrayList<>();
    List<Fired> breaches = new ArrayList<>();
    log.fires().stream()
        .sorted(Comparator.comparingInt(TrapLog.Fire::site))
        .filter(f -> plan.traps().get(f.site()).claim() != Trap.Claim.CONTROL)
        .map(f -> judge(plan, log, f))
        .forEach(f -> add(f, isBreach(f) ? breaches : defects));
    return new TrapFindings(List.copyOf(defects), List.copyOf(breaches));
  }

  private static boolean isBreach(Fired fired) {
    return fired.breaker().filter(b -> !b.isDefect()).isPresent();
  }

  private static void add(Fired fired, List<Fired> list) {
    for (int i = 0; i < list.size(); i++) {
      if (list.get(i).isLike(fired)) {
        list.set(i, list.get(i).and(fired));
        return;
      }
    }
    list.add(fired);
  }

  private static Fired judge(TrapPlan plan, TrapLog log, TrapLog.Fire fire) {
    Trap trap = plan.traps().get(fire.site());
    return Blame.of(plan, trap, fire.broken())
        .or(() -> Blame.of(plan, trap, fire.inTest()).map(Blame::earlier))
        .map(
            b ->
                new Fired(
                    trap,
                    b.contract(),
                    Optional.of(b.breaker()),
                    b.caller(),
                    fire.count(),
                    fire.stack()))
        .orElseGet(
            () ->
                new Fired(
                    trap,
                    unexplained(plan, log, trap, fire),
                    Optional.empty(),
                    "",
                    fire.count(),
                    fire.stack()));
  }

  private static String unexplained(TrapPlan plan, TrapLog log, Trap trap, TrapLog.Fire fire) {
    if (!fire.examined()) {
      return "too many fires to look for broken contracts at each";
    }
    Set<WatchedContract> earlier =
        log.breaches().keySet().stream()
            .map(plan.contracts()::get)
            .filter(TrapPlan.namedContracts(trap)::contains)
            .collect(Collectors.toSet());
    if (!earlier.isEmpty()) {
      return "a contract of the proof was broken, but not in this test: " + text(earlier);
    }
    return trap.byContract()
        ? "no contract that the proof names is broken"
        : "the proof needs no contract";
  }

  private static String text(Set<WatchedContract> contracts) {
    return contracts.stream()
        .map(c -> "parameter " + c.parameter() + " of " + c.method())
        .sorted()
        .collect(Collectors.joining(", "));
  }
}
