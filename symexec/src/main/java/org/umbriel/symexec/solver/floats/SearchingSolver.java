package org.umbriel.symexec.solver.floats;

import java.util.Optional;
import org.umbriel.symexec.solver.Answer;
import org.umbriel.symexec.solver.Model;
import org.umbriel.symexec.solver.Query;
import org.umbriel.symexec.solver.Solver;
import org.umbriel.symexec.term.FloatFunction;
import org.umbriel.symexec.term.Terms;
import org.umbriel.symexec.term.Variable;

/** Looks for a model of what is said about floating-point numbers before a solver is asked. */
public final class SearchingSolver implements Solver {
  private final Solver next;

  public SearchingSolver(Solver next) {
    this.next = next;
  }

  @Override
  public Answer check(Query query) {
    if (query.assumptions().isEmpty() && isAboutNumbers(query)) {
      Optional<Model> found = new ModelSearch(query.conditions()).run();
      if (found.isPresent()) {
        return new Answer.Sat(found.get());
      }
    }
    return next.check(query);
  }

  private static boolean isAboutNumbers(Query query) {
    return Terms.within(query.conditions()).stream()
        .anyMatch(term -> term instanceof Variable v && FloatFunction.of(v) != null);
  }
}
