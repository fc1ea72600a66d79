package org.umbriel.symexec.solver.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.umbriel.symexec.solver.Answer;
import org.umbriel.symexec.solver.Query;
import org.umbriel.symexec.solver.Solver;
import org.umbriel.symexec.term.Assignment;
import org.umbriel.symexec.term.Evaluator;
import org.umbriel.symexec.term.Range;
import org.umbriel.symexec.term.Scalar;
import org.umbriel.symexec.term.Term;
import org.umbriel.symexec.term.TermFactory;
import org.umbriel.symexec.term.Variable;

/** Comparisons of four small numbers: bounds and order must agree with trying all values. */
class OrderSolverPropertyTest {
  private static final Answer NOT_DECIDED = new Answer.Unknown(Answer.Cause.INCOMPLETE);
  private static final int LEAST = -2;
  private static final int VALUES = 5;

  /** A comparison of two numbers, each with something added; several in a row may be one choice. */
  record Comparison(int kind, int a, int plusA, int b, int plusB, boolean isChoice) {}

  @Provide
  Arbitrary<List<Comparison>> comparisons() {
    Arbitrary<Integer> variable = Arbitraries.integers().between(0, 4);
    Arbitrary<Integer> added = Arbitraries.integers().between(-2, 2);
    return Combinators.combine(
            Arbitraries.integers().between(0, 3),
            variable,
            added,
            variable,
            added,
            Arbitraries.of(true, false, false))
        .as(Comparison::new)
        .list()
        .ofMinSize(2)
        .ofMaxSize(9);
  }

  @Property(tries = 400)
  void agreesWithTryingAllValues(@ForAll("comparisons") List<Comparison> comparisons) {
    Problem problem = new Problem(comparisons);
    Solver order = new OrderSolver(problem.factory, query -> NOT_DECIDED);
    Solver all = new NarrowingSolver(problem.factory, order);
    Query query = new Query(problem.conditions, List.of());
    boolean expected = problem.hasSolution();
    for (Solver solver : List.of(order, all)) {
      Answer answer = solver.check(query);
      if (answer instanceof Answer.Sat sat) {
        Evaluator evaluator = new Evaluator(sat.model());
        problem.conditions.forEach(c -> assertTrue(evaluator.isTrue(c), c::toString));
      } else if (answer instanceof Answer.Unsat) {
        assertEquals(false, expected, problem.conditions::toString);
      } else {
        assertEquals(NOT_DECIDED, answer);
      }
    }
  }

  @Example
  void aSortedRowIsDecidedWithoutASolver() {
    TermFactory factory = new TermFactory();
    List<Term> conditions = new ArrayList<>();
    Variable first = factory.variable("x0", Scalar.INT);
    Variable last = first;
    for (int i = 1; i < 20; i++) {
      Variable next = factory.variable("x" + i, Scalar.INT);
      conditions.add(factory.less(last, next));
      last = next;
    }
    Solver solver = new OrderSolver(factory, query -> NOT_DECIDED);
    assertInstanceOf(Answer.Sat.class, solver.check(new Query(conditions, List.of())));
    conditions.add(factory.lessOrEqual(last, first));
    assertInstanceOf(Answer.Unsat.class, solver.check(new Query(conditions, List.of())));
  }

  @Example
  void sumsThatMayWrapAroundAreNoOrder() {
    TermFactory factory = new TermFactory();
    Variable x = factory.variable("x", Scalar.INT);
    Term wraps = factory.less(factory.add(x, factory.intValue(1)), x);
    Solver solver = new OrderSolver(factory, query -> NOT_DECIDED);
    assertEquals(NOT_DECIDED, solver.check(Query.of(wraps)));
  }

  @Example
  void boundsThatMeetLeaveOneValue() {
    TermFactory factory = new TermFactory();
    Variable x = factory.variable("x", Scalar.INT);
    Term square = factory.multiply(x, x);
    Solver solver = new NarrowingSolver(factory, query -> NOT_DECIDED);
    List<Term> conditions =
        List.of(
            factory.less(x, factory.intValue(8)),
            factory.less(factory.intValue(6), x),
            factory.distinct(square, factory.intValue(49)));
    assertInstanceOf(Answer.Unsat.class, solver.check(new Query(conditions, List.of())));
  }

  private static final class Problem {
    private final TermFactory factory = new TermFactory();
    private final List<Variable> variables = new ArrayList<>();
    private final List<Term> conditions = new ArrayList<>();

    Problem(List<Comparison> comparisons) {
      for (int i = 0; i < 4; i++) {
        Range range = new Range(LEAST, LEAST + VALUES - 1);
        variables.add(factory.variable("v" + i, Scalar.INT, range));
      }
      List<Term> open = new ArrayList<>();
      for (Comparison comparison : comparisons) {
        open.add(condition(comparison));
        if (!comparison.isChoice()) {
          conditions.add(factory.or(open));
          open.clear();
        }
      }
    }

    private Term condition(Comparison c) {
      Term a = number(c.a(), c.plusA());
      Term b = number(c.b(), c.plusB());
      return switch (c.kind()) {
        case 0 -> factory.less(a, b);
        case 1 -> factory.lessOrEqual(a, b);
        case 2 -> factory.equal(a, b);
        default -> factory.distinct(a, b);
      };
    }

    private Term number(int index, int added) {
      Term constant = factory.intValue(added);
      return index == variables.size() ? constant : factory.add(variables.get(index), constant);
    }

    boolean hasSolution() {
      for (int code = 0; code < VALUES * VALUES * VALUES * VALUES; code++) {
        Evaluator evaluator = new Evaluator(assignment(code));
        if (conditions.stream().allMatch(evaluator::isTrue)) {
          return true;
        }
      }
      return false;
    }

    private Assignment assignment(int code) {
      Map<Variable, Long> values = new HashMap<>();
      int rest = code;
      for (Variable variable : variables) {
        values.put(variable, (long) (rest % VALUES + LEAST));
        rest /= VALUES;
      }
      return new Assignment() {
        @Override
        public long value(Variable variable) {
          return values.get(variable);
        }

        @Override
        public long value(Variable map, List<Long> keys) {
          throw new IllegalArgumentException("there are no maps");
        }
      };
    }
  }
}
