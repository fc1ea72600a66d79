package org.umbriel.symexec.solver;

import java.util.List;
import org.umbriel.symexec.term.Term;
import org.umbriel.symexec.term.Variable;

/**
 * Conditions that must hold together.
 *
 * @param conditions boolean terms
 * @param assumptions boolean variables that are taken to be true as well; an answer says which of
 *     them mattered
 */
public record Query(List<Term> conditions, List<Variable> assumptions) {

  public Query {
    conditions = List.copyOf(conditions);
    assumptions = List.copyOf(assumptions);
  }

  public static Query of(Term... conditions) {
    return new Query(List.of(conditions), List.of());
  }
}
