package org.umbriel.symexec.fact.method;

import java.util.HashMap;
import java.util.Map;
import org.umbriel.symexec.fact.domain.Nullness;
import org.umbriel.symexec.fact.state.ReferenceFact.TypeBound;
import org.umbriel.symexec.fact.state.Types;

/**
 * What an outcome of a call says about its arguments: {@code isEmpty(s)} returned false, so {@code
 * s} is not null.
 *
 * @param nullness by position, the receiver included; those not listed are unknown
 * @param types likewise
 * @param truths of those that are booleans, whether they are true
 */
public record Relation(
    Map<Integer, Nullness> nullness, Map<Integer, TypeBound> types, Map<Integer, Boolean> truths) {
  public static final Relation NONE = new Relation(Map.of(), Map.of(), Map.of());

  public Relation {
    nullness = Map.copyOf(nullness);
    types = Map.copyOf(types);
    truths = Map.copyOf(truths);
  }

  /** What holds if either outcome is possible. */
  public Relation join(Relation other, Types hierarchy) {
    Map<Integer, Nullness> both = new HashMap<>(nullness);
    both.entrySet().removeIf(e -> e.getValue() != other.nullness.get(e.getKey()));
    Map<Integer, TypeBound> bounds = new HashMap<>();
    types.forEach(
        (position, bound) -> {
          TypeBound theirs = other.types.get(position);
          if (theirs != null) {
            TypeBound joined = bound.join(theirs, hierarchy);
            if (!joined.name().equals(Types.OBJECT)) {
              bounds.put(position, joined);
            }
          }
        });
    Map<Integer, Boolean> certain = new HashMap<>(truths);
    certain.entrySet().removeIf(e -> !e.getValue().equals(other.truths.get(e.getKey())));
    return new Relation(both, bounds, certain);
  }

  /** Whether two relations differ in their supports only. */
  public boolean saysSameAs(Relation other) {
    return nullness.equals(other.nullness)
        && truths.equals(other.truths)
        && types.keySet().equals(other.types.keySet())
        && types.entrySet().stream().allMatch(e -> other.hasSameType(e.getKey(), e.getValue()));
  }

  private boolean hasSameType(int position, TypeBound bound) {
    TypeBound mine = types.get(position);
    return mine != null && mine.hasSameType(bound);
  }

  public boolean isEmpty() {
    return nullness.isEmpty() && types.isEmpty() && truths.isEmpty();
  }
}
