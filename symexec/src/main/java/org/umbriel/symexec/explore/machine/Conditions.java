package org.umbriel.symexec.explore.machine;

import org.jspecify.annotations.Nullable;
import org.umbriel.symexec.term.Literal;
import org.umbriel.symexec.term.Operation;
import org.umbriel.symexec.term.Operator;
import org.umbriel.symexec.term.Term;

/**
 * The conditions of a path. A bound that is narrower than one of the last few takes its place, so
 * that a loop up to an unknown bound leaves one condition behind and not one for each round.
 */
final class Conditions {
  private static final int LOOKED_AT = 3;

  /**
   * A bound of a term.
   *
   * @param upper whether the term is at most the limit; else it is at least that
   */
  private record Bound(Term term, boolean upper, long limit) {
    boolean implies(Bound other) {
      return term == other.term
          && upper == other.upper
          && (upper ? limit <= other.limit : limit >= other.limit);
    }
  }

  private Conditions() {}

  static Trail<Term> with(Trail<Term> path, Term condition) {
    Bound bound = bound(condition);
    return bound == null ? path.with(condition) : without(path, bound, LOOKED_AT).with(condition);
  }

  private static Trail<Term> without(Trail<Term> path, Bound bound, int lookedAt) {
    Term last = path.last();
    if (last == null || lookedAt == 0) {
      return path;
    }
    Bound old = bound(last);
    if (old != null && bound.implies(old)) {
      return path.before();
    }
    Trail<Term> shorter = without(path.before(), bound, lookedAt - 1);
    return shorter == path.before() ? path : shorter.with(last);
  }

  private static @Nullable Bound bound(Term condition) {
    boolean negated = is(condition, Operator.NOT);
    Term atom = negated ? condition.arguments().get(0) : condition;
    if (!is(atom, Operator.LESS)) {
      return null;
    }
    Term a = atom.arguments().get(0);
    Term b = atom.arguments().get(1);
    if (b instanceof Literal limit) {
      return negated ? new Bound(a, false, limit.value()) : new Bound(a, true, limit.value() - 1);
    }
    if (a instanceof Literal limit) {
      return negated ? new Bound(b, true, limit.value()) : new Bound(b, false, limit.value() + 1);
    }
    return null;
  }

  private static boolean is(Term term, Operator operator) {
    return term instanceof Operation operation && operation.operator() == operator;
  }
}
