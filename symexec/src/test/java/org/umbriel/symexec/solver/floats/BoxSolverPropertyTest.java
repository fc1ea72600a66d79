package org.umbriel.symexec.solver.floats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.umbriel.metadata.classfile.Opcode;
import org.umbriel.symexec.path.FloatingPoint;
import org.umbriel.symexec.solver.Answer;
import org.umbriel.symexec.solver.Model;
import org.umbriel.symexec.solver.Query;
import org.umbriel.symexec.term.Evaluator;
import org.umbriel.symexec.term.FloatFunction;
import org.umbriel.symexec.term.Scalar;
import org.umbriel.symexec.term.Term;
import org.umbriel.symexec.term.TermFactory;
import org.umbriel.symexec.term.Variable;

class BoxSolverPropertyTest {
  private static final Answer NOT_DECIDED = new Answer.Unknown(Answer.Cause.INCOMPLETE);
  private static final List<Opcode> OPERATIONS =
      List.of(Opcode.DADD, Opcode.DSUB, Opcode.DMUL, Opcode.DDIV, Opcode.DREM);
  private static final List<FloatFunction> FUNCTIONS =
      List.of(FloatFunction.DSQRT, FloatFunction.DSIN, FloatFunction.DEXP, FloatFunction.DRINT);
  private static final List<Double> SPECIAL =
      List.of(0.0, -0.0, 1.0, 1e300, Double.NaN, Double.POSITIVE_INFINITY, Double.MIN_VALUE);

  private final TermFactory terms = new TermFactory();
  private final FloatingPoint floats = new FloatingPoint(terms);
  private final Variable x = terms.variable("x", Scalar.LONG, Scalar.LONG.range());
  private final Variable y = terms.variable("y", Scalar.LONG, Scalar.LONG.range());

  private Term number(double value) {
    return terms.longValue(Double.doubleToLongBits(value));
  }

  private Term isLess(Term a, Term b) {
    return terms.less(floats.compare(Opcode.DCMPG, a, b), terms.intValue(0));
  }

  private Answer ask(List<Term> conditions) {
    return new BoxSolver(query -> NOT_DECIDED).check(new Query(conditions, List.of()));
  }

  /** Random comparisons, each stated as it comes out for two numbers. */
  @Property(tries = 300)
  void doesNotRefuteWhatHolds(@ForAll long seed) {
    Random random = new Random(seed);
    Model.Builder builder = new Model.Builder();
    builder.put(x, Double.doubleToLongBits(value(random)));
    builder.put(y, Double.doubleToLongBits(value(random)));
    Evaluator evaluator = new Evaluator(builder.build());
    List<Term> made = new ArrayList<>(List.of(x, y, number(value(random))));
    List<Term> conditions = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      Term a = made.get(random.nextInt(made.size()));
      Term b = made.get(random.nextInt(made.size()));
      made.add(
          switch (random.nextInt(8)) {
            case 0 -> floats.math(FUNCTIONS.get(random.nextInt(FUNCTIONS.size())), a, a);
            case 1 -> floats.negate(Opcode.DNEG, a);
            case 2 -> terms.choose(isLess(a, b), a, b);
            case 3 -> floats.convert(Opcode.I2D, floats.convert(Opcode.D2I, a));
            default -> floats.binary(OPERATIONS.get(random.nextInt(OPERATIONS.size())), a, b);
          });
      Term condition = isLess(b, made.get(made.size() - 1));
      conditions.add(evaluator.isTrue(condition) ? condition : terms.not(condition));
    }
    assertEquals(NOT_DECIDED, ask(conditions), "x and y are " + evaluator.value(x));
  }

  private static double value(Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> SPECIAL.get(random.nextInt(SPECIAL.size()));
      case 1 -> Double.longBitsToDouble(random.nextLong());
      default -> random.nextGaussian() * 10;
    };
  }

  @Example
  void refutesByBoxes() {
    Term inside = terms.and(isLess(number(0), x), isLess(x, number(3)));
    Term square = floats.binary(Opcode.DMUL, x, x);
    assertInstanceOf(Answer.Unsat.class, ask(List.of(inside, isLess(number(9), square))));
    assertEquals(NOT_DECIDED, ask(List.of(inside, isLess(number(8.99), square))));
    Term difference = floats.binary(Opcode.DSUB, square, x);
    assertInstanceOf(Answer.Unsat.class, ask(List.of(inside, isLess(difference, number(-0.26)))));
  }

  /** What is said of one variable alone makes no combinations. */
  @Example
  void refutesSumsOfMany() {
    List<Term> conditions = new ArrayList<>();
    Term sum = number(0);
    for (int i = 0; i < 20; i++) {
      Variable each = terms.variable("x" + i, Scalar.LONG, Scalar.LONG.range());
      conditions.add(isLess(number(0), each));
      conditions.add(isLess(each, number(2)));
      sum = floats.binary(Opcode.DADD, sum, each);
    }
    conditions.add(isLess(number(40), sum));
    assertInstanceOf(Answer.Unsat.class, ask(conditions));
  }
}
