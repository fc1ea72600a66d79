package org.umbriel.benchmarks.trap;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.umbriel.benchmarks.probe.TrapLog;

/**
 * How much of what was claimed a run has put to the test.
 *
 * @param sites proven ones that are not trivial
 * @param inserted those that carry a trap
 * @param executed those of them that the run came by
 * @param executions how often it did
 */
public record TrapCounts(int sites, int inserted, int executed, long executions) {

  /** Counts the traps with a property. */
  public static TrapCounts of(
      TrapPlan plan, Set<Integer> inserted, TrapLog log, Predicate<Trap> counted) {
    List<Trap> claims = plan.traps().stream().filter(counted).toList();
    List<Integer> numbers = claims.stream().map(Trap::number).filter(inserted::contains).toList();
    return new TrapCounts(
        claims.size(),
        numbers.size(),
        (int) numbers.stream().filter(log.executions()::containsKey).count(),
        numbers.stream().mapToLong(n -> log.executions().getOrDefault(n, 0L)).sum());
  }

  /** How many sites of a kind of claim fired. */
  public static int fired(TrapPlan plan, TrapLog log, Predicate<Trap> counted) {
    Collection<Integer> numbers = new HashSet<>();
    for (TrapLog.Fire fire : log.fires()) {
      if (counted.test(plan.traps().get(fire.site()))) {
        numbers.add(fire.site());
      }
    }
    return numbers.size();
  }

  /** The executed share in per cent. */
  public double executedShare() {
    return inserted == 0 ? 0 : 100.0 * executed / inserted;
  }
}
