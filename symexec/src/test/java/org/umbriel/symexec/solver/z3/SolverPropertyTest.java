package org.umbriel.symexec.solver.z3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import org.umbriel.symexec.solver.Answer;
import org.umbriel.symexec.solver.Query;
import org.umbriel.symexec.solver.RandomProblem;
import org.umbriel.symexec.solver.Solver;
import org.umbriel.symexec.term.Evaluator;
import org.umbriel.symexec.term.Scalar;
import org.umbriel.symexec.term.SmtLib;
import org.umbriel.symexec.term.Term;
import org.umbriel.symexec.term.Variable;

/**
 * Random conditions over three small variables and a function: the facade must agree with trying
 * all assignments.
 */
class SolverPropertyTest {
  private static final Z3Lane LANE = new Z3Lane(Z3Limits.standard());

  @AfterContainer
  static void close() {
    LANE.close();
  }

  @Provide
  Arbitrary<List<RandomProblem.Step>> steps() {
    return RandomProblem.steps();
  }

  @Property(tries = 80)
  void agreesWithTryingAllAssignments(@ForAll("steps") List<RandomProblem.Step> steps) {
    RandomProblem problem = RandomProblem.of(steps);
    Solver solver = LANE.open(problem.factory());
    for (int count = 1; count <= problem.conditions().size(); count++) {
      List<Term> conditions = problem.conditions().subList(0, count);
      boolean expected = problem.hasSolution(conditions);
      check(solver.check(new Query(conditions, List.of())), expected, conditions);
    }
  }

  @Property(tries = 30)
  void theCoreOfAssumptionsIsEnough(@ForAll("steps") List<RandomProblem.Step> steps) {
    RandomProblem problem = RandomProblem.of(steps);
    List<Term> implied = new ArrayList<>();
    List<Variable> assumptions = new ArrayList<>();
    for (Term condition : problem.conditions()) {
      Variable assumption = problem.factory().fresh("assume", Scalar.BOOL);
      assumptions.add(assumption);
      implied.add(problem.factory().implies(assumption, condition));
    }
    Answer answer = LANE.open(problem.factory()).check(new Query(implied, assumptions));
    if (answer instanceof Answer.Unsat unsat) {
      List<Term> core = new ArrayList<>();
      unsat
          .core()
          .forEach(
              assumption -> core.add(problem.conditions().get(assumptions.indexOf(assumption))));
      assertTrue(!problem.hasSolution(core), () -> SmtLib.script(core));
    } else {
      check(answer, problem.hasSolution(problem.conditions()), problem.conditions());
    }
  }

  private static void check(Answer answer, boolean expected, List<Term> conditions) {
    if (answer instanceof Answer.Sat sat) {
      assertTrue(expected, () -> sat.model() + "\n" + SmtLib.script(conditions));
      Evaluator evaluator = new Evaluator(sat.model());
      conditions.forEach(condition -> assertTrue(evaluator.isTrue(condition), condition::toString));
    } else if (answer instanceof Answer.Unsat) {
      assertFalse(expected, () -> SmtLib.script(conditions));
    } else {
      assertEquals(new Answer.Unknown(Answer.Cause.LIMIT), answer, () -> SmtLib.script(conditions));
    }
  }
}
