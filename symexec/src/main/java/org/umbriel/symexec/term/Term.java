package org.umbriel.symexec.term;

import java.util.List;

/**
 * An immutable expression. Terms of one {@link TermFactory} are equal exactly if they are the same
 * object; a term's number is greater than the numbers of its arguments, so that order by number is
 * a topological order.
 */
public abstract sealed class Term permits Literal, Variable, Operation {
  private final int number;
  private final Sort sort;
  private final Range range;

  Term(int number, Sort sort, Range range) {
    this.number = number;
    this.sort = sort;
    this.range = range;
  }

  /** The order of creation within the factory. */
  public final int number() {
    return number;
  }

  public final Sort sort() {
    return sort;
  }

  /**
   * Bounds that hold in every assignment that respects the bounds of the variables; of the leaves,
   * if this is a map.
   */
  public final Range range() {
    return range;
  }

  /** Empty for literals and variables. */
  public abstract List<Term> arguments();

  public final boolean isLiteral() {
    return this instanceof Literal;
  }

  /** Whether this is the literal true. */
  public final boolean isTrue() {
    return sort == Scalar.BOOL && range.low() == 1;
  }

  /** Whether this is the literal false. */
  public final boolean isFalse() {
    return sort == Scalar.BOOL && range.high() == 0;
  }

  final boolean is(Operator operator) {
    return this instanceof Operation operation && operation.operator() == operator;
  }

  /** Equality is identity; the number makes the order of hash tables the same in every run. */
  @Override
  public final int hashCode() {
    return number;
  }

  /** SMT-LIB text. */
  @Override
  public final String toString() {
    return SmtLib.term(this);
  }
}
