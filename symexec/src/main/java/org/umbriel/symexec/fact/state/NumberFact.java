package org.umbriel.symexec.fact.state;

import org.umbriel.symexec.fact.domain.Interval;
import org.umbriel.symexec.fact.domain.Support;

/** An int or a long, and what it can be. */
public record NumberFact(Interval interval, Support support) implements Fact {
  public static final NumberFact INT = new NumberFact(Interval.INT, Support.NONE);
  public static final NumberFact LONG = new NumberFact(Interval.LONG, Support.NONE);

  public static NumberFact of(Interval interval) {
    return new NumberFact(interval, Support.NONE);
  }

  @Override
  public Fact join(Fact other, Types types) {
    if (!(other instanceof NumberFact number)) {
      return NoFact.NOTHING;
    }
    if (equals(number)) {
      return this;
    }
    return new NumberFact(interval.join(number.interval), support.union(number.support));
  }

  @Override
  public NumberFact supportedBy(Support forNullness, Support forType, Support forValue) {
    return new NumberFact(interval, forValue);
  }

  @Override
  public NumberFact restingOn(Support more) {
    Support all = support.union(more);
    return all.equals(support) ? this : new NumberFact(interval, all);
  }
}
