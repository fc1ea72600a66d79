package org.umbriel.symexec.solver.layer;

import java.util.LinkedHashMap;
import java.util.Map;
import org.umbriel.symexec.term.Literal;
import org.umbriel.symexec.term.Operation;
import org.umbriel.symexec.term.Operator;
import org.umbriel.symexec.term.Range;
import org.umbriel.symexec.term.Scalar;
import org.umbriel.symexec.term.Term;
import org.umbriel.symexec.term.Variable;

/** Bounds of variables that conditions state: {@code x < 5}, {@code x = 3}, {@code not 7 < x}. */
final class Bounds {
  private final Map<Variable, Range> ranges = new LinkedHashMap<>();
  private boolean contradictory;

  /** The bounds that are narrower than the variables' own. */
  Map<Variable, Range> ranges() {
    return ranges;
  }

  /** Whether no value is left for some variable. */
  boolean isContradictory() {
    return contradictory;
  }

  /** Reads a condition that holds. */
  void read(Term condition) {
    boolean negated = is(condition, Operator.NOT);
    Term atom = negated ? condition.arguments().get(0) : condition;
    if (is(atom, Operator.LESS)) {
      Term a = atom.arguments().get(0);
      Term b = atom.arguments().get(1);
      if (a instanceof Variable x && b instanceof Literal limit) {
        bound(x, negated ? limit.value() : Long.MIN_VALUE, negated ? Long.MAX_VALUE : below(limit));
      } else if (a instanceof Literal limit && b instanceof Variable x) {
        bound(x, negated ? Long.MIN_VALUE : above(limit), negated ? limit.value() : Long.MAX_VALUE);
      }
    } else if (is(atom, Operator.EQUAL)
        && atom.arguments().get(0) instanceof Variable x
        && atom.arguments().get(1) instanceof Literal value) {
      if (negated) {
        exclude(x, value.value());
      } else {
        bound(x, value.value(), value.value());
      }
    }
  }

  private static boolean is(Term term, Operator operator) {
    return term instanceof Operation operation && operation.operator() == operator;
  }

  private static long below(Literal limit) {
    return limit.value() == Long.MIN_VALUE ? limit.value() : limit.value() - 1;
  }

  private static long above(Literal limit) {
    return limit.value() == Long.MAX_VALUE ? limit.value() : limit.value() + 1;
  }

  /** A hole at an end of the range makes it smaller. */
  private void exclude(Variable variable, long value) {
    Range range = ranges.getOrDefault(variable, variable.range());
    if (range.isSingle() && range.low() == value) {
      contradictory = true;
    } else if (range.low() == value) {
      bound(variable, value + 1, range.high());
    } else if (range.high() == value) {
      bound(variable, range.low(), value - 1);
    }
  }

  private void bound(Variable variable, long low, long high) {
    if (variable.sort() != Scalar.INT && variable.sort() != Scalar.LONG) {
      return;
    }
    Range old = ranges.getOrDefault(variable, variable.range());
    long newLow = Math.max(old.low(), low);
    long newHigh = Math.min(old.high(), high);
    if (newLow > newHigh) {
      contradictory = true;
    } else if (newLow > old.low() || newHigh < old.high()) {
      ranges.put(variable, new Range(newLow, newHigh));
    }
  }
}
