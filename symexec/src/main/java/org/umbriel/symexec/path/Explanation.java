package org.umbriel.symexec.path;

import java.util.List;
import java.util.Optional;
import org.umbriel.metadata.site.Reason;
import org.umbriel.metadata.site.Verdict;
import org.umbriel.symexec.path.state.Unknowns;
import org.umbriel.symexec.solver.Answer;
import org.umbriel.symexec.term.Term;
import org.umbriel.symexec.term.Terms;
import org.umbriel.symexec.term.Variable;

/**
 * Says in a word why a condition was not proven: by the solver, or by what made the newest unknown
 * in it.
 */
final class Explanation {
  private final Execution execution;

  Explanation(Execution execution) {
    this.execution = execution;
  }

  Verdict unproven(Obligation obligation, Answer answer) {
    if (answer instanceof Answer.Unknown unknown) {
      return switch (unknown.cause()) {
        case LIMIT, INCOMPLETE -> new Verdict.Unproven(Reason.SOLVER_UNKNOWN, "");
        case FAILED -> new Verdict.Unproven(Reason.SOLVER_FAILED, "");
        case CRASHED -> new Verdict.Unproven(Reason.SOLVER_FAILED, "its process ended");
        case HUNG -> new Verdict.Unproven(Reason.SOLVER_FAILED, "its process hung");
        case OUT_OF_MEMORY -> new Verdict.Unproven(Reason.SOLVER_FAILED, "out of memory");
      };
    }
    Optional<Unknowns.Origin> origin = newestOrigin(obligation.condition());
    if (origin.isEmpty()) {
      List<Term> path = obligation.reached().path().conjuncts();
      origin = path.isEmpty() ? origin : newestOrigin(path.get(path.size() - 1));
    }
    return origin
        .map(o -> new Verdict.Unproven(o.reason(), o.detail()))
        .orElse(new Verdict.Unproven(Reason.UNKNOWN_VALUE, ""));
  }

  private Optional<Unknowns.Origin> newestOrigin(Term condition) {
    Optional<Unknowns.Origin> newest = Optional.empty();
    for (Term term : Terms.within(List.of(condition))) {
      if (term instanceof Variable variable) {
        Optional<Unknowns.Origin> origin = execution.unknowns().originOf(variable);
        newest = origin.filter(o -> !isLength(o)).isPresent() ? origin : newest;
      }
    }
    return newest;
  }

  private static boolean isLength(Unknowns.Origin origin) {
    return origin.detail().equals("length");
  }
}
