package org.umbriel.symexec.term;

import java.util.List;

/** A constant scalar. */
public final class Literal extends Term {

  Literal(int number, Scalar sort, long value) {
    super(number, sort, Range.of(value));
  }

  /** The signed value; 0 or 1 for a boolean. */
  public long value() {
    return range().low();
  }

  @Override
  public List<Term> arguments() {
    return List.of();
  }
}
