package org.umbriel.symexec.fact.state;

import java.util.function.Predicate;
import org.umbriel.symexec.fact.domain.Support;

/** What is known of one value, each part with what it rests on. Immutable. */
public sealed interface Fact permits ReferenceFact, NumberFact, NoFact {

  /** What holds of a value of which this or the other holds. */
  Fact join(Fact other, Types types);

  /** The same facts, resting on more. */
  Fact restingOn(Support more);

  /** The parts whose support is accepted. */
  Fact keeping(Predicate<Support> accepted);

  /**
   * The same facts, resting on other premises.
   *
   * @param forValue the support of intervals and lengths
   */
  Fact supportedBy(Support forNullness, Support forType, Support forValue);
}
