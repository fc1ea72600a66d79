package org.umbriel.symexec.path;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.umbriel.metadata.classfile.MethodCode;
import org.umbriel.metadata.site.CheckSite;
import org.umbriel.symexec.path.state.Place;
import org.umbriel.symexec.path.state.State;
import org.umbriel.symexec.solver.Answer;
import org.umbriel.symexec.term.Evaluator;
import org.umbriel.symexec.term.Term;
import org.umbriel.symexec.term.TermFactory;

/**
 * Obligations of an execution {@code ->} inputs that break them. Small numbers and arrays are asked
 * for first, and ways on which nothing is approximated.
 */
final class Counterexamples {
  private static final int SMALL = 4;
  private static final int MOST_OBLIGATIONS = 6;

  private final Execution execution;
  private final Prover prover;
  private final TermFactory factory;
  private final Optional<State> entry;

  Counterexamples(Execution execution, Entry entry) {
    this.execution = execution;
    this.prover = execution.prover();
    this.factory = execution.factory();
    this.entry = entry.state();
  }

  /** Inputs that should make a site fail, if there are any. */
  Optional<Input> of(CheckSite site) {
    List<Obligation> some =
        execution.obligations().stream()
            .filter(o -> o.site().equals(site))
            .limit(MOST_OBLIGATIONS)
            .toList();
    for (Obligation obligation : some) {
      Optional<Input> exact = input(obligation, factory.not(obligation.reached().approximate()));
      if (exact.isPresent()) {
        return exact;
      }
    }
    for (Obligation obligation : some) {
      Optional<Input> guess = input(obligation, factory.bool(true));
      if (guess.isPresent()) {
        return guess.map(input -> new Input(input.arguments(), List.of()));
      }
    }
    return Optional.empty();
  }

  private Optional<Input> input(Obligation obligation, Term wish) {
    if (wish.isFalse() || entry.isEmpty()) {
      return Optional.empty();
    }
    Term arrays = smallArrays(entry.get());
    Term numbers = smallNumbers(entry.get());
    Set<Term> wishes = new LinkedHashSet<>();
    wishes.add(factory.and(List.of(wish, arrays, numbers)));
    wishes.add(factory.and(wish, arrays));
    wishes.add(wish);
    for (Term each : wishes) {
      if (ask(obligation, each) instanceof Answer.Sat sat) {
        return input(obligation, new Evaluator(sat.model()), entry.get());
      }
    }
    return Optional.empty();
  }

  private Optional<Input> input(Obligation obligation, Evaluator model, State start) {
    return new InputReader(execution, start, model)
        .arguments()
        .map(values -> new Input(values, new Trace(execution, model).to(obligation)));
  }

  private Answer ask(Obligation obligation, Term wish) {
    Term failure = factory.and(factory.not(obligation.condition()), wish);
    return prover.refute(obligation.reached(), factory.not(failure));
  }

  /** That parameters are small where they are whole numbers: a reader takes them in at a glance. */
  private Term smallNumbers(State start) {
    MethodCode method = execution.root();
    List<Term> small = new ArrayList<>();
    List<String> types = method.type().parameters();
    for (int i = 0; i < types.size(); i++) {
      if (types.get(i).equals("I") || types.get(i).equals("J")) {
        Term number = start.locals().defined(method.type().slotOf(i, method.isStatic()));
        boolean isLong = types.get(i).equals("J");
        small.add(factory.lessOrEqual(whole(-SMALL, isLong), number));
        small.add(factory.lessOrEqual(number, whole(SMALL, isLong)));
      }
    }
    return factory.and(small);
  }

  private Term whole(int value, boolean isLong) {
    return isLong ? factory.longValue(value) : factory.intValue(value);
  }

  /** That parameters, and what the receiver's fields hold, are small where they are arrays. */
  private Term smallArrays(State start) {
    MethodCode method = execution.root();
    List<Term> small = new ArrayList<>();
    List<String> types = method.type().parameters();
    for (int i = 0; i < types.size(); i++) {
      if (types.get(i).startsWith("[")) {
        int slot = method.type().slotOf(i, method.isStatic());
        small.add(isSmall(start, start.locals().defined(slot)));
      }
    }
    if (!method.isStatic() && !method.isConstructor()) {
      Term receiver = start.locals().defined(0);
      execution
          .places()
          .instanceFields()
          .forEach(
              (field, place) -> {
                if (field.descriptor().startsWith("[")) {
                  Term array = start.read(place, receiver, execution.unknowns());
                  small.add(isSmall(start, array));
                }
              });
    }
    return factory.and(small);
  }

  private Term isSmall(State start, Term array) {
    Term length = start.read(Place.LENGTH, array, execution.unknowns());
    return factory.lessOrEqual(length, factory.intValue(SMALL));
  }
}
