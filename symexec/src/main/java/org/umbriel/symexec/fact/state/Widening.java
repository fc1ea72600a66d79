package org.umbriel.symexec.fact.state;

import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.umbriel.metadata.classfile.FieldReference;
import org.umbriel.symexec.fact.domain.Interval;
import org.umbriel.symexec.fact.domain.Support;
import org.umbriel.symexec.fact.state.Place.Content;

/**
 * How a loop head's new state is made to include the last one, so that the sequence ends.
 *
 * @param thresholds ascending; where moving bounds stop first
 * @param hasty whether bounds that still move go to the limit at once
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Widening(long[] thresholds, boolean hasty) {
  static final Widening NONE = new Widening(new long[0], false);

  /**
   * Includes both states.
   *
   * @param now changed and returned
   */
  State apply(State previous, State now) {
    for (int value : now.facts.keys()) {
      Fact before = previous.fact(value);
      Fact widened = widen(before, now.fact(value), now.basis().types());
      now.facts.put(value, widened);
    }
    now.facts.retain(v -> !now.fact(v).equals(now.basis().of(v)));
    for (int value : now.differences.keys()) {
      List<Difference> kept =
          now.differencesOf(value).stream()
              .flatMap(d -> widen(previous, now, value, d).stream())
              .toList();
      now.differences.put(value, kept);
    }
    now.differences.retain(v -> !now.differencesOf(v).isEmpty());
    for (Iterator<Map.Entry<Place, Content>> entries = now.heap.entrySet().iterator();
        entries.hasNext(); ) {
      Map.Entry<Place, Content> entry = entries.next();
      Content before = previous.heap.get(entry.getKey());
      if (before == null || before.value() != entry.getValue().value()) {
        entries.remove();
      } else {
        entry.setValue(
            new Content(before.value(), before.support().union(entry.getValue().support())));
      }
    }
    for (int value : now.confined.keys()) {
      Support before = previous.confined.get(value);
      Support support = now.confined.get(value);
      if (before == null || support == null) {
        now.confined.remove(value);
      } else {
        now.confined.put(value, before.union(support));
      }
    }
    Set<FieldReference> assigned = new HashSet<>(now.assigned());
    assigned.retainAll(previous.assigned());
    now.setAssigned(assigned);
    dropNewAliases(previous, now);
    if (previous.contradiction().isEmpty()) {
      now.setContradiction(null);
    }
    if (previous.monitors().isEmpty()) {
      now.setMonitors(null);
    }
    return now;
  }

  private static void dropNewAliases(State previous, State now) {
    for (int value : now.aliases.keys()) {
      if (previous.canonical(value) != now.canonical(value)) {
        Fact fact = now.fact(value);
        now.aliases.remove(value);
        now.facts.put(value, fact);
      }
    }
  }

  private Fact widen(Fact before, Fact now, Types types) {
    Fact joined = before.join(now, types);
    if (before instanceof NumberFact last && joined instanceof NumberFact next) {
      Interval limit = StateJoin.limitOf(next.interval());
      Interval widened =
          last.interval().widen(next.interval(), hasty ? new long[0] : thresholds, limit);
      return new NumberFact(widened, next.isNonZero(), next.support());
    }
    return joined;
  }

  /**
   * A difference survives if the last state had it, or if its intervals said as much; one that
   * grows does so to 0 at most.
   */
  private static Optional<Difference> widen(State previous, State now, int value, Difference next) {
    Difference before =
        previous.differencesOf(value).stream()
            .filter(d -> d.to() == next.to())
            .findFirst()
            .orElseGet(() -> byIntervals(previous, value, next.to()));
    if (next.most() > before.most() && next.most() > 0) {
      return Optional.empty();
    }
    long most = next.most() > before.most() ? 0 : before.most();
    return most < now.number(value).mostAbove(now.number(next.to()))
        ? Optional.of(new Difference(next.to(), most, before.support().union(next.support())))
        : Optional.empty();
  }

  private static Difference byIntervals(State state, int value, int to) {
    NumberFact from = state.number(value);
    NumberFact other = state.number(to);
    return new Difference(to, from.mostAbove(other), from.support().union(other.support()));
  }
}
