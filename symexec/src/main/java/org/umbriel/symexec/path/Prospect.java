package org.umbriel.symexec.path;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.umbriel.metadata.site.Reason;
import org.umbriel.symexec.path.state.Unknowns;
import org.umbriel.symexec.term.Term;
import org.umbriel.symexec.term.Terms;
import org.umbriel.symexec.term.Variable;

/** Guesses which stage could prove what another one has not, from the unknowns in it. */
final class Prospect {
  private Prospect() {}

  /** The stages that know more of the unknowns near an obligation. */
  static Set<Stage> of(Execution execution, Obligation obligation) {
    Set<Stage> promising = EnumSet.noneOf(Stage.class);
    for (Variable variable : near(obligation)) {
      Optional<Reason> reason =
          execution.unknowns().originOf(variable).map(Unknowns.Origin::reason);
      if (reason.isEmpty()) {
        continue;
      }
      if (reason.get() == Reason.LOOP_BOUND && execution.loops() == Execution.Loops.SUMMARISED) {
        promising.add(Stage.INVARIANTS);
      }
      boolean isOfCallee =
          reason.get() == Reason.UNKNOWN_CALLEE || Unknowns.isLaterContents(variable);
      if (isOfCallee && execution.hasLeftOutCallees()) {
        promising.add(Stage.CALLEES);
      }
    }
    return promising;
  }

  /** The unknowns in the condition, and in those conditions of the path that share one with it. */
  private static Set<Variable> near(Obligation obligation) {
    Set<Variable> own = variablesIn(obligation.condition());
    Set<Variable> all = new HashSet<>(own);
    for (Term part : obligation.reached().path().conjuncts()) {
      Set<Variable> others = variablesIn(part);
      if (others.stream().anyMatch(own::contains)) {
        all.addAll(others);
      }
    }
    return all;
  }

  private static Set<Variable> variablesIn(Term term) {
    List<Variable> variables = new ArrayList<>();
    for (Term part : Terms.within(List.of(term))) {
      if (part instanceof Variable variable) {
        variables.add(variable);
      }
    }
    return new HashSet<>(variables);
  }
}
