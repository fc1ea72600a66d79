package org.umbriel.symexec.path.state;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.umbriel.symexec.term.Range;

/**
 * Which of the objects that were allocated on this way may be known to code that is not executed
 * here.
 *
 * @param allocated all of them
 * @param shared those that were stored in a heap or handed to a call
 */
record Sharing(Set<Integer> allocated, Set<Integer> shared) {
  static final Sharing NOTHING = new Sharing(Set.of(), Set.of());

  Sharing {
    allocated = Set.copyOf(allocated);
    shared = Set.copyOf(shared);
  }

  /** In descending order, which is the order of allocation. */
  List<Integer> unshared() {
    TreeSet<Integer> objects = new TreeSet<>(allocated);
    objects.removeAll(shared);
    return List.copyOf(objects.descendingSet());
  }

  /**
   * The references that code which is not executed here may have: null, any object of its own, the
   * shared ones.
   */
  Range known() {
    int lowest = shared.stream().mapToInt(Integer::intValue).min().orElse(0);
    return new Range(lowest, Integer.MAX_VALUE);
  }

  Sharing allocate(int object) {
    return new Sharing(with(allocated, Set.of(object)), shared);
  }

  Sharing share(Collection<Integer> objects) {
    return shared.containsAll(objects) ? this : new Sharing(allocated, with(shared, objects));
  }

  Sharing merge(Sharing other) {
    return equals(other)
        ? this
        : new Sharing(with(allocated, other.allocated), with(shared, other.shared));
  }

  private static Set<Integer> with(Set<Integer> some, Collection<Integer> more) {
    Set<Integer> all = new TreeSet<>(some);
    all.addAll(more);
    return all;
  }
}
