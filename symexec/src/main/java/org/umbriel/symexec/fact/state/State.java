package org.umbriel.symexec.fact.state;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.umbriel.metadata.classfile.FieldReference;
import org.umbriel.symexec.fact.domain.Interval;
import org.umbriel.symexec.fact.domain.Nullness;
import org.umbriel.symexec.fact.domain.Support;
import org.umbriel.symexec.fact.state.Place.Content;
import org.umbriel.symexec.fact.state.ReferenceFact.TypeBound;

/**
 * Everything known when control is at one point. Mutable: a block's transfer changes its own copy.
 *
 * <p>Facts about a value only get stronger along straight code, because a value does not change;
 * what the heap holds is forgotten when something may have written it. If {@link #contradiction} is
 * present, control gets here only where one of its premises fails.
 */
public final class State {
  private static final int MOST_CONTENTS = 256;

  private final Basis basis;
  final IntMap<Fact> facts;
  final IntMap<List<Difference>> differences;
  final IntMap<Integer> aliases;
  final Map<Place, Content> heap;
  final IntMap<Support> confined;
  private Set<FieldReference> assigned;
  private @Nullable List<Integer> monitors;
  private @Nullable Support contradiction;

  public State(Basis basis) {
    this.basis = basis;
    this.facts = new IntMap<>();
    this.differences = new IntMap<>();
    this.aliases = new IntMap<>();
    this.heap = new LinkedHashMap<>();
    this.confined = new IntMap<>();
    this.assigned = Set.of();
    this.monitors = List.of();
  }

  private State(State other) {
    this.basis = other.basis;
    this.facts = other.facts.copy();
    this.differences = other.differences.copy();
    this.aliases = other.aliases.copy();
    this.heap = new LinkedHashMap<>(other.heap);
    this.confined = other.confined.copy();
    this.assigned = other.assigned;
    this.monitors = other.monitors;
    this.contradiction = other.contradiction;
  }

  public State copy() {
    return new State(this);
  }

  public Basis basis() {
    return basis;
  }

  /** Present if the code from here on is dead as long as the premises hold. */
  public Optional<Support> contradiction() {
    return Optional.ofNullable(contradiction);
  }

  void setContradiction(@Nullable Support premises) {
    this.contradiction = premises;
  }

  /**
   * Values of the objects whose monitors this frame has entered, the last one at the end; empty if
   * it depends on the way that control took.
   */
  public Optional<List<Integer>> monitors() {
    return Optional.ofNullable(monitors);
  }

  public void setMonitors(@Nullable List<Integer> values) {
    this.monitors = values == null ? null : List.copyOf(values);
  }

  /** The value that stands for an equal one. */
  public int canonical(int value) {
    int at = value;
    Integer next = aliases.get(at);
    while (next != null) {
      at = next;
      next = aliases.get(at);
    }
    return at;
  }

  /** From here on, one value is known to equal another. */
  public void alias(int value, int equal) {
    int target = canonical(equal);
    if (canonical(value) != target) {
      aliases.put(value, target);
    }
  }

  public Fact fact(int value) {
    int at = canonical(value);
    Fact known = facts.get(at);
    return known != null ? known : basis.of(at);
  }

  /** What is known of a reference; nothing if it is none. */
  public ReferenceFact reference(int value) {
    return fact(value) instanceof ReferenceFact reference ? reference : ReferenceFact.ANY;
  }

  /** What is known of an int or a long. */
  public NumberFact number(int value) {
    return fact(value) instanceof NumberFact number ? number : NumberFact.LONG;
  }

  /** A fact to hand to someone who does not know this state: with the array's length in it. */
  public Fact export(int value) {
    Fact fact = fact(value);
    if (fact instanceof ReferenceFact reference && reference.type().name().startsWith("[")) {
      NumberFact length = number(basis.lengthOf(canonical(value)));
      Interval interval = length.interval().meet(Interval.LENGTH);
      return interval.isEmpty() || interval.equals(Interval.LENGTH)
          ? reference
          : reference.withLength(new ReferenceFact.ArrayLengthBound(interval, length.support()));
    }
    return fact;
  }

  /** Sets what a newly computed value is, the length of an array apart. */
  public void define(int value, Fact fact) {
    aliases.remove(value);
    Fact kept = fact;
    if (fact instanceof ReferenceFact reference
        && !reference.length().equals(ReferenceFact.ArrayLengthBound.ANY)) {
      int length = basis.lengthOf(value);
      facts.put(
          length, new NumberFact(reference.length().interval(), reference.length().support()));
      kept = reference.withLength(ReferenceFact.ArrayLengthBound.ANY);
    }
    facts.put(value, kept);
  }

  /**
   * Adds that a reference is null or not.
   *
   * @return false if that cannot be, whatever else holds
   */
  public boolean refineNullness(int value, Nullness known, Support support) {
    ReferenceFact now = reference(value);
    if (now.nullness() == Nullness.UNKNOWN) {
      facts.put(canonical(value), now.withNullness(known, support));
      return true;
    }
    if (now.nullness() == known) {
      Support lighter = now.nullnessSupport().lighter(support);
      facts.put(canonical(value), now.withNullness(known, lighter));
      return true;
    }
    return contradict(now.nullnessSupport().union(support));
  }

  /**
   * Notes that two facts exclude each other.
   *
   * @return false if both hold unconditionally
   */
  public boolean contradict(Support premises) {
    contradiction = contradiction == null ? premises : contradiction.lighter(premises);
    return !premises.isEmpty();
  }

