package org.umbriel.symexec.fact.state;

import java.util.function.Predicate;
import org.umbriel.symexec.fact.domain.Interval;
import org.umbriel.symexec.fact.domain.Support;

/**
 * An int or a long, and what it can be.
 *
 * @param isNonZero whether it cannot be 0, wherever its bounds are
 */
public record NumberFact(Interval interval, boolean isNonZero, Support support) implements Fact {
  public static final NumberFact INT = of(Interval.INT);
  public static final NumberFact LONG = of(Interval.LONG);

  public NumberFact {
    isNonZero |= !interval.contains(0);
  }

  public NumberFact(Interval interval, Support support) {
    this(interval, false, support);
  }

  public static NumberFact of(Interval interval) {
    return new NumberFact(interval, false, Support.NONE);
  }

  /** How much more than another it can be, by their intervals; {@code Long.MAX_VALUE} if by any. */
  public long mostAbove(NumberFact other) {
    boolean bounded =
        interval.high() <= Difference.LIMIT && other.interval.low() >= -Difference.LIMIT;
    return bounded ? interval.high() - other.interval.low() : Long.MAX_VALUE;
  }

  @Override
  public Fact join(Fact other, Types types) {
    if (!(other instanceof NumberFact number)) {
      return NoFact.NOTHING;
    }
    if (equals(number)) {
      return this;
    }
    return new NumberFact(
        interval.join(number.interval),
        isNonZero && number.isNonZero,
        support.union(number.support));
  }

  @Override
  public NumberFact supportedBy(Support forNullness, Support forType, Support forValue) {
    return new NumberFact(interval, isNonZero, forValue);
  }

  @Override
  public NumberFact keeping(Predicate<Support> accepted) {
    return accepted.test(support) ? this : LONG;
  }

  @Override
  public NumberFact restingOn(Support more) {
    Support all = support.union(more);
    return all.equals(support) ? this : new NumberFact(interval, isNonZero, all);
  }
}
