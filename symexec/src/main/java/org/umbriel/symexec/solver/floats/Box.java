package org.umbriel.symexec.solver.floats;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.umbriel.symexec.term.Range;
import org.umbriel.symexec.term.Scalar;
import org.umbriel.symexec.term.Variable;

/**
 * For each variable some of its values: integers between two, or floating-point numbers between two
 * ({@link Numbers#rank}s), or just NaN.
 *
 * @param nans the variables that are NaN
 */
record Box(Map<Variable, Range> ranks, Map<Variable, Range> integers, List<Variable> nans) {
  private static final long NEAR = 1L << 20;

  boolean isNumber(Variable variable) {
    return ranks.containsKey(variable) || nans.contains(variable);
  }

  FloatInterval number(Variable variable) {
    Range rank = ranks.get(variable);
    if (rank == null) {
      return FloatInterval.NAN;
    }
    return new FloatInterval(value(rank.low(), variable), value(rank.high(), variable), false);
  }

  Range range(Variable variable) {
    return integers.getOrDefault(variable, variable.range());
  }

  /** The box in which a variable that had all values is a number of some ranks. */
  Box withNumbers(Variable variable, Range values) {
    Map<Variable, Range> changed = new HashMap<>(ranks);
    changed.put(variable, values);
    return new Box(changed, integers, nans);
  }

  /** The box in which a variable that had all values is NaN. */
  Box withNan(Variable variable) {
    List<Variable> changed = new ArrayList<>(nans);
    changed.add(variable);
    return new Box(ranks, integers, changed);
  }

  /** The box with fewer values of a variable. */
  Box with(Variable variable, Range values) {
    if (ranks.containsKey(variable)) {
      return withNumbers(variable, values);
    }
    Map<Variable, Range> changed = new HashMap<>(integers);
    changed.put(variable, values);
    return new Box(ranks, changed, nans);
  }

  /** Two halves of a variable's values; none if there is but one. */
  List<Range> halves(Variable variable) {
    Range rank = ranks.get(variable);
    Range all = rank == null ? range(variable) : rank;
    if (all.isSingle() || nans.contains(variable)) {
      return List.of();
    }
    long middle = rank == null ? middle(all) : middleOf(rank, variable);
    return List.of(new Range(all.low(), middle), new Range(middle + 1, all.high()));
  }

  private static long middle(Range range) {
    return (range.low() >> 1) + (range.high() >> 1) + (range.low() & range.high() & 1);
  }

  /** Below zero and above it apart; else in the middle, of magnitudes if these differ widely. */
  private static long middleOf(Range rank, Variable variable) {
    if (rank.low() < 0 && rank.high() >= 0) {
      return -1;
    }
    double low = value(rank.low(), variable);
    double high = value(rank.high(), variable);
    double least = Math.min(Math.abs(low), Math.abs(high));
    double most = Math.max(Math.abs(low), Math.abs(high));
    if (Double.isInfinite(most) || least * NEAR < most) {
      return middle(rank);
    }
    boolean isWide = variable.sort() == Scalar.LONG;
    long found = Numbers.rank(Numbers.bits(low + (high - low) / 2, isWide), isWide);
    return Math.max(rank.low(), Math.min(rank.high() - 1, found));
  }

  private static double value(long rank, Variable variable) {
    boolean isWide = variable.sort() == Scalar.LONG;
    return Numbers.value(Numbers.ofRank(rank, isWide), isWide);
  }
}
