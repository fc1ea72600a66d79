package org.umbriel.symexec.explore.machine;

import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.umbriel.symexec.term.Term;
import org.umbriel.symexec.term.TermFactory;

/**
 * A reference that depends on conditions: in a slot, in place of an object. Each side is null, an
 * object or another choice. Moving it decides nothing; {@link Machine#resolve} does.
 */
public final class Either {
  private static final int MOST_SIDES = 64;

  private final Term condition;
  private final @Nullable Object first;
  private final @Nullable Object second;
  private final int sides;

  private Either(Term condition, @Nullable Object first, @Nullable Object second) {
    this.condition = condition;
    this.first = first;
    this.second = second;
    this.sides = sides(first) + sides(second);
  }

  private static int sides(@Nullable Object cell) {
    return cell instanceof Either either ? either.sides : 1;
  }

  /** Whether two references make a choice that is not too large. */
  public static boolean isSmall(@Nullable Object a, @Nullable Object b) {
    return sides(a) + sides(b) <= MOST_SIDES;
  }

  /** {@code condition ? a : b}. */
  public static @Nullable Object of(Term condition, @Nullable Object a, @Nullable Object b) {
    if (a == b || condition.isTrue()) {
      return a;
    }
    if (condition.isFalse()) {
      return b;
    }
    if (a instanceof Either inner && inner.condition == condition) {
      return of(condition, inner.first, b);
    }
    if (b instanceof Either inner && inner.condition == condition) {
      return of(condition, a, inner.second);
    }
    return new Either(condition, a, b);
  }

  /** Whether a slot holds a reference, known to be one: null could be a primitive. */
  static boolean isReference(@Nullable Object cell) {
    return cell instanceof HeapObject || cell instanceof Either;
  }

  /** The objects that a reference may be, null left out, in the order of its sides. */
  public static Set<HeapObject> objects(@Nullable Object cell) {
    Set<HeapObject> found = new LinkedHashSet<>();
    collect(cell, found);
    return found;
  }

  private static void collect(@Nullable Object cell, Set<HeapObject> found) {
    if (cell instanceof Either either) {
      collect(either.first, found);
      collect(either.second, found);
    } else if (cell instanceof HeapObject object) {
      found.add(object);
    }
  }

  /** The condition under which a reference is an object, or null. */
  public static Term is(TermFactory terms, @Nullable Object cell, @Nullable HeapObject object) {
    return cell instanceof Either either
        ? terms.choose(
            either.condition, is(terms, either.first, object), is(terms, either.second, object))
        : terms.bool(cell == object);
  }

  @Override
  public String toString() {
    return "(" + condition + " ? " + first + " : " + second + ")";
  }
}
