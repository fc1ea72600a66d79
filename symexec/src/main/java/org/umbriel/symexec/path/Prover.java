package org.umbriel.symexec.path;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.umbriel.metadata.site.Assumption;
import org.umbriel.symexec.path.state.State;
import org.umbriel.symexec.solver.Answer;
import org.umbriel.symexec.solver.Query;
import org.umbriel.symexec.solver.Solver;
import org.umbriel.symexec.term.Scalar;
import org.umbriel.symexec.term.Term;
import org.umbriel.symexec.term.TermFactory;
import org.umbriel.symexec.term.Terms;
import org.umbriel.symexec.term.Variable;

/**
 * Asks the solver about states: with the facts, and the class hierarchy's axioms, that have to do
 * with the question.
 */
final class Prover {
  private static final int QUESTION = 20;
  private static final int UNANSWERED = 4_000;

  private final Execution execution;
  private final Solver solver;
  private final TermFactory factory;
  private int queries;
  private long effort;

  Prover(Execution execution, Solver solver) {
    this.execution = execution;
    this.solver = solver;
    this.factory = execution.factory();
  }

  /** Whether the budget allows another question. */
  boolean mayAsk() {
    return queries < execution.world().budget().queries()
        && effort < execution.world().budget().effort();
  }

  /** What the questions have cost, in the currency of {@link Budget#effort}. */
  long effort() {
    return effort;
  }

  /**
   * Can a condition be false in a state? Unsatisfiable means that it holds there, or that nothing
   * ever gets there.
   */
  Answer refute(State state, Term condition) {
    return ask(state.path().conjuncts(), factory.not(condition));
  }

  /**
   * The conditions of a state, and the facts, that a proof needs: an unsatisfiable core, found by
   * asking again with a guard before each of them. Empty if the proof is not found again.
   */
  List<Term> core(State state, Term condition) {
    List<Term> conditions = new ArrayList<>(state.path().conjuncts());
    conditions.add(factory.not(condition));
    conditions.addAll(relatedFacts(conditions));
    Map<Term, Term> trusted = new HashMap<>();
    execution.guards().variables().forEach(guard -> trusted.put(guard, factory.bool(true)));
    List<Term> trusting = new ArrayList<>(Terms.substitute(factory, conditions, trusted));
    Term goal = trusting.remove(state.path().conjuncts().size());
    Map<Variable, Term> guarded = new LinkedHashMap<>();
    List<Term> implied = new ArrayList<>(List.of(goal));
    for (Term each : trusting) {
      Variable guard = factory.fresh("because", Scalar.BOOL);
      guarded.put(guard, each);
      implied.add(factory.implies(guard, each));
    }
    implied.addAll(execution.types().axioms(Terms.within(implied)));
    Answer answer = solver.check(new Query(implied, List.copyOf(guarded.keySet())));
    if (!(answer instanceof Answer.Unsat unsat)) {
      return List.of();
    }
    guarded.keySet().retainAll(unsat.core());
    return List.copyOf(guarded.values());
  }

  private Answer ask(List<Term> path, Term goal) {
    if (goal.isFalse()) {
      return new Answer.Unsat(Set.of());
    }
    if (!mayAsk()) {
      return new Answer.Unknown(Answer.Cause.LIMIT);
    }
    queries++;
    List<Term> conditions = new ArrayList<>(path);
    conditions.add(goal);
    Set<Term> related = relatedFacts(conditions);
    conditions.addAll(related);
    conditions.addAll(execution.types().axioms(Terms.within(conditions)));
    Set<Variable> variables = variablesIn(conditions);
    List<Variable> guards =
        execution.guards().variables().stream()
            .filter(variables::contains)
            .sorted(Comparator.comparing((Variable guard) -> !execution.guards().isContract(guard)))
            .toList();
    effort += QUESTION + Terms.within(conditions).size();
    Answer answer =
        guards.isEmpty()
            ? solver.check(new Query(conditions, List.of()))
            : askGuarded(conditions, guards);
    effort += answer instanceof Answer.Unknown ? UNANSWERED : 0;
    return answer;
  }

  /**
   * First with every guard taken for true, which is the easier question and most often the last
   * one; if that is unsatisfiable, which guards it takes.
   */
  private Answer askGuarded(List<Term> conditions, List<Variable> guards) {
    Map<Term, Term> trusted = new HashMap<>();
    guards.forEach(guard -> trusted.put(guard, factory.bool(true)));
    List<Term> trusting = Terms.substitute(factory, conditions, trusted);
    Answer answer = solver.check(new Query(trusting, List.of()));
    if (!(answer instanceof Answer.Unsat)) {
      return answer;
    }
    return solver.check(new Query(conditions, guards)) instanceof Answer.Unsat precise
        ? precise
        : new Answer.Unsat(Set.copyOf(guards));
  }

  /** The facts that share a variable, directly or through other facts, with some conditions. */
  private Set<Term> relatedFacts(List<Term> conditions) {
    Set<Variable> known = variablesIn(conditions);
    Set<Term> related = new LinkedHashSet<>();
    boolean grows = true;
    while (grows) {
      grows = false;
      for (Term fact : execution.facts()) {
        if (!related.contains(fact)) {
          Set<Variable> own = variablesIn(List.of(fact));
          if (own.stream().anyMatch(v -> known.contains(v) && !execution.guards().contains(v))) {
            related.add(fact);
            grows |= known.addAll(own);
          }
        }
      }
    }
    return related;
  }

  private static Set<Variable> variablesIn(List<Term> terms) {
    Set<Variable> variables = new HashSet<>();
    for (Term term : Terms.within(terms)) {
      if (term instanceof Variable variable) {
        variables.add(variable);
      }
    }
    return variables;
  }

  /** What an unsatisfiable answer about a state relies on. */
  Set<Assumption> assumptionsOf(State state, Term condition, Answer.Unsat unsat) {
    Set<Assumption> assumptions = new HashSet<>(state.assumptions());
    assumptions.addAll(execution.guards().assumptionsOf(unsat.core()));
    List<Term> conditions = new ArrayList<>(state.path().conjuncts());
    conditions.add(condition);
    for (Term term : Terms.within(conditions)) {
      Assumption assumption = execution.readTwice().get(term);
      if (assumption != null) {
        assumptions.add(assumption);
      }
    }
    return assumptions;
  }
}
