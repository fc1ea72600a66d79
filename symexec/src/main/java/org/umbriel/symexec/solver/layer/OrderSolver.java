package org.umbriel.symexec.solver.layer;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.umbriel.symexec.solver.Answer;
import org.umbriel.symexec.solver.Model;
import org.umbriel.symexec.solver.Query;
import org.umbriel.symexec.solver.Solver;
import org.umbriel.symexec.term.Evaluator;
import org.umbriel.symexec.term.FloatFunction;
import org.umbriel.symexec.term.Operation;
import org.umbriel.symexec.term.Operator;
import org.umbriel.symexec.term.Scalar;
import org.umbriel.symexec.term.Term;
import org.umbriel.symexec.term.TermFactory;
import org.umbriel.symexec.term.Terms;
import org.umbriel.symexec.term.Variable;

/**
 * Decides what is said about the order of numbers, which is most of what programs that sort and
 * search ask: {@link Differences} for comparisons, a search with a bound for disjunctions and for
 * what must differ. Other terms count as unknowns of their own, so that no solution is an answer,
 * and a solution is one if all conditions hold in it.
 */
final class OrderSolver implements Solver {
  private static final int MOST_TERMS = 2_000;
  private static final int MOST_NODES = 120;
  private static final int MOST_STEPS = 60;

  private final TermFactory factory;
  private final Solver next;

  OrderSolver(TermFactory factory, Solver next) {
    this.factory = factory;
    this.next = next;
  }

  @Override
  public Answer check(Query query) {
    Answer answer = query.assumptions().isEmpty() ? decided(query) : null;
    return answer != null ? answer : next.check(query);
  }

  private @Nullable Answer decided(Query query) {
    List<Term> within = Terms.within(query.conditions());
    if (within.size() > MOST_TERMS || within.stream().anyMatch(OrderSolver::isFloatFunction)) {
      return null;
    }
    Attempt attempt = new Attempt();
    for (Term term : within) {
      if (isComparison(term)) {
        term.arguments().forEach(attempt.differences::declare);
      }
    }
    if (attempt.differences.size() > MOST_NODES) {
      return null;
    }
    attempt.differences.requireRanges();
    return attempt.run(query);
  }

  private static boolean isFloatFunction(Term term) {
    return term instanceof Variable variable && FloatFunction.of(variable) != null;
  }

  private static boolean is(Term term, Operator operator) {
    return term instanceof Operation operation && operation.operator() == operator;
  }

  /** An equation or inequality of numbers that {@link Differences} knows. */
  private static boolean isComparison(Term term) {
    if (!is(term, Operator.LESS) && !is(term, Operator.EQUAL)) {
      return false;
    }
    return term.arguments().stream()
        .allMatch(
            side ->
                (side.sort() == Scalar.INT || side.sort() == Scalar.LONG)
                    && Differences.isComparable(side));
  }

  /** One query. */
  private final class Attempt {
    private final Differences differences = new Differences();
    private int steps;

    /** Whether the search ended early or came to a solution that is none. */
    private boolean open;

    private @Nullable Model found;

    private @Nullable Answer run(Query query) {
      search(List.copyOf(query.conditions()), List.of(), query);
      if (found != null) {
        return new Answer.Sat(found);
      }
      return open ? null : new Answer.Unsat(Set.of());
    }

    /**
     * Looks for a solution; at its end either one is found, or there is none, or it is open.
     *
     * @param conditions that are not taken apart yet
     * @param others what was found to need a choice
     */
    private void search(List<Term> conditions, List<Term> others, Query query) {
      List<Term> choices = new ArrayList<>(others);
      conditions.forEach(condition -> take(condition, choices));
      if (++steps > MOST_STEPS) {
        open = true;
        return;
      }
      if (!differences.isSolvable()) {
        return;
      }
      for (int i = 0; i < choices.size(); i++) {
        Term choice = choices.get(i);
        if (!holds(choice)) {
          List<Term> rest = new ArrayList<>(choices);
          rest.remove(i);
          split(choice, rest, query);
          return;
        }
      }
      accept(query);
    }

    private void split(Term choice, List<Term> rest, Query query) {
      if (is(choice, Operator.OR)) {
        for (Term part : choice.arguments()) {
          int mark = differences.mark();
          search(List.of(part), rest, query);
          differences.undo(mark);
          if (found != null || open) {
            return;
          }
        }
        return;
      }
      Term a = choice.arguments().get(0).arguments().get(0);
      Term b = choice.arguments().get(0).arguments().get(1);
      int mark = differences.mark();
      differences.require(a, b, -1);
      search(List.of(), rest, query);
      differences.undo(mark);
      if (found == null && !open) {
        differences.require(b, a, -1);
        search(List.of(), rest, query);
        differences.undo(mark);
      }
    }

    /** Adds a condition's edges, or remembers it as a choice; what is neither is left out. */
    private void take(Term condition, List<Term> choices) {
      boolean negated = is(condition, Operator.NOT);
      Term atom = negated ? condition.arguments().get(0) : condition;
      if (is(condition, Operator.AND)) {
        condition.arguments().forEach(part -> take(part, choices));
      } else if (is(condition, Operator.OR)) {
        choices.add(condition);
      } else if (negated && is(atom, Operator.AND)) {
        take(factory.or(atom.arguments().stream().map(factory::not).toList()), choices);
      } else if (isComparison(atom)) {
        Term a = atom.arguments().get(0);
        Term b = atom.arguments().get(1);
        if (is(atom, Operator.LESS)) {
          differences.require(negated ? b : a, negated ? a : b, negated ? 0 : -1);
        } else if (negated) {
          choices.add(condition);
        } else {
          differences.require(a, b, 0);
          differences.require(b, a, 0);
        }
      }
    }

    /** Whether a condition holds in the current solution; what is not compared does not. */
    private boolean holds(Term condition) {
      if (is(condition, Operator.AND)) {
        return condition.arguments().stream().allMatch(this::holds);
      }
      if (is(condition, Operator.OR)) {
        return condition.arguments().stream().anyMatch(this::holds);
      }
      boolean negated = is(condition, Operator.NOT);
      Term atom = negated ? condition.arguments().get(0) : condition;
      if (!isComparison(atom)) {
        return false;
      }
      long a = differences.value(atom.arguments().get(0));
      long b = differences.value(atom.arguments().get(1));
      return (is(atom, Operator.LESS) ? a < b : a == b) != negated;
    }

    private void accept(Query query) {
      Model.Builder builder = new Model.Builder();
      for (Term term : differences.terms()) {
        if (term instanceof Variable variable) {
          builder.put(variable, variable.range().clamp(differences.value(variable)));
        }
      }
      Model model = builder.build();
      Evaluator evaluator = new Evaluator(model);
      if (query.conditions().stream().allMatch(evaluator::isTrue)) {
        found = model;
      } else {
        open = true;
      }
    }
  }
}
