package org.umbriel.symexec.solver;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.umbriel.symexec.term.Assignment;
import org.umbriel.symexec.term.Evaluator;
import org.umbriel.symexec.term.MapSort;
import org.umbriel.symexec.term.Range;
import org.umbriel.symexec.term.Scalar;
import org.umbriel.symexec.term.Term;
import org.umbriel.symexec.term.TermFactory;
import org.umbriel.symexec.term.Variable;

/** Random conditions over three small variables and a function, so small that all can be tried. */
public final class RandomProblem {
  private static final Range DOMAIN = new Range(-1, 2);
  private static final Range LEAVES = new Range(0, 1);

  private final TermFactory factory = new TermFactory();
  private final Variable x = factory.variable("x", Scalar.INT, DOMAIN);
  private final Variable y = factory.variable("y", Scalar.INT, DOMAIN);
  private final Variable z = factory.variable("z", Scalar.INT, DOMAIN);
  private final Variable f = factory.variable("f", new MapSort(Scalar.INT, Scalar.INT), LEAVES);
  private final List<Term> inputs = List.of(x, y, z);
  private final List<Term> ints = new ArrayList<>(List.of(x, y, z));
  private final List<Term> maps = new ArrayList<>(List.of(f));
  private final List<Term> conditions = new ArrayList<>(List.of(factory.bool(true)));

  /** What one step makes, and of what. */
  public record Step(int action, int a, int b, int c) {}

  /** Steps that make conditions. */
  public static Arbitrary<List<Step>> steps() {
    Arbitrary<Integer> index = Arbitraries.integers().between(0, 20);
    return Combinators.combine(Arbitraries.integers().between(0, 17), index, index, index)
        .as(Step::new)
        .list()
        .ofMinSize(3)
        .ofMaxSize(25);
  }

  /** The problem that some steps make. */
  public static RandomProblem of(List<Step> steps) {
    RandomProblem problem = new RandomProblem();
    steps.forEach(problem::execute);
    return problem;
  }

  public TermFactory factory() {
    return factory;
  }

  /** The conditions, of which the first always holds. */
  public List<Term> conditions() {
    return conditions;
  }

  private void execute(Step step) {
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

  /** Whether some assignment satisfies conditions. */
  public boolean hasSolution(List<Term> wanted) {
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
