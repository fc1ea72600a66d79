package org.umbriel.symexec.solver.z3;

import com.microsoft.z3.BoolExpr;
import com.microsoft.z3.Expr;
import com.microsoft.z3.Z3Exception;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.umbriel.symexec.solver.Answer;
import org.umbriel.symexec.solver.Model;
import org.umbriel.symexec.solver.Query;
import org.umbriel.symexec.solver.Solver;
import org.umbriel.symexec.term.Assignment;
import org.umbriel.symexec.term.Evaluator;
import org.umbriel.symexec.term.FloatFunction;
import org.umbriel.symexec.term.Scalar;
import org.umbriel.symexec.term.Term;
import org.umbriel.symexec.term.Terms;
import org.umbriel.symexec.term.Variable;

/** Asks Z3: push, assert, check, pop. */
final class Z3Solver implements Solver {
  /** Terms in a query for which the incremental mode is quick. */
  private static final int SMALL = 400;

  private final Z3Lane lane;
  private final Z3Limits limits;
  private com.microsoft.z3.@Nullable Solver solver;
  private @Nullable Translator translator;
  private @Nullable WholeNumbers wholeNumbers;

  Z3Solver(Z3Lane lane, Z3Limits limits) {
    this.lane = lane;
    this.limits = limits;
  }

  @Override
  public Answer check(Query query) {
    List<Term> terms = Terms.within(query.conditions());
    if (terms.size() > limits.largestQuery()) {
      return new Answer.Unknown(Answer.Cause.LIMIT);
    }
    try {
      return ask(query, terms);
    } catch (Z3Exception e) {
      solver = null;
      wholeNumbers = null;
      return new Answer.Unknown(causeOf(e.getMessage()));
    }
  }

  /**
   * A solver that was stopped in the middle of its work is dropped: Z3 4.14 may crash when it goes
   * on with it.
   */
  private Answer ask(Query query, List<Term> terms) {
    if (solver == null || translator == null) {
      solver = lane.newSolver();
      translator = new Translator(lane.context());
    }
    lane.countQuery();
    if (terms.stream().anyMatch(Z3Solver::isFloatingPoint)) {
      return ask(query, terms, lane.newFloatSolver(), translator);
    }
    if (query.assumptions().isEmpty() && WholeNumbers.cover(terms)) {
      Optional<Answer> answer = askInWholeNumbers(query, terms);
      if (answer.isPresent()) {
        return answer.get();
      }
    }
    if (terms.size() > SMALL && terms.stream().allMatch(t -> t.sort() instanceof Scalar)) {
      return ask(query, terms, lane.newBitVectorSolver(), translator);
    }
    solver.push();
    Answer answer = ask(query, terms, solver, translator);
    if (answer instanceof Answer.Unknown) {
      solver = null;
    } else {
      solver.pop();
    }
    return answer;
  }

  private Optional<Answer> askInWholeNumbers(Query query, List<Term> terms) {
    WholeNumbers numbers = wholeNumbers == null ? new WholeNumbers(lane.context()) : wholeNumbers;
    Optional<Answer> answer = numbers.check(query, terms);
    wholeNumbers = answer.isPresent() ? numbers : null;
    return answer;
  }

  /** Z3's incremental mode is weak on floating point: such a query gets a solver of its own. */
  private static boolean isFloatingPoint(Term term) {
    return term instanceof Variable variable && FloatFunction.of(variable) != null;
  }

  private static Answer ask(
      Query query, List<Term> terms, com.microsoft.z3.Solver solver, Translator translator) {
    translator.addBoundsAndLemmas(terms, solver);
    for (Term condition : query.conditions()) {
      Translator.assertIn(solver, translator.condition(condition));
    }
    BoolExpr[] assumptions =
        query.assumptions().stream().map(translator::condition).toArray(BoolExpr[]::new);
    return switch (solver.check(assumptions)) {
      case UNSATISFIABLE -> new Answer.Unsat(core(query, solver.getUnsatCore(), translator));
      case SATISFIABLE -> sat(query, new ModelReader(solver.getModel(), translator));
      case UNKNOWN -> new Answer.Unknown(causeOf(solver.getReasonUnknown()));
    };
  }

  private static Answer.Cause causeOf(@Nullable String reason) {
    String text = reason == null ? "" : reason.toLowerCase(Locale.ROOT);
    if (text.contains("resource")
        || text.contains("canceled")
        || text.contains("rlimit")
        || text.contains("memory")) {
      return Answer.Cause.LIMIT;
    }
    return text.contains("incomplete") ? Answer.Cause.INCOMPLETE : Answer.Cause.FAILED;
  }

  private static Set<Variable> core(Query query, BoolExpr[] core, Translator translator) {
    Set<Variable> variables = new HashSet<>();
    for (BoolExpr expression : core) {
      for (Variable assumption : query.assumptions()) {
        if (translator.condition(assumption).equals(expression)) {
          variables.add(assumption);
        }
      }
    }
    return variables;
  }

  private static Answer sat(Query query, ModelReader reader) {
    Evaluator evaluator = new Evaluator(reader);
    boolean holds = true;
    for (Term condition : query.conditions()) {
      holds &= evaluator.isTrue(condition);
    }
    for (Variable assumption : query.assumptions()) {
      holds &= evaluator.isTrue(assumption);
    }
    return holds ? new Answer.Sat(reader.model.build()) : new Answer.Unknown(Answer.Cause.FAILED);
  }

  /** Reads out of Z3's model what our terms ask for, and keeps a record of it. */
  private static final class ModelReader implements Assignment {
    private final com.microsoft.z3.Model z3Model;
    private final Translator translator;
    private final Model.Builder model = new Model.Builder();

    ModelReader(com.microsoft.z3.Model z3Model, Translator translator) {
      this.z3Model = z3Model;
      this.translator = translator;
    }

    @Override
    public long value(Variable variable) {
      long value = valueOf(translator.variable(variable), (Scalar) variable.sort());
      model.put(variable, value);
      return value;
    }

    @Override
    public long value(Variable map, List<Long> keys) {
      long value = valueOf(translator.application(map, keys), map.sort().leaf());
      model.put(map, keys, value);
      return value;
    }

    private long valueOf(Expr<?> expression, Scalar sort) {
      return translator.number(z3Model.eval(expression, true), sort);
    }
  }
}
