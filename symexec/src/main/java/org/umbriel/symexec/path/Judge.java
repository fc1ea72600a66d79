package org.umbriel.symexec.path;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.umbriel.metadata.site.Assumption;
import org.umbriel.metadata.site.CheckKind;
import org.umbriel.metadata.site.CheckSite;
import org.umbriel.symexec.path.state.State;
import org.umbriel.symexec.solver.Answer;
import org.umbriel.symexec.term.Term;

/** Judges refuted sites by an execution that followed every way to them. */
final class Judge {
  private static final int LONGEST = 200;

  private final Execution execution;
  private final Optional<State> entry;

  Judge(Execution execution, Entry entry) {
    this.execution = execution;
    this.entry = entry.state();
  }

  /** The site of an assertion is where it fails already, so its paths say nothing of certainty. */
  Judgement of(CheckSite site) {
    List<Obligation> obligations =
        execution.obligations().stream().filter(o -> o.site().equals(site)).toList();
    if (obligations.isEmpty() || !execution.isFinished(site.instruction())) {
      return Judgement.NONE;
    }
    return new Judgement(
        site.kind() != CheckKind.ASSERTION && obligations.stream().allMatch(this::alwaysFails),
        obligations.size() == 1 ? requirement(obligations.get(0)) : Optional.empty());
  }

  /** Whether the condition is false wherever it is asked for, with no contract to thank for it. */
  private boolean alwaysFails(Obligation obligation) {
    Prover prover = execution.prover();
    Term fails = execution.factory().not(obligation.condition());
    Answer answer = prover.refute(obligation.reached(), fails);
    return answer instanceof Answer.Unsat unsat
        && prover.assumptionsOf(obligation.reached(), fails, unsat).stream()
            .noneMatch(a -> a.strength() == Assumption.Strength.CONTRACT);
  }

  /**
   * That the site is not reached, or its condition holds. What the way says of other things than
   * parameters is left out, which asks for more.
   */
  private Optional<Judgement.Requirement> requirement(Obligation obligation) {
    Map<Term, String> names = ParameterText.namesOf(execution.root(), entry);
    ParameterText texts = new ParameterText(names);
    Optional<String> condition = texts.of(obligation.condition());
    if (condition.isEmpty()) {
      return Optional.empty();
    }
    List<String> alternatives = new ArrayList<>();
    for (Term part : obligation.reached().path().conjuncts()) {
      texts.of(execution.factory().not(part)).ifPresent(alternatives::add);
    }
    alternatives.add(condition.get());
    String text = String.join(" || ", alternatives);
    Set<Term> named = texts.named();
    int index = 0;
    for (Term parameter : names.keySet()) {
      if (named.contains(parameter) && text.length() <= LONGEST) {
        return Optional.of(new Judgement.Requirement(index, names.get(parameter), text));
      }
      index++;
    }
    return Optional.empty();
  }
}
