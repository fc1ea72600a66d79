package org.umbriel.symexec.solver.layer;

import java.util.ArrayList;
import java.util.List;
import org.umbriel.symexec.solver.Answer;
import org.umbriel.symexec.solver.Query;
import org.umbriel.symexec.solver.Solver;
import org.umbriel.symexec.term.Variable;

/**
 * Makes cores smaller: leaves out one assumption after the other, in the order of the query, as
 * long as that is still unsatisfiable. So a query lists first what it would rather do without.
 */
final class MinimisingSolver implements Solver {
  private static final int ATTEMPTS = 8;

  private final Solver next;

  MinimisingSolver(Solver next) {
    this.next = next;
  }

  @Override
  public Answer check(Query query) {
    Answer answer = next.check(query);
    if (!(answer instanceof Answer.Unsat unsat) || unsat.core().isEmpty()) {
      return answer;
    }
    Answer.Unsat smallest = unsat;
    for (Variable assumption : query.assumptions().stream().limit(ATTEMPTS).toList()) {
      if (smallest.core().contains(assumption)) {
        List<Variable> fewer = new ArrayList<>(query.assumptions());
        Answer.Unsat current = smallest;
        fewer.removeIf(other -> other.equals(assumption) || !current.core().contains(other));
        if (next.check(new Query(query.conditions(), fewer)) instanceof Answer.Unsat smaller) {
          smallest = smaller;
        }
      }
    }
    return smallest;
  }
}
