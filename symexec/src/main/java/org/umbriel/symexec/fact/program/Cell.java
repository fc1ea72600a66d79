package org.umbriel.symexec.fact.program;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.umbriel.symexec.fact.domain.Interval;
import org.umbriel.symexec.fact.domain.Support;
import org.umbriel.symexec.fact.program.Premise.Part;
import org.umbriel.symexec.fact.state.Fact;
import org.umbriel.symexec.fact.state.NumberFact;
import org.umbriel.symexec.fact.state.ReferenceFact;
import org.umbriel.symexec.fact.state.Types;

/** A fact that grows as contributions come in; it is widened, so that it does so finitely often. */
final class Cell {
  private static final int MOST_CHANGES = 3;

  private @Nullable Fact fact;
  private int changes;

  Cell() {}

  /** A cell that widens at the first change. */
  Cell(boolean hasty) {
    this.changes = hasty ? MOST_CHANGES : 0;
  }

  /** Empty while nothing has been contributed. */
  Optional<Fact> fact() {
    return Optional.ofNullable(fact);
  }

  /**
   * Joins a contribution in.
   *
   * @return whether more values are possible now than before
   */
  boolean add(Fact contribution, Types types) {
    if (fact == null) {
      fact = contribution;
      return true;
    }
    Fact joined = fact.join(contribution, types);
    boolean same = bare(joined).equals(bare(fact)) && onContracts(joined).equals(onContracts(fact));
    if (!same && ++changes > MOST_CHANGES) {
      joined = widen(joined);
    }
    fact = joined;
    return !same;
  }

  /** The values alone. */
  static Fact bare(Fact fact) {
    return fact.supportedBy(Support.NONE, Support.NONE, Support.NONE);
  }

  /** The parts that rest on contracts. */
  private static List<Boolean> onContracts(Fact fact) {
    return Arrays.stream(Part.values()).map(p -> Closure.supportOf(fact, p).byContract()).toList();
  }

  private static Fact widen(Fact fact) {
    if (fact instanceof NumberFact number) {
      Interval limit = Interval.INT.includes(number.interval()) ? Interval.INT : Interval.LONG;
      return new NumberFact(limit, number.isNonZero(), number.support());
    } else if (fact instanceof ReferenceFact reference) {
      return reference.withLength(ReferenceFact.ANY.length());
    }
    return fact;
  }
}
