package org.umbriel.symexec.path.state;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.umbriel.symexec.term.Term;

/**
 * The contents of all places, one term each; those not touched yet are implied by a {@link Memory}.
 */
public final class Heap {
  private final Map<Place, Term> touched;
  private final Memory memory;

  private Heap(Map<Place, Term> touched, Memory memory) {
    this.touched = touched;
    this.memory = memory;
  }

  /** The heap that an execution finds. */
  public static Heap initial() {
    return new Heap(Map.of(), new Memory.Initial());
  }

  /** The term that describes a place. */
  public Term contents(Place place, Unknowns unknowns) {
    Term known = touched.get(place);
    return known != null ? known : memory.contents(place, unknowns);
  }

  public Heap with(Place place, Term contents) {
    Map<Place, Term> copy = new LinkedHashMap<>(touched);
    copy.put(place, contents);
    return new Heap(copy, memory);
  }

  /** The places that have been written since the last unknown event. */
  public Set<Place> touched() {
    return touched.keySet();
  }

  /** Whether the same unknown events lie behind two heaps. */
  public boolean hasSameMemory(Heap other) {
    return memory == other.memory;
  }

  /**
   * The heap after something unknown has happened, which can change all but stable places and
   * objects that nobody else knows.
   *
   * @param written which places it can change at all
   */
  Heap changed(int moment, Predicate<Place> written, Sharing sharing, Unknowns unknowns) {
    List<Integer> unshared = sharing.unshared();
    Memory.Changed after =
        new Memory.Changed(
            memory, written, moment, unknowns.allocated(), sharing.known(), unshared);
    Map<Place, Term> kept = new LinkedHashMap<>();
    touched.forEach(
        (place, old) -> {
          if (place.isStable() || !written.test(place)) {
            kept.put(place, old);
          } else if (!unshared.isEmpty() && place.sort().arity() > 0) {
            Term contents = unknowns.contents(place, moment, unknowns.allocated(), sharing.known());
            kept.put(place, Memory.kept(contents, old, unshared, unknowns.factory()));
          }
        });
    return new Heap(kept, after);
  }

  /** The heap after an unknown constructor wrote the final fields of an object. */
  Heap constructed(Term object, int moment, Sharing sharing, Unknowns unknowns) {
    Memory.Constructed after = new Memory.Constructed(memory, object, moment, sharing.known());
    Map<Place, Term> contents = new LinkedHashMap<>();
    touched.forEach(
        (place, old) -> contents.put(place, Memory.constructed(place, old, after, unknowns)));
    return new Heap(contents, after);
  }

  /** This heap if a condition holds, else the other. */
  Heap merge(Term condition, Heap other, Unknowns unknowns) {
    Memory both =
        hasSameMemory(other) ? memory : new Memory.Merged(condition, memory, other.memory);
    Set<Place> places = new LinkedHashSet<>(touched.keySet());
    places.addAll(other.touched.keySet());
    Map<Place, Term> merged = new LinkedHashMap<>();
    for (Place place : places) {
      Term first = contents(place, unknowns);
      merged.put(
          place, unknowns.factory().choose(condition, first, other.contents(place, unknowns)));
    }
    return new Heap(merged, both);
  }
}
