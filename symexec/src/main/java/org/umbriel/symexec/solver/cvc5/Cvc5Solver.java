package org.umbriel.symexec.solver.cvc5;

import io.github.cvc5.Context;
import io.github.cvc5.Result;
import io.github.cvc5.UnknownExplanation;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.umbriel.symexec.solver.Answer;
import org.umbriel.symexec.solver.Model;
import org.umbriel.symexec.solver.Query;
import org.umbriel.symexec.solver.Solver;
import org.umbriel.symexec.term.Evaluator;
import org.umbriel.symexec.term.Operation;
import org.umbriel.symexec.term.Scalar;
import org.umbriel.symexec.term.SmtScript;
import org.umbriel.symexec.term.Term;
import org.umbriel.symexec.term.Terms;
import org.umbriel.symexec.term.Variable;

/**
 * Asks cvc5, each query in a solver of its own. One thread of a process may use it: the bindings
 * free what they know of all at once.
 */
public final class Cvc5Solver implements Solver {
  private final int limit;

  /**
   * A solver; {@link Cvc5#missing} says whether there can be one.
   *
   * @param limit the steps for one query, cvc5's {@code rlimit-per}
   */
  public Cvc5Solver(int limit) {
    this.limit = limit;
  }

  @Override
  public Answer check(Query query) {
    SmtScript script = SmtScript.of(query.conditions(), query.assumptions());
    try {
      Session session = new Session(limit, !query.assumptions().isEmpty());
      session.run(script.assertions());
      return answer(query, script, session);
    } catch (RuntimeException failed) {
      return new Answer.Unknown(Answer.Cause.FAILED);
    } finally {
      Context.deletePointers();
    }
  }

  private static Answer answer(Query query, SmtScript script, Session session) {
    List<String> assumptions = query.assumptions().stream().map(script::text).toList();
    Result result = session.check(assumptions);
    if (result.isUnsat()) {
      Set<Variable> core = new HashSet<>();
      Set<Integer> needed = assumptions.isEmpty() ? Set.of() : session.neededAssumptions();
      needed.forEach(index -> core.add(query.assumptions().get(index)));
      return new Answer.Unsat(core);
    }
    if (result.isSat()) {
      return sat(query, script, session);
    }
    return new Answer.Unknown(
        result.getUnknownExplanation() == UnknownExplanation.RESOURCEOUT
            ? Answer.Cause.LIMIT
            : Answer.Cause.INCOMPLETE);
  }

  /** The model is believed if all conditions hold in it. */
  private static Answer sat(Query query, SmtScript script, Session session) {
    Model.Builder builder = new Model.Builder();
    Evaluator keys = new Evaluator(builder.soFar());
    for (Map.Entry<Term, String> unknown : script.unknowns().entrySet()) {
      Term term = unknown.getKey();
      long value = session.value(unknown.getValue(), (Scalar) term.sort());
      if (term instanceof Variable variable) {
        builder.put(variable, value);
      } else if (term instanceof Operation read) {
        Terms.Application application = Terms.Application.of(read);
        List<Long> at = application.keys().stream().map(keys::value).toList();
        builder.put(application.map(), at, value);
      }
    }
    Model model = builder.build();
    Evaluator evaluator = new Evaluator(model);
    boolean holds =
        query.conditions().stream().allMatch(evaluator::isTrue)
            && query.assumptions().stream().allMatch(evaluator::isTrue);
    return holds ? new Answer.Sat(model) : new Answer.Unknown(Answer.Cause.FAILED);
  }
}
