package org.umbriel.symexec.path;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.umbriel.symexec.path.state.Place;
import org.umbriel.symexec.path.state.State;
import org.umbriel.symexec.summary.CallFacts;
import org.umbriel.symexec.term.Scalar;
import org.umbriel.symexec.term.Term;
import org.umbriel.symexec.term.TermFactory;

/** What is known behind a call that is not executed here. */
final class CallOutcome {
  private final Execution execution;
  private final TermFactory factory;
  private final CallFacts facts;

  CallOutcome(Execution execution, CallFacts facts) {
    this.execution = execution;
    this.factory = execution.factory();
    this.facts = facts;
  }

  /** Which places a call may write; lengths never change. */
  static Predicate<Place> written(CallFacts.Writes writes) {
    Set<String> fields = new HashSet<>();
    writes.fields().forEach(field -> fields.add(Place.nameOf(field)));
    return place -> place.isElement() ? writes.elements() : fields.contains(place.name());
  }

  /**
   * The state in which the call has completed normally.
   *
   * @param after with its result on the stack, if it has one
   * @param before with its operands on the stack
   * @return empty if it never completes so
   */
  Optional<State> behind(State after, State before, int operands, boolean hasResult) {
    State known = after;
    if (facts.neverReturns().isPresent()) {
      if (facts.neverReturns().get().isEmpty()) {
        return Optional.empty();
      }
      known = execution.assume(known, factory.bool(false), facts.neverReturns().get());
    }
    for (int position : facts.onReturn()) {
      known = execution.assume(known, isNonNull(before, operands, position), facts.relations());
    }
    return Optional.of(hasResult ? withResult(known, before, operands) : known);
  }

  private State withResult(State state, State before, int operands) {
    Term result = state.top(0);
    State known = state;
    if (facts.returned().isPresent()) {
      Term argument = argument(before, operands, facts.returned().get());
      if (argument.sort().equals(result.sort())) {
        known = execution.assume(known, factory.equal(result, argument), facts.relations());
      }
    }
    if (result.sort() == Scalar.INT) {
      Term isFalse = factory.equal(result, factory.intValue(0));
      known = given(known, factory.not(isFalse), facts.whenTrue(), before, operands);
      known = given(known, isFalse, facts.whenFalse(), before, operands);
    }
    return known;
  }

  private State given(
      State state, Term outcome, Set<Integer> positions, State before, int operands) {
    State known = state;
    for (int position : positions) {
      Term claim = factory.implies(outcome, isNonNull(before, operands, position));
      known = execution.assume(known, claim, facts.relations());
    }
    return known;
  }

  private Term isNonNull(State before, int operands, int position) {
    return factory.distinct(argument(before, operands, position), factory.reference(0));
  }

  private static Term argument(State before, int operands, int position) {
    return before.top(operands - 1 - position);
  }
}
