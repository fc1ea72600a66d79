package org.umbriel.symexec.solver.z3;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import org.umbriel.symexec.solver.Answer;
import org.umbriel.symexec.solver.Query;
import org.umbriel.symexec.term.Assignment;
import org.umbriel.symexec.term.Evaluator;
import org.umbriel.symexec.term.Range;
import org.umbriel.symexec.term.Scalar;
import org.umbriel.symexec.term.Term;
import org.umbriel.symexec.term.TermFactory;
import org.umbriel.symexec.term.Terms;
import org.umbriel.symexec.term.Variable;

/** Sums at the ends of the ints, where they wrap around: agrees with trying all values. */
class WholeNumbersPropertyTest {
  private static final Z3Lane LANE = new Z3Lane(Z3Limits.standard());
  private static final int VALUES = 3;

  record Step(int action, int a, int b, int constant) {}

  @AfterContainer
  static void close() {
    LANE.close();
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    Arbitrary<Integer> index = Arbitraries.integers().between(0, 12);
    return Combinators.combine(
            Arbitraries.integers().between(0, 8),
            index,
            index,
            Arbitraries.integers().between(1, 5))
        .as(Step::new)
        .list()
        .ofMinSize(4)
        .ofMaxSize(14);
  }

  @Property(tries = 120)
  void agreesWithTryingAllValues(@ForAll("steps") List<Step> steps) {
    Problem problem = new Problem();
    steps.forEach(problem::execute);
    List<Term> terms = Terms.within(problem.conditions);
    Assume.that(WholeNumbers.cover(terms));
    Query query = new Query(problem.conditions, List.of());
    Optional<Answer> answer = new WholeNumbers(LANE.context()).check(query, terms);
    answer.ifPresent(
        a -> assertEquals(problem.hasSolution(), a instanceof Answer.Sat, query::toString));
  }

  private static final class Problem {
    private final TermFactory factory = new TermFactory();
    private final List<Variable> variables =
        List.of(
            variable("high", Integer.MAX_VALUE - VALUES + 1),
            variable("low", Integer.MIN_VALUE),
            variable("near", -1));
    private final List<Term> ints = new ArrayList<>(variables);
    private final List<Term> conditions = new ArrayList<>();

    private Variable variable(String name, int least) {
      return factory.variable(name, Scalar.INT, new Range(least, (long) least + VALUES - 1));
    }

    void execute(Step step) {
      Term a = ints.get(step.a() % ints.size());
      Term b = ints.get(step.b() % ints.size());
      Term constant = factory.intValue(step.constant());
      switch (step.action()) {
        case 0, 1 -> ints.add(factory.add(a, b));
        case 2 -> ints.add(factory.subtract(a, b));
        case 3 -> ints.add(factory.divide(a, constant));
        case 4 -> ints.add(factory.remainder(a, constant));
        case 5 -> ints.add(factory.multiply(variables.get(2), constant));
        case 6 -> conditions.add(factory.less(a, factory.add(b, constant)));
        case 7 -> conditions.add(factory.less(factory.subtract(b, constant), a));
        default -> conditions.add(factory.equal(a, factory.add(b, constant)));
      }
    }

    boolean hasSolution() {
      for (int code = 0; code < VALUES * VALUES * VALUES; code++) {
        Evaluator evaluator = new Evaluator(assignment(code));
        if (conditions.stream().allMatch(evaluator::isTrue)) {
          return true;
        }
      }
      return false;
    }

    private Assignment assignment(int code) {
      Map<Variable, Long> values =
          Map.of(
              variables.get(0), variables.get(0).range().low() + code % VALUES,
              variables.get(1), variables.get(1).range().low() + code / VALUES % VALUES,
              variables.get(2), variables.get(2).range().low() + code / VALUES / VALUES);
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
