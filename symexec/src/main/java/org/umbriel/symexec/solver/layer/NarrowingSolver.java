package org.umbriel.symexec.solver.layer;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.umbriel.symexec.solver.Answer;
import org.umbriel.symexec.solver.Model;
import org.umbriel.symexec.solver.Query;
import org.umbriel.symexec.solver.Solver;
import org.umbriel.symexec.term.Evaluator;
import org.umbriel.symexec.term.Operation;
import org.umbriel.symexec.term.Operator;
import org.umbriel.symexec.term.Range;
import org.umbriel.symexec.term.Scalar;
import org.umbriel.symexec.term.Term;
import org.umbriel.symexec.term.TermFactory;
import org.umbriel.symexec.term.Terms;
import org.umbriel.symexec.term.Variable;

/**
 * Reads bounds of variables off the conditions, and replaces each such variable by one that has
 * these bounds from the start. So the term factory's rules for ranges decide what follows from
 * bounds, and what is left is smaller. Queries with assumptions are passed on as they are.
 */
final class NarrowingSolver implements Solver {
  private static final int ROUNDS = 6;

  private final TermFactory factory;
  private final Solver next;

  NarrowingSolver(TermFactory factory, Solver next) {
    this.factory = factory;
    this.next = next;
  }

  @Override
  public Answer check(Query query) {
    if (!query.assumptions().isEmpty()) {
      return next.check(query);
    }
    Map<Variable, Term> narrowed = new LinkedHashMap<>();
    Set<Term> conditions = flat(query.conditions());
    for (int round = 0; round < ROUNDS; round++) {
      Bounds bounds = new Bounds();
      conditions.forEach(bounds::read);
      if (bounds.isContradictory() || conditions.contains(factory.bool(false))) {
        return new Answer.Unsat(Set.of());
      }
      if (bounds.ranges().isEmpty()) {
        break;
      }
      Map<Term, Term> replacements = replacements(bounds.ranges());
      replacements.forEach((old, now) -> narrowed.replaceAll((x, as) -> as == old ? now : as));
      bounds.ranges().keySet().forEach(x -> narrowed.putIfAbsent(x, replacements.get(x)));
      conditions = flat(Terms.substitute(factory, conditions, replacements));
    }
    if (narrowed.isEmpty()) {
      return next.check(query);
    }
    return translated(answer(conditions), narrowed, query);
  }

  private Answer answer(Set<Term> conditions) {
    return conditions.isEmpty()
        ? new Answer.Sat(Model.empty())
        : next.check(new Query(List.copyOf(conditions), List.of()));
  }

  private Map<Term, Term> replacements(Map<Variable, Range> ranges) {
    Map<Term, Term> replacements = new HashMap<>();
    ranges.forEach(
        (variable, range) -> {
          Scalar sort = (Scalar) variable.sort();
          String name = variable.name() + " in " + range;
          replacements.put(
              variable,
              range.isSingle()
                  ? factory.literal(sort, range.low())
                  : factory.variable(name, sort, range));
        });
    return replacements;
  }

  private Set<Term> flat(Iterable<Term> conditions) {
    Set<Term> result = new LinkedHashSet<>();
    for (Term condition : conditions) {
      if (condition instanceof Operation operation && operation.operator() == Operator.AND) {
        result.addAll(operation.arguments());
      } else {
        result.add(condition);
      }
    }
    result.remove(factory.bool(true));
    return result;
  }

  /** A model says of a variable what it says of the one in its place. */
  private static Answer translated(Answer answer, Map<Variable, Term> narrowed, Query query) {
    if (!(answer instanceof Answer.Sat sat)) {
      return answer;
    }
    Evaluator values = new Evaluator(sat.model());
    Model.Builder builder = new Model.Builder().putAll(sat.model());
    narrowed.forEach((variable, now) -> builder.put(variable, values.value(now)));
    Model model = builder.build();
    Evaluator evaluator = new Evaluator(model);
    return query.conditions().stream().allMatch(evaluator::isTrue)
        ? new Answer.Sat(model)
        : new Answer.Unknown(Answer.Cause.FAILED);
  }
}
