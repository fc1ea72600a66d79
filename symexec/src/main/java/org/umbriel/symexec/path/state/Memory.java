package org.umbriel.symexec.path.state;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.umbriel.metadata.site.Reason;
import org.umbriel.symexec.term.MapSort;
import org.umbriel.symexec.term.Range;
import org.umbriel.symexec.term.Scalar;
import org.umbriel.symexec.term.Term;
import org.umbriel.symexec.term.TermFactory;

/**
 * What the places hold that a {@link Heap} has not touched since some moment; computed when they
 * are touched.
 */
abstract sealed class Memory {
  private final Map<Place, Term> known = new HashMap<>();
  private @Nullable Memory stable;

  /** The same term each time for the same place. */
  final Term contents(Place place, Unknowns unknowns) {
    Term contents = known.get(place);
    if (contents == null) {
      contents = find(place, unknowns);
      known.put(place, contents);
    }
    return contents;
  }

  /** The memory that decides what stable places hold; the same each time. */
  final Memory stable() {
    if (stable == null) {
      stable = findStable();
    }
    return stable;
  }

  abstract Term find(Place place, Unknowns unknowns);

  abstract Memory findStable();

  /** The memory that the execution finds. */
  static final class Initial extends Memory {
    @Override
    Term find(Place place, Unknowns unknowns) {
      return unknowns.contents(place, 0, 0, Sharing.NOTHING.known());
    }

    @Override
    Memory findStable() {
      return this;
    }
  }

  /** Memory after something unknown has happened. */
  static final class Changed extends Memory {
    private final Memory before;
    private final Predicate<Place> written;
    private final int moment;
    private final int allocated;
    private final Range known;
    private final List<Integer> unshared;

    /**
     * Memory after an event.
     *
     * @param before the memory before it
     * @param written which places it can change
     * @param moment number of the event
     * @param allocated how many objects there were
     * @param known the references that others could leave there
     * @param unshared objects that nobody else knew, so that they are as they were
     */
    Changed(
        Memory before,
        Predicate<Place> written,
        int moment,
        int allocated,
        Range known,
        List<Integer> unshared) {
      this.before = before;
      this.written = written;
      this.moment = moment;
      this.allocated = allocated;
      this.known = known;
      this.unshared = unshared;
    }

    @Override
    Term find(Place place, Unknowns unknowns) {
      if (place.isStable()) {
        return stable().contents(place, unknowns);
      }
      if (!written.test(place)) {
        return before.contents(place, unknowns);
      }
      Term contents = unknowns.contents(place, moment, allocated, known);
      return unshared.isEmpty() || !(place.sort() instanceof MapSort)
          ? contents
          : kept(contents, before.contents(place, unknowns), unshared, unknowns.factory());
    }

    @Override
    Memory findStable() {
      return before.stable();
    }
  }

  /** New contents, but for some objects the old ones. */
  static Term kept(Term contents, Term old, List<Integer> objects, TermFactory factory) {
    Term result = contents;
    for (int object : objects) {
      Term key = factory.reference(object);
      result = factory.store(result, key, factory.select(old, key));
    }
    return result;
  }

  /**
   * Memory after a constructor that is not executed here ran on an object: its final fields may
   * hold anything.
   */
  static final class Constructed extends Memory {
    private final Memory before;
    private final Term object;
    private final int moment;
    private final Range known;

    /**
     * Memory after an event.
     *
     * @param moment number of the event
     * @param known the references that the constructor could leave there
     */
    Constructed(Memory before, Term object, int moment, Range known) {
      this.before = before;
      this.object = object;
      this.moment = moment;
      this.known = known;
    }

    @Override
    Term find(Place place, Unknowns unknowns) {
      return constructed(place, before.contents(place, unknowns), this, unknowns);
    }

    @Override
    Memory findStable() {
      return new Constructed(before.stable(), object, moment, known);
    }
  }

  /** Contents of a place after the event. */
  static Term constructed(Place place, Term old, Constructed event, Unknowns unknowns) {
    boolean isField = place.sort() instanceof MapSort map && map.value() instanceof Scalar;
    if (!place.isStable() || place.equals(Place.LENGTH) || !isField) {
      return old;
    }
    Unknowns.Origin origin =
        new Unknowns.Origin(Reason.UNKNOWN_FIELD, place.name(), place.descriptor());
    String name = place.name() + "@" + event.moment + "of" + event.object.number();
    return unknowns.factory().store(old, event.object, unknowns.valueAt(name, origin, event.known));
  }

  /** Memory where two paths met. */
  static final class Merged extends Memory {
    private final Term condition;
    private final Memory first;
    private final Memory second;

    Merged(Term condition, Memory first, Memory second) {
      this.condition = condition;
      this.first = first;
      this.second = second;
    }

    @Override
    Term find(Place place, Unknowns unknowns) {
      Term a = first.contents(place, unknowns);
      return unknowns.factory().choose(condition, a, second.contents(place, unknowns));
    }

    @Override
    Memory findStable() {
      Memory a = first.stable();
      Memory b = second.stable();
      return a == b ? a : new Merged(condition, a, b);
    }
  }
}
