package org.umbriel.symexec.path.state;

import java.util.List;
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
sealed interface Memory {

  /** The same term each time for the same place. */
  Term contents(Place place, Unknowns unknowns);

  /** The memory that decides what stable places hold. */
  Memory stable();

  /** The memory that the execution finds. */
  record Initial() implements Memory {
    @Override
    public Term contents(Place place, Unknowns unknowns) {
      return unknowns.contents(place, 0, 0, Sharing.NOTHING.known());
    }

    @Override
    public Memory stable() {
      return this;
    }
  }

  /**
   * Memory after something unknown has happened.
   *
   * @param before the memory before it
   * @param stable what decides stable places, which nothing changes
   * @param moment number of the event
   * @param allocated how many objects there were
   * @param known the references that others could leave there
   * @param unshared objects that nobody else knew, so that they are as they were
   */
  record Changed(
      Memory before, Memory stable, int moment, int allocated, Range known, List<Integer> unshared)
      implements Memory {
    @Override
    public Term contents(Place place, Unknowns unknowns) {
      if (place.isStable()) {
        return stable.contents(place, unknowns);
      }
      Term contents = unknowns.contents(place, moment, allocated, known);
      return unshared.isEmpty() || !(place.sort() instanceof MapSort)
          ? contents
          : kept(contents, before.contents(place, unknowns), unshared, unknowns.factory());
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
   *
   * @param moment number of the event
   * @param known the references that the constructor could leave there
   */
  record Constructed(Memory before, Term object, int moment, Range known) implements Memory {
    @Override
    public Term contents(Place place, Unknowns unknowns) {
      return constructed(place, before.contents(place, unknowns), this, unknowns);
    }

    @Override
    public Memory stable() {
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
    String name = place.name() + "@" + event.moment() + "of" + event.object().number();
    return unknowns
        .factory()
        .store(old, event.object(), unknowns.valueAt(name, origin, event.known()));
  }

  /** Memory where two paths met. */
  record Merged(Term condition, Memory first, Memory second) implements Memory {
    @Override
    public Term contents(Place place, Unknowns unknowns) {
      Term a = first.contents(place, unknowns);
      return unknowns.factory().choose(condition, a, second.contents(place, unknowns));
    }

    @Override
    public Memory stable() {
      Memory a = first.stable();
      Memory b = second.stable();
      return a.equals(b) ? a : new Merged(condition, a, b);
    }
  }
}
