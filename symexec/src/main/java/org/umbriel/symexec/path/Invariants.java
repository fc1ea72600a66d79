package org.umbriel.symexec.path;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.umbriel.metadata.site.Assumption;
import org.umbriel.symexec.path.state.Place;
import org.umbriel.symexec.path.state.State;
import org.umbriel.symexec.solver.Answer;
import org.umbriel.symexec.solver.Model;
import org.umbriel.symexec.term.Evaluator;
import org.umbriel.symexec.term.Scalar;
import org.umbriel.symexec.term.Term;
import org.umbriel.symexec.term.TermFactory;
import org.umbriel.symexec.term.Variable;

/**
 * Guesses what stays true in a loop, and drops what does not: a guess must hold at the entry, and
 * behind an iteration if all guesses held before it (Houdini; Flanagan and Leino, FME 2001).
 */
final class Invariants {
  private static final int MOST = 16;
  private static final int MOST_UNANSWERED = 1;

  /** A guess about the values of local variables; terms in it mean the same in every iteration. */
  private interface Guess {
    Term in(State state);
  }

  private final Execution execution;
  private final TermFactory factory;
  private final Prover prover;
  private final List<Guess> guesses = new ArrayList<>();
  private final Variable guard;

  /**
   * Guesses that hold at the entry.
   *
   * @param changing the local variables that the body writes
   */
  Invariants(Execution execution, State entry, BitSet changing) {
    this.execution = execution;
    this.factory = execution.factory();
    this.prover = execution.prover();
    this.guard = execution.guards().pending();
    if (execution.loops() == Execution.Loops.INVARIANT) {
      guesses.addAll(kept(entry, guess(entry, changing)).stream().limit(MOST).toList());
    }
  }

  private List<Guess> guess(State entry, BitSet changing) {
    List<Guess> all = new ArrayList<>();
    List<Integer> numbers = new ArrayList<>();
    for (int slot = changing.nextSetBit(0);
        slot >= 0 && slot < entry.locals().size();
        slot = changing.nextSetBit(slot + 1)) {
      Term value = entry.locals().get(slot);
      int local = slot;
      if (value != null && value.sort() == Scalar.REFERENCE) {
        all.add(state -> factory.distinct(at(state, local, value), factory.reference(0)));
      } else if (value != null) {
        all.add(state -> factory.lessOrEqual(value, at(state, local, value)));
        all.add(state -> factory.lessOrEqual(at(state, local, value), value));
        numbers.add(slot);
      }
    }
    for (int slot : numbers) {
      addBounds(entry, changing, slot, all);
    }
    addDistances(entry, numbers, all);
    return all;
  }

  /** {@code i <= n} and {@code i <= a.length} for variables that stay the same. */
  private void addBounds(State entry, BitSet changing, int slot, List<Guess> all) {
    Term value = entry.locals().defined(slot);
    if (value.sort() != Scalar.INT) {
      return;
    }
    for (int other = 0; other < entry.locals().size(); other++) {
      Term bound = changing.get(other) ? null : entry.locals().get(other);
      if (bound != null && bound.sort() == Scalar.INT && !bound.isLiteral()) {
        all.add(state -> factory.lessOrEqual(at(state, slot, value), bound));
      } else if (bound != null && isArray(bound)) {
        Term length = entry.read(Place.LENGTH, bound, execution.unknowns());
        all.add(state -> factory.lessOrEqual(at(state, slot, value), length));
      }
    }
  }

  private boolean isArray(Term reference) {
    return reference.sort() == Scalar.REFERENCE
        && execution
            .types()
            .guaranteedType(reference)
            .filter(type -> type.startsWith("["))
            .isPresent();
  }

  /** Two variables that move together keep their distance, and two that move apart their order. */
  private void addDistances(State entry, List<Integer> numbers, List<Guess> all) {
    for (int i = 0; i < numbers.size(); i++) {
      for (int j = i + 1; j < numbers.size(); j++) {
        int a = numbers.get(i);
        int b = numbers.get(j);
        Term x = entry.locals().defined(a);
        Term y = entry.locals().defined(b);
        if (x.sort() == Scalar.INT && y.sort() == Scalar.INT) {
          Term distance = factory.subtract(x, y);
          all.add(s -> factory.equal(factory.subtract(at(s, a, x), at(s, b, y)), distance));
          all.add(s -> factory.lessOrEqual(at(s, a, x), at(s, b, y)));
          all.add(s -> factory.lessOrEqual(at(s, b, y), at(s, a, x)));
        }
      }
    }
  }

  /**
   * The variable's value in a state; the value at the entry where it has none of its sort, which
   * proves nothing wrong.
   */
  private static Term at(State state, int slot, Term entry) {
    Term value = state.locals().get(slot);
    return value != null && value.sort().equals(entry.sort()) ? value : entry;
  }

  /**
   * Those of some guesses that hold in a state. All are asked for at once; a model of their failure
   * says which ones to drop.
   */
  private List<Guess> kept(State state, List<Guess> some) {
    List<Guess> kept = new ArrayList<>(some);
    while (!kept.isEmpty()) {
      Term claim = factory.and(kept.stream().map(guess -> guess.in(state)).toList());
      Answer answer = prover.refute(state, claim);
      if (answer instanceof Answer.Unsat unsat) {
        rely(state, claim, unsat);
        return kept;
      }
      Evaluator model =
          new Evaluator(answer instanceof Answer.Sat sat ? sat.model() : Model.empty());
      if (!(answer instanceof Answer.Sat) || !kept.removeIf(g -> !model.isTrue(g.in(state)))) {
        return keptOneByOne(state, kept);
      }
    }
    return kept;
  }

  /** The same, where the solver cannot answer for all at once. */
  private List<Guess> keptOneByOne(State state, List<Guess> some) {
    List<Guess> kept = new ArrayList<>();
    int unanswered = 0;
    for (Guess guess : some) {
      Term claim = guess.in(state);
      Answer answer =
          unanswered > MOST_UNANSWERED
              ? new Answer.Unknown(Answer.Cause.LIMIT)
              : prover.refute(state, claim);
      if (answer instanceof Answer.Unsat unsat) {
        rely(state, claim, unsat);
        kept.add(guess);
      }
      unanswered += answer instanceof Answer.Unknown ? 1 : 0;
    }
    return kept;
  }

  private void rely(State state, Term claim, Answer.Unsat proof) {
    execution.guards().derive(guard, proof.core());
    Set<Assumption> reads = prover.assumptionsOf(state, claim, proof);
    execution.guards().derive(guard, Set.of(execution.guards().of(reads)));
  }

  /** The state at the head, in which the guesses hold. */
  State assume(State head) {
    State state = head;
    for (Guess guess : guesses) {
      Optional<State> assumed = state.assume(factory.implies(guard, guess.in(head)), factory);
      state = assumed.orElse(state);
    }
    return state;
  }

  /**
   * Drops the guesses that an iteration does not keep.
   *
   * @return whether there was one
   */
  boolean weaken(State back) {
    List<Guess> kept = kept(back, guesses);
    return guesses.retainAll(kept);
  }
}
