package org.umbriel.symexec.fact.domain;

/** The six ways in which {@code if_icmp} and {@code if} compare. */
public enum Comparison {
  EQ,
  NE,
  LT,
  GE,
  GT,
  LE;

  /** What holds where this does not. */
  public Comparison negate() {
    return switch (this) {
      case EQ -> NE;
      case NE -> EQ;
      case LT -> GE;
      case GE -> LT;
      case GT -> LE;
      case LE -> GT;
    };
  }

  /** {@code a this b} is {@code b this.swap() a}. */
  public Comparison swap() {
    return switch (this) {
      case EQ -> EQ;
      case NE -> NE;
      case LT -> GT;
      case GE -> LE;
      case GT -> LT;
      case LE -> GE;
    };
  }

  /** Whether two integers compare so. */
  public boolean holds(long left, long right) {
    return switch (this) {
      case EQ -> left == right;
      case NE -> left != right;
      case LT -> left < right;
      case GE -> left >= right;
      case GT -> left > right;
      case LE -> left <= right;
    };
  }

  /** The members of {@code left} for which a member of {@code right} exists so that this holds. */
  public Interval refine(Interval left, Interval right) {
    if (right.isEmpty()) {
      return Interval.EMPTY;
    }
    return switch (this) {
      case EQ -> left.meet(right);
      case NE -> right.isConstant() ? left.without(right.low()) : left;
      case LT ->
          right.high() == Long.MIN_VALUE
              ? Interval.EMPTY
              : left.meet(new Interval(Long.MIN_VALUE, right.high() - 1));
      case LE -> left.meet(new Interval(Long.MIN_VALUE, right.high()));
      case GT ->
          right.low() == Long.MAX_VALUE
              ? Interval.EMPTY
              : left.meet(new Interval(right.low() + 1, Long.MAX_VALUE));
      case GE -> left.meet(new Interval(right.low(), Long.MAX_VALUE));
    };
  }
}
