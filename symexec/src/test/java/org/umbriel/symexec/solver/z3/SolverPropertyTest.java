package org.umbriel.symexec.solver.z3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import org.umbriel.symexec.solver.Answer;
import org.umbriel.symexec.solver.Query;
import org.umbriel.symexec.solver.Solver;
import org.umbriel.symexec.term.Assignment;
import org.umbriel.symexec.term.Evaluator;
import org.umbriel.symexec.term.MapSort;
import org.umbriel.symexec.term.Range;
import org.umbriel.symexec.term.Scalar;
import org.umbriel.symexec.term.SmtLib;
import org.umbriel.symexec.term.Term;
import org.umbriel.symexec.term.TermFactory;
import org.umbriel.symexec.term.Variable;

/**
 * Random conditions over three small variables and a function: the facade must agree with trying
 * all assignments.
 */
class SolverPropertyTest {
  private static final Z3Lane LANE = new Z3Lane(Z3Limits.standard());
  private static final Range DOMAIN = new Range(-1, 2);
  private static final Range LEAVES = new Range(0, 1);

  record Step(int action, int a, int b, int c) {}

  @AfterContainer
  static void close() {
    LANE.close();
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    Arbitrary<Integer> index = Arbitraries.integers().between(0, 20);
    return Combinators.combine(Arbitraries.integers().between(0, 17), index, index, index)
        .as(Step::new)
        .list()
        .ofMinSize(3)
        .ofMaxSize(25);
  }

  @Property(tries = 80)
  void agreesWithTryingAllAssignments(@ForAll("steps") List<Step> steps) {
    Problem problem = new Problem();
    steps.forEach(problem::execute);
    Solver solver = LANE.open(problem.factory);
    for (int count = 1; count <= problem.conditions.size(); count++) {
      List<Term> conditions = problem.conditions.subList(0, count);
      boolean expected = problem.hasSolution(conditions);
      check(solver.check(new Query(conditions, List.of())), expected, conditions);
    }
  }

  @Property(tries = 30)
  void theCoreOfAssumptionsIsEnough(@ForAll("steps") List<Step> steps) {
    Problem problem = new Problem();
    steps.forEach(problem::execute);
    List<Term> implied = new ArrayList<>();
    List<Variable> assumptions = new ArrayList<>();
    for (Term condition : problem.conditions) {
      Variable assumption = problem.factory.fresh("assume", Scalar.BOOL);
      assumptions.add(assumption);
      implied.add(problem.factory.implies(assumption, condition));
    }
    Answer answer = LANE.open(problem.factory).check(new Query(implied, assumptions));
    if (answer instanceof Answer.Unsat unsat) {
      List<Term> core = new ArrayList<>();
      unsat
          .core()
          .forEach(assumption -> core.add(problem.conditions.get(assumptions.indexOf(assumption))));
      assertTrue(!problem.hasSolution(core), () -> SmtLib.script(core));
    } else {
      check(answer, problem.hasSolution(problem.conditions), problem.conditions);
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

  private static final class Problem {
    private final TermFactory factory = new TermFactory();
    private final Variable x = factory.variable("x", Scalar.INT, DOMAIN);
    private final Variable y = factory.variable("y", Scalar.INT, DOMAIN);
    private final Variable z = factory.variable("z", Scalar.INT, DOMAIN);
    private final Variable f = factory.variable("f", new MapSort(Scalar.INT, Scalar.INT), LEAVES);
    private final List<Term> inputs = List.of(x, y, z);
    private final List<Term> ints = new ArrayList<>(List.of(x, y, z));
    private final List<Term> maps = new ArrayList<>(List.of(f));
    private final List<Term> conditions = new ArrayList<>(List.of(factory.bool(true)));

    void execute(Step step) {
      Term a = pick(ints, step.a);
      Term b = pick(ints, step.b);
      Term condition = pick(conditions, step.c);
      switch (step.action) {
        case 0 -> ints.add(factory.add(a, b));
        case 1 -> ints.add(factory.subtract(a, b));
        case 2 -> ints.add(factory.multiply(a, b));
        case 3 -> ints.add(factory.divide(a, b));
        case 4 -> ints.add(factory.remainder(a, b));
        case 5 -> ints.add(factory.bitAnd(a, b));
        case 6 -> ints.add(factory.shiftRightUnsigned(a, b));
        case 7 -> ints.add(factory.toChar(a));
        case 8 -> ints.add(factory.intValue(step.c - 5));
        case 9 -> ints.add(factory.choose(condition, a, b));
        case 10 -> ints.add(factory.toInt(factory.divide(factory.toLong(a), factory.toLong(b))));
        case 11 -> ints.add(factory.select(pick(maps, step.c), pick(inputs, step.a)));
        case 12 -> maps.add(factory.store(pick(maps, step.c), pick(inputs, step.a), b));
        case 13 -> maps.add(factory.choose(condition, pick(maps, step.a), pick(maps, step.b)));
        case 14 -> conditions.add(factory.less(a, b));
        case 15 -> conditions.add(factory.equal(a, b));
        case 16 -> conditions.add(factory.not(factory.and(condition, factory.lessOrEqual(a, b))));
        default -> conditions.add(factory.distinct(a, b));
      }
    }

    private static Term pick(List<Term> pool, int index) {
      return pool.get(Math.floorMod(pool.size() - 1 - index, pool.size()));
    }

    boolean hasSolution(List<Term> wanted) {
      for (int code = 0; code < 4 * 4 * 4 * 16; code++) {
        Evaluator evaluator = new Evaluator(assignment(code));
        if (wanted.stream().allMatch(evaluator::isTrue)) {
          return true;
        }
      }
      return false;
    }

    private Assignment assignment(int code) {
      Map<Variable, Long> values = Map.of(x, digit(code, 0), y, digit(code, 1), z, digit(code, 2));
      int table = code >> 6;
      return new Assignment() {
        @Override
        public long value(Variable variable) {
          return values.get(variable);
        }

        @Override
        public long value(Variable map, List<Long> keys) {
          return table >> (keys.get(0) + 1) & 1;
        }
      };
    }

    private static long digit(int code, int index) {
      return (code >> 2 * index & 3) - 1;
    }
  }
}
