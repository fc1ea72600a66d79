package org.umbriel.symexec.term;

import java.util.List;

/** An operator applied to arguments, normalised by the factory. */
public final class Operation extends Term {
  private final Operator operator;
  private final List<Term> arguments;

  Operation(int number, Sort sort, Range range, Operator operator, List<Term> arguments) {
    super(number, sort, range);
    this.operator = operator;
    this.arguments = arguments;
  }

  public Operator operator() {
    return operator;
  }

  @Override
  public List<Term> arguments() {
    return arguments;
  }

  Term first() {
    return arguments.get(0);
  }

  Term second() {
    return arguments.get(1);
  }

  Term third() {
    return arguments.get(2);
  }
}
