package org.umbriel.symexec.path;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.umbriel.metadata.site.Assumption;
import org.umbriel.symexec.term.Scalar;
import org.umbriel.symexec.term.TermFactory;
import org.umbriel.symexec.term.Variable;

/**
 * Boolean variables that stand for assumptions being made: a conditional fact is an implication,
 * and a solver's core says which facts a proof has used.
 */
final class Guards {
  private final TermFactory factory;
  private final Map<Variable, Set<Assumption>> assumptions = new LinkedHashMap<>();
  private final Map<Variable, Set<Variable>> derived = new LinkedHashMap<>();

  Guards(TermFactory factory) {
    this.factory = factory;
  }

  /** The guard of some assumptions; the same each time. */
  Variable of(Set<Assumption> some) {
    for (Map.Entry<Variable, Set<Assumption>> known : assumptions.entrySet()) {
      if (known.getValue().equals(some)) {
        return known.getKey();
      }
    }
    Variable guard = factory.fresh("assume", Scalar.BOOL);
    assumptions.put(guard, Set.copyOf(some));
    return guard;
  }

  /** A guard of facts whose proof will be known later. */
  Variable pending() {
    Variable guard = factory.fresh("invariant", Scalar.BOOL);
    derived.put(guard, new HashSet<>());
    return guard;
  }

  /** The proof of a pending guard's facts has used these guards. */
  void derive(Variable guard, Set<Variable> from) {
    derived.computeIfAbsent(guard, key -> new HashSet<>()).addAll(from);
  }

  boolean contains(Variable variable) {
    return assumptions.containsKey(variable) || derived.containsKey(variable);
  }

  /** All guards, in the order in which they were made. */
  List<Variable> variables() {
    List<Variable> all = new ArrayList<>(assumptions.keySet());
    all.addAll(derived.keySet());
    return all;
  }

  /** Whether a contract is among what a guard stands for: proofs would rather do without. */
  boolean isContract(Variable guard) {
    return assumptionsOf(Set.of(guard)).stream()
        .anyMatch(assumption -> assumption.strength() == Assumption.Strength.CONTRACT);
  }

  /** What some guards stand for. */
  Set<Assumption> assumptionsOf(Set<Variable> guards) {
    Set<Assumption> all = new HashSet<>();
    Set<Variable> seen = new HashSet<>(guards);
    Deque<Variable> open = new ArrayDeque<>(guards);
    while (!open.isEmpty()) {
      Variable guard = open.pop();
      all.addAll(assumptions.getOrDefault(guard, Set.of()));
      for (Variable from : derived.getOrDefault(guard, Set.of())) {
        if (seen.add(from)) {
          open.push(from);
        }
      }
    }
    return all;
  }
}
