package org.umbriel.symexec.explore.machine;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A persistent list that grows at its end. */
public final class Trail<T> {
  private final @Nullable Trail<T> before;
  private final @Nullable T last;
  private final int size;

  private Trail(@Nullable Trail<T> before, @Nullable T last, int size) {
    this.before = before;
    this.last = last;
    this.size = size;
  }

  public static <T> Trail<T> empty() {
    return new Trail<>(null, null, 0);
  }

  public Trail<T> with(T element) {
    return new Trail<>(this, element, size + 1);
  }

  public int size() {
    return size;
  }

  /** The last element; null if there is none. */
  public @Nullable T last() {
    return last;
  }

  /** All but the last element. */
  public Trail<T> before() {
    return before == null ? this : before;
  }

  /** First to last. */
  public List<T> toList() {
    List<T> elements = new ArrayList<>(size);
    for (Trail<T> at = this; at.before != null && at.last != null; at = at.before) {
      elements.add(at.last);
    }
    Collections.reverse(elements);
    return elements;
  }
}
