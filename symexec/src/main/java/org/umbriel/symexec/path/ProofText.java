package org.umbriel.symexec.path;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.umbriel.metadata.site.CheckSite;
import org.umbriel.symexec.path.state.State;
import org.umbriel.symexec.path.state.Unknowns;
import org.umbriel.symexec.summary.Ground;
import org.umbriel.symexec.term.Term;
import org.umbriel.symexec.term.Terms;
import org.umbriel.symexec.term.Variable;

/** The unsatisfiable cores of a site's proof {@code ->} what it needs, as Java expressions. */
final class ProofText {
  private final Execution execution;
  private final Map<Term, String> parameters;

  ProofText(Execution execution, Optional<State> entry) {
    this.execution = execution;
    this.parameters = ParameterText.namesOf(execution.root(), entry);
  }

  /** One statement for each way to the site; equal ones are said once. */
  List<Ground> of(CheckSite site) {
    Set<Ground> found = new LinkedHashSet<>();
    for (Obligation obligation : execution.obligations()) {
      if (obligation.site().equals(site)) {
        List<Ground> needed = new ArrayList<>();
        for (Term term : execution.prover().core(obligation.reached(), obligation.condition())) {
          needed.add(Ground.of(text(term)));
        }
        found.add(new Ground(text(obligation.condition()), needed));
      }
    }
    return List.copyOf(found);
  }

  private String text(Term term) {
    Map<Term, String> names = new HashMap<>(parameters);
    for (Term part : Terms.within(List.of(term))) {
      if (part instanceof Variable variable) {
        execution
            .unknowns()
            .originOf(variable)
            .map(Unknowns.Origin::detail)
            .filter(detail -> !detail.isEmpty())
            .ifPresent(detail -> names.putIfAbsent(variable, "[" + detail + "]"));
      }
    }
    return new ParameterText(names).of(term).orElse("a condition of the solver's: " + term);
  }
}