  /**
   * Adds that a number lies in an interval.
   *
   * @return false if that cannot be, whatever else holds
   */
  public boolean refineInterval(int value, Interval interval, Support support) {
    NumberFact now = number(value);
    Interval met = now.interval().meet(interval);
    if (met.isEmpty()) {
      return contradict(now.support().union(support));
    }
    if (met.equals(now.interval())) {
      if (met.equals(interval)) {
        facts.put(
            canonical(value), new NumberFact(met, now.isNonZero(), now.support().lighter(support)));
      }
      return true;
    }
    Support rests = met.equals(interval) ? support : now.support().union(support);
    facts.put(canonical(value), new NumberFact(met, now.isNonZero(), rests));
    return true;
  }

  /**
   * Adds that a number is not 0.
   *
   * @return false if that cannot be, whatever else holds
   */
  public boolean refineNonZero(int value, Support support) {
    NumberFact now = number(value);
    Interval rest = now.interval().without(0);
    if (rest.isEmpty()) {
      return contradict(now.support().union(support));
    }
    if (!now.isNonZero()) {
      boolean alone = now.interval().equals(Interval.INT) || now.interval().equals(Interval.LONG);
      Support rests = alone ? support : now.support().union(support);
      facts.put(canonical(value), new NumberFact(rest, true, rests));
    }
    return true;
  }

  /** Adds that a reference, if it is not null, is an instance of a type. */
  public void refineType(int value, TypeBound bound) {
    ReferenceFact now = reference(value);
    facts.put(canonical(value), now.withType(now.type().meet(bound, basis.types())));
  }

  /** Adds {@code value - to <= most}. */
  public void addDifference(int value, int to, long most, Support support) {
    int from = canonical(value);
    int target = canonical(to);
    if (from == target || Math.abs(most) > Difference.LIMIT) {
      return;
    }
    List<Difference> known = differences.get(from);
    List<Difference> changed = new ArrayList<>();
    for (Difference difference : known == null ? List.<Difference>of() : known) {
      if (difference.to() == target) {
        if (difference.most() <= most && (difference.support().isEmpty() || !support.isEmpty())) {
          return;
        }
      } else {
        changed.add(difference);
      }
    }
    changed.add(new Difference(target, most, support));
    differences.put(from, List.copyOf(changed));
  }

  /** Whether anything is known of how much a value is more than others. */
  public boolean hasDifferences(int value) {
    return !differencesOf(value).isEmpty();
  }

  /** Direct differences of a value. */
  List<Difference> differencesOf(int value) {
    List<Difference> known = differences.get(canonical(value));
    return known == null ? List.of() : known;
  }

  /** What a place holds, if that is known. */
  public Optional<Content> content(Place place) {
    return Optional.ofNullable(heap.get(place));
  }

  /** From {@value #MOST_CONTENTS} places on, the one that was written first is forgotten. */
  public void setContent(Place place, int value, Support support) {
    heap.put(place, new Content(canonical(value), support));
    if (heap.size() > MOST_CONTENTS) {
      heap.remove(heap.keySet().iterator().next());
    }
  }

  /**
   * Reviews what places hold after something may have changed it.
   *
   * @param review gives what it rests on that the place is unchanged; empty if it may be changed
   */
  public void review(Function<Place, Optional<Support>> review) {
    for (Iterator<Map.Entry<Place, Content>> entries = heap.entrySet().iterator();
        entries.hasNext(); ) {
      Map.Entry<Place, Content> entry = entries.next();
      Optional<Support> unchanged = review.apply(entry.getKey());
      if (unchanged.isEmpty()) {
        entries.remove();
      } else if (!unchanged.get().isEmpty()) {
        Content content = entry.getValue();
        entry.setValue(new Content(content.value(), content.support().union(unchanged.get())));
      }
    }
  }

  /**
   * What it rests on that an object was made here and nobody else can reach it yet; empty if
   * somebody may.
   */
  public Optional<Support> confinement(int value) {
    return Optional.ofNullable(confined.get(canonical(value)));
  }

  public void confine(int value, Support support) {
    confined.put(canonical(value), support);
  }

  /** From here on, others may reach the object. */
  public void release(int value) {
    confined.remove(canonical(value));
  }

  /** Fields of the object or class under construction that its initialiser has written. */
  public Set<FieldReference> assigned() {
    return assigned;
  }

  public void setAssigned(Set<FieldReference> fields) {
    this.assigned = Set.copyOf(fields);
  }

  /** Of two states that differ in the heap only, keeps what both agree on. */
  public void keepWhatHoldsIn(State later) {
    for (Iterator<Map.Entry<Place, Content>> entries = heap.entrySet().iterator();
        entries.hasNext(); ) {
      Map.Entry<Place, Content> entry = entries.next();
      Content now = later.heap.get(entry.getKey());
      if (now == null || now.value() != entry.getValue().value()) {
        entries.remove();
      } else {
        entry.setValue(now);
      }
    }
    for (int value : confined.keys()) {
      Support support = later.confined.get(value);
      if (support == null) {
        confined.remove(value);
      } else {
        confined.put(value, support);
      }
    }
  }

  /** Whether two states say the same. */
  public boolean sameAs(State other) {
    return facts.equals(other.facts)
        && differences.equals(other.differences)
        && aliases.equals(other.aliases)
        && new HashMap<>(heap).equals(new HashMap<>(other.heap))
        && confined.equals(other.confined)
        && assigned.equals(other.assigned)
        && Objects.equals(monitors, other.monitors)
        && Objects.equals(contradiction, other.contradiction);
  }

  /** How much it takes to copy. */
  public int size() {
    return facts.size() + differences.size() + heap.size() + aliases.size() + 1;
  }
}
