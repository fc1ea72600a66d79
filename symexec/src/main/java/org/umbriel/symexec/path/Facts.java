package org.umbriel.symexec.path;

import org.umbriel.symexec.term.Range;
import org.umbriel.symexec.term.Scalar;
import org.umbriel.symexec.term.Term;
import org.umbriel.symexec.term.TermFactory;

/** Turns what a summary says of a value into facts about its term. */
final class Facts {
  private final Execution execution;
  private final TermFactory factory;

  Facts(Execution execution) {
    this.execution = execution;
    this.factory = execution.factory();
  }

  void learn(Term value, Summaries.ValueFact fact) {
    Scalar sort = (Scalar) value.sort();
    if (sort == Scalar.REFERENCE) {
      if (fact.nonNull()) {
        execution.learn(factory.distinct(value, factory.reference(0)), fact.assumptions());
      }
      return;
    }
    Range range = value.range();
    if (fact.low() > range.low() && fact.low() <= range.high()) {
      execution.learn(
          factory.lessOrEqual(factory.literal(sort, fact.low()), value), fact.assumptions());
    }
    if (fact.high() < range.high() && fact.high() >= range.low()) {
      execution.learn(
          factory.lessOrEqual(value, factory.literal(sort, fact.high())), fact.assumptions());
    }
  }
}
