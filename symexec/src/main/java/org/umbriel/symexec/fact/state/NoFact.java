package org.umbriel.symexec.fact.state;

import java.util.function.Predicate;
import org.umbriel.symexec.fact.domain.Support;

/** Nothing is known: a float, a double, or a merge that no way has reached. */
public record NoFact() implements Fact {
  public static final NoFact NOTHING = new NoFact();

  @Override
  public Fact join(Fact other, Types types) {
    return this;
  }

  @Override
  public Fact supportedBy(Support forNullness, Support forType, Support forValue) {
    return this;
  }

  @Override
  public Fact keeping(Predicate<Support> accepted) {
    return this;
  }

  @Override
  public Fact restingOn(Support more) {
    return this;
  }
}
