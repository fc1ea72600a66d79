package org.umbriel.symexec.solver.floats;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.umbriel.symexec.solver.Model;
import org.umbriel.symexec.term.Assignment;
import org.umbriel.symexec.term.Evaluator;
import org.umbriel.symexec.term.FloatFunction;
import org.umbriel.symexec.term.Literal;
import org.umbriel.symexec.term.Operation;
import org.umbriel.symexec.term.Operator;
import org.umbriel.symexec.term.Scalar;
import org.umbriel.symexec.term.Term;
import org.umbriel.symexec.term.Terms;
import org.umbriel.symexec.term.Variable;

/**
 * Looks for a model by moving one variable after the other to where the conditions are nearer to
 * holding, from several starting points. Finds what solvers do not: products, quotients and sines
 * of doubles. Finding nothing says nothing.
 */
final class ModelSearch {
  /** Terms computed in one search, and starting points. */
  private static final long WORK = 800_000;

  private static final int STARTS = 24;

  private static final double[] NUMBERS = {
    0, 1, -1, 0.5, 2, 10, 100, 1000, 1e6, 1e-3, Math.PI, Math.PI / 2, Math.E, -10, 1e10
  };

  /** What the bits of a variable are. */
  private enum Shape {
    INTEGER,
    FLOAT,
    DOUBLE
  }

  private final List<Term> conditions;
  private final List<Term> terms;
  private final List<Variable> variables = new ArrayList<>();
  private final Map<Variable, Shape> shapes = new HashMap<>();
  private final List<Double> constants = new ArrayList<>();
  private final Map<Variable, Long> values = new HashMap<>();
  private final Random random = new Random(1);
  private long work = WORK;

  ModelSearch(List<Term> conditions) {
    this.conditions = conditions;
    this.terms = Terms.within(conditions);
    Set<Double> numbers = new LinkedHashSet<>();
    for (double number : NUMBERS) {
      numbers.add(number);
    }
    for (Term term : terms) {
      if (term instanceof Variable variable && variable.sort() instanceof Scalar) {
        variables.add(variable);
      } else if (term instanceof Operation operation && operation.operator() == Operator.SELECT) {
        learn(operation, numbers);
      } else if (term instanceof Literal literal && literal.sort() != Scalar.BOOL) {
        numbers.add((double) literal.value());
      }
    }
    constants.addAll(numbers);
  }

  /** Operands of floating-point functions are floating-point numbers. */
  private void learn(Operation select, Set<Double> numbers) {
    Terms.Application application = Terms.Application.of(select);
    FloatFunction function = FloatFunction.of(application.map());
    if (function == null || function.isOfInteger()) {
      return;
    }
    for (Term operand : application.keys()) {
      if (operand instanceof Variable variable) {
        shapes.put(variable, function.isWide() ? Shape.DOUBLE : Shape.FLOAT);
      } else if (operand instanceof Literal literal) {
        numbers.add(Numbers.value(literal.value(), function.isWide()));
      }
    }
  }

  /** A model, if one is found. */
  Optional<Model> run() {
    if (variables.isEmpty()) {
      return Optional.empty();
    }
    for (int start = 0; start < STARTS && work > 0; start++) {
      for (Variable variable : variables) {
        values.put(variable, start == 0 ? variable.range().clamp(0) : anyValue(variable));
      }
      if (descend() == 0) {
        Model.Builder model = new Model.Builder();
        values.forEach(model::put);
        return Optional.of(model.build());
      }
    }
    return Optional.empty();
  }

  private long anyValue(Variable variable) {
    double number = constants.get(random.nextInt(constants.size()));
    if (random.nextInt(3) == 0) {
      number += random.nextGaussian() * Math.max(1, Math.abs(number));
    }
    return ofNumber(variable, number);
  }

  private long ofNumber(Variable variable, double number) {
    if (variable.sort() == Scalar.BOOL) {
      return random.nextInt(2);
    }
    return switch (shape(variable)) {
      case DOUBLE -> Numbers.bits(number, true);
      case FLOAT -> Numbers.bits(number, false);
      case INTEGER -> variable.range().clamp((long) number);
    };
  }

  private Shape shape(Variable variable) {
    return shapes.getOrDefault(variable, Shape.INTEGER);
  }

  /** Moves variables while that helps; the distance that is left. */
  private double descend() {
    double best = distance();
    boolean moved = true;
    while (moved && best > 0 && work > 0) {
      moved = false;
      for (Variable variable : variables) {
        double reached = improve(variable, best);
        moved |= reached < best;
        best = reached;
      }
    }
    return best;
  }

  private double improve(Variable variable, double before) {
    double best = before;
    long chosen = values.getOrDefault(variable, 0L);
    for (long candidate : candidates(variable, chosen)) {
      values.put(variable, candidate);
      double distance = distance();
      if (distance < best) {
        best = distance;
        chosen = candidate;
      }
      if (best == 0 || work <= 0) {
        break;
      }
    }
    values.put(variable, chosen);
    return best;
  }

  private double distance() {
    work -= terms.size();
    Evaluator evaluator = new Evaluator(new Values());
    evaluator.evaluateAll(terms);
    Distance distance = new Distance(evaluator);
    double sum = 0;
    for (Term condition : conditions) {
      sum += distance.to(condition);
    }
    return sum;
  }

  private List<Long> candidates(Variable variable, long value) {
    List<Long> candidates = new ArrayList<>();
    if (variable.sort() == Scalar.BOOL) {
      candidates.add(1 - value);
      return candidates;
    }
    for (double constant : constants) {
      candidates.add(ofNumber(variable, constant));
    }
    if (shape(variable) == Shape.INTEGER) {
      int width = variable.sort() == Scalar.LONG ? 63 : 31;
      for (int bit = 0; bit < width; bit++) {
        candidates.add(variable.range().clamp(value + (1L << bit)));
        candidates.add(variable.range().clamp(value - (1L << bit)));
      }
      candidates.add(variable.range().clamp(-value));
      return candidates;
    }
    boolean wide = shape(variable) == Shape.DOUBLE;
    double number = Numbers.value(value, wide);
    for (double near : new double[] {-number, number * 2, number / 2, number + 1, number - 1}) {
      candidates.add(Numbers.bits(near, wide));
    }
    candidates.add(Numbers.bits(Math.rint(number), wide));
    long rank = Numbers.isNaN(value, wide) ? 0 : Numbers.rank(value, wide);
    for (int bit = 0; bit < (wide ? 62 : 30); bit++) {
      candidates.add(Numbers.ofRank(rank + (1L << bit), wide));
      candidates.add(Numbers.ofRank(rank - (1L << bit), wide));
    }
    return candidates;
  }

  /** The values tried now; maps hold what is nearest to zero. */
  private final class Values implements Assignment {
    @Override
    public long value(Variable variable) {
      return values.getOrDefault(variable, variable.range().clamp(0));
    }

    @Override
    public long value(Variable map, List<Long> keys) {
      return map.range().clamp(0);
    }
  }
}
