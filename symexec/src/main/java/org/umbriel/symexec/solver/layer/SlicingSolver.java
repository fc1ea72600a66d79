package org.umbriel.symexec.solver.layer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.umbriel.symexec.solver.Answer;
import org.umbriel.symexec.solver.Model;
import org.umbriel.symexec.solver.Query;
import org.umbriel.symexec.solver.Solver;
import org.umbriel.symexec.term.FloatFunction;
import org.umbriel.symexec.term.Term;
import org.umbriel.symexec.term.Terms;
import org.umbriel.symexec.term.Variable;

/**
 * Splits a query into parts that share no variable, and decides the small ones first: one that
 * fails is enough.
 */
final class SlicingSolver implements Solver {
  private final Solver next;

  SlicingSolver(Solver next) {
    this.next = next;
  }

  @Override
  public Answer check(Query query) {
    List<Query> parts = parts(query);
    if (parts.size() == 1) {
      return next.check(parts.get(0));
    }
    Model.Builder model = new Model.Builder();
    Answer.Unknown unknown = null;
    for (Query part : parts) {
      Answer answer = next.check(part);
      if (answer instanceof Answer.Unsat) {
        return answer;
      }
      if (answer instanceof Answer.Unknown undecided) {
        unknown = undecided;
      } else if (answer instanceof Answer.Sat sat) {
        model.putAll(sat.model().restrictedTo(variablesIn(part)));
      }
    }
    return unknown != null ? unknown : new Answer.Sat(model.build());
  }

  private static List<Query> parts(Query query) {
    Map<Term, List<Variable>> variables = new LinkedHashMap<>();
    Groups groups = new Groups();
    for (Term condition : query.conditions()) {
      List<Variable> within = variablesIn(condition);
      variables.put(condition, within);
      within.forEach(variable -> groups.join(within.get(0), variable));
    }
    Map<Variable, List<Term>> conditions = new LinkedHashMap<>();
    Map<Variable, List<Variable>> assumptions = new LinkedHashMap<>();
    List<Term> closed = new ArrayList<>();
    variables.forEach(
        (condition, within) -> {
          if (within.isEmpty()) {
            closed.add(condition);
          } else {
            conditions
                .computeIfAbsent(groups.leader(within.get(0)), key -> new ArrayList<>())
                .add(condition);
          }
        });
    for (Variable assumption : query.assumptions()) {
      assumptions
          .computeIfAbsent(groups.leader(assumption), key -> new ArrayList<>())
          .add(assumption);
    }
    List<Query> parts = new ArrayList<>();
    if (!closed.isEmpty()) {
      parts.add(new Query(closed, List.of()));
    }
    conditions.forEach(
        (leader, terms) ->
            parts.add(new Query(terms, assumptions.getOrDefault(leader, List.of()))));
    parts.sort(Comparator.comparingInt(part -> part.conditions().size()));
    return parts.isEmpty() ? List.of(query) : parts;
  }

  /** A model of one part may come from a query that also had other variables. */
  private static Set<Variable> variablesIn(Query part) {
    Set<Variable> variables = new HashSet<>(part.assumptions());
    part.conditions().forEach(condition -> variables.addAll(variablesIn(condition)));
    return variables;
  }

  /** Floating-point functions are the same in every part, and do not link them. */
  private static List<Variable> variablesIn(Term condition) {
    List<Variable> variables = new ArrayList<>();
    for (Term term : Terms.within(List.of(condition))) {
      if (term instanceof Variable variable && FloatFunction.of(variable) == null) {
        variables.add(variable);
      }
    }
    return variables;
  }

  /** Disjoint sets of variables. */
  private static final class Groups {
    private final Map<Variable, Variable> parents = new HashMap<>();

    Variable leader(Variable variable) {
      Variable leader = variable;
      for (Variable up = parents.get(leader);
          up != null && up != leader;
          up = parents.get(leader)) {
        leader = up;
      }
      parents.put(variable, leader);
      return leader;
    }

    void join(Variable a, Variable b) {
      parents.put(leader(b), leader(a));
    }
  }
}
