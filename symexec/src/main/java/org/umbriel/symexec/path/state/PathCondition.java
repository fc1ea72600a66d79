package org.umbriel.symexec.path.state;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.umbriel.symexec.term.Term;
import org.umbriel.symexec.term.TermFactory;

/**
 * The conjunction of what holds on the way to a point; longer ones share what they have in common.
 */
public final class PathCondition {
  private static final PathCondition START = new PathCondition(null, null, 0);

  private final @Nullable PathCondition before;
  private final @Nullable Term last;
  private final int length;

  private PathCondition(@Nullable PathCondition before, @Nullable Term last, int length) {
    this.before = before;
    this.last = last;
    this.length = length;
  }

  /** The empty conjunction. */
  public static PathCondition start() {
    return START;
  }

  /** With one more conjunct; the literal true and what is there already change nothing. */
  public PathCondition and(Term condition) {
    return condition.isTrue() || contains(condition)
        ? this
        : new PathCondition(this, condition, length + 1);
  }

  /** Whether a condition is one of the conjuncts. */
  public boolean contains(Term condition) {
    for (PathCondition at = this; at.before != null; at = at.before) {
      if (condition.equals(at.last)) {
        return true;
      }
    }
    return false;
  }

  /** The conjuncts, oldest first. */
  public List<Term> conjuncts() {
    return conjunctsSince(START);
  }

  /** What two have in common. */
  PathCondition common(PathCondition other) {
    PathCondition a = this;
    PathCondition b = other;
    while (a != b) {
      boolean shortenFirst = a.length >= b.length;
      PathCondition next = shortenFirst ? a.before : b.before;
      if (next == null) {
        return START;
      }
      if (shortenFirst) {
        a = next;
      } else {
        b = next;
      }
    }
    return a;
  }

  /** The conjuncts beyond an earlier one of the same way. */
  List<Term> conjunctsSince(PathCondition earlier) {
    List<Term> conjuncts = new ArrayList<>();
    for (PathCondition at = this;
        at != earlier && at.last != null && at.before != null;
        at = at.before) {
      conjuncts.add(at.last);
    }
    Collections.reverse(conjuncts);
    return conjuncts;
  }

  /** What distinguishes this way from an earlier point of it. */
  Term since(PathCondition earlier, TermFactory factory) {
    return factory.and(conjunctsSince(earlier));
  }
}
