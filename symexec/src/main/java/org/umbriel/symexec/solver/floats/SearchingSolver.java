package org.umbriel.symexec.solver.floats;

import java.util.Optional;
import org.umbriel.symexec.solver.Answer;
import org.umbriel.symexec.solver.Model;
import org.umbriel.symexec.solver.Query;
import org.umbriel.symexec.solver.Solver;
import org.umbriel.symexec.term.FloatFunction;
import org.umbriel.symexec.term.Terms;
import org.umbriel.symexec.term.Variable;

/**
 * Before a solver is asked about floating-point numbers: looks for a model, then for a proof that
 * there is none.
 */
public final class SearchingSolver implements Solver {
  private final Solver next;
  private final Solver boxes;

  public SearchingSolver(Solver next) {
    this.next = next;
    this.boxes = new BoxSolver(next);
  }

  @Override
  public Answer check(Query query) {
    if (!query.assumptions().isEmpty() || !isAboutNumbers(query)) {
      return next.check(query);
    }
    Optional<Model> found = new ModelSearch(query.conditions()).run();
    return found.isPresent() ? new Answer.Sat(found.get()) : boxes.check(query);
  }

  private static boolean isAboutNumbers(Query query) {
    return Terms.within(query.conditions()).stream()
        .anyMatch(term -> term instanceof Variable v && FloatFunction.of(v) != null);
  }
}
