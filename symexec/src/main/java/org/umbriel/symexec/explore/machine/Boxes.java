package org.umbriel.symexec.explore.machine;

import org.umbriel.symexec.term.Scalar;
import org.umbriel.symexec.term.Term;
import org.umbriel.symexec.term.TermFactory;

/**
 * The identity of boxes that {@code valueOf} made of symbolic values: two of equal value are the
 * same object if the value lies in the cache (JLS 5.1.7). Such a box carries {@link #CACHEABLE}.
 */
public final class Boxes {
  /** The payload of a box that may be one of the cache's. */
  public static final Object CACHEABLE = "cacheable";

  private Boxes() {}

  /** Whether a box may be one of the cache's. */
  public static boolean isCacheable(HeapObject box) {
    return box.payload() == CACHEABLE;
  }

  /** Whether two different objects of the heap stand for one of the program. */
  public static boolean areSame(Machine machine, HeapObject a, HeapObject b) {
    if (a.type() != b.type() || a.payload() != CACHEABLE || b.payload() != CACHEABLE) {
      return false;
    }
    TermFactory terms = machine.terms();
    Scalar sort = a.type().name().equals("java/lang/Long") ? Scalar.LONG : Scalar.INT;
    Term first = value(terms, a, sort);
    Term second = value(terms, b, sort);
    Term cached =
        terms.and(
            terms.lessOrEqual(terms.literal(sort, -128), first),
            terms.lessOrEqual(first, terms.literal(sort, 127)));
    return machine.decide(terms.and(terms.equal(first, second), cached));
  }

  private static Term value(TermFactory terms, HeapObject box, Scalar sort) {
    int slot = box.length() - 1;
    return box.cell(slot) instanceof Term term ? term : terms.literal(sort, box.bits(slot));
  }
}
