package org.umbriel.symexec.fact.state;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.umbriel.metadata.classfile.FieldReference;
import org.umbriel.symexec.fact.domain.Interval;
import org.umbriel.symexec.fact.domain.Support;
import org.umbriel.symexec.fact.state.Place.Content;
import org.umbriel.symexec.fact.value.Definition;
import org.umbriel.symexec.fact.value.ValueGraph;

/**
 * {@code Way}s {@code -> State}: what holds at a block's start, whichever way control came. Values
 * that differ by way have become {@link Definition.Merge}s of the block; what was known of each
 * operand is known of the merge if it was known on every way.
 */
public final class StateJoin {
  /** In place of an operand, on a way that is dead. */
  static final int ABSENT = -2;

  private static final int MOST_HEAP_MERGES = 24;
  private static final int MOST_STEPS = 4;

  private final Basis basis;
  private final ValueGraph graph;
  private final int block;
  private final Detail detail;
  private final Ways ways;
  private final Relevance relevance;
  private final Map<Integer, int[]> merged = new LinkedHashMap<>();
  private final State result;

  private StateJoin(Basis basis, int block, List<Way> ways, Detail detail) {
    this.basis = basis;
    this.detail = detail;
    this.graph = basis.graph();
    this.block = block;
    this.ways = new Ways(ways);
    this.relevance = new Relevance(graph);
    this.result = new State(basis);
  }

  /**
   * Joins.
   *
   * @param ways at least one
   */
  public static State of(Basis basis, int block, List<Way> ways, Detail detail) {
    return new StateJoin(basis, block, ways, detail).join(null, Widening.NONE);
  }

  /**
   * Joins at the head of a loop, so that repeating it ends.
   *
   * @param previous the last result
   */
  public static State widened(
      Basis basis, int block, List<Way> ways, Detail detail, State previous, Widening widening) {
    return new StateJoin(basis, block, ways, detail).join(previous, widening);
  }

  private State join(@Nullable State previous, Widening widening) {
    collectMerges();
    collectRelevant();
    joinHeaps();
    addLengths();
    merged.forEach((value, operands) -> result.facts.put(value, joinedFact(operands)));
    joinFacts();
    result.setContradiction(ways.contradiction().orElse(null));
    joinMonitors();
    joinConfined();
    if (detail == Detail.WHOLE) {
      new DifferenceJoin(basis, ways, merged, relevance, this::isStale, result).join();
    }
    return previous == null ? result : widening.apply(previous, result);
  }

  private void collectMerges() {
    for (int value : graph.merges(block)) {
      Definition.Merge merge = (Definition.Merge) graph.definition(value);
      int[] operands = new int[ways.size()];
      boolean whole = true;
      for (int way = 0; way < operands.length; way++) {
        whole &= ways.get(way).brings(merge);
        operands[way] = whole ? ways.get(way).state().canonical(ways.get(way).operand(merge)) : 0;
      }
      if (whole) {
        merged.put(value, operands);
      }
    }
  }

  private void collectRelevant() {
    for (int value : graph.localsAtStart(block)) {
      relevance.add(value);
    }
    for (int value : graph.stackAtStart(block)) {
      relevance.add(value);
    }
  }

  private Fact joinedFact(int[] operands) {
    return joined(
        way ->
            operands[way] == ABSENT
                ? Optional.empty()
                : Optional.of(ways.get(way).state().fact(operands[way])));
  }

  /**
   * What holds on every way. Where ways that are dead under premises would spoil it, what holds on
   * the others, resting on those premises.
   *
   * @param onWay never empty on a way that is not dead
   */
  private Fact joined(IntFunction<Optional<Fact>> onWay) {
    Fact live = onWay.apply(ways.firstLive()).orElseThrow();
    for (int way : ways.live()) {
      live = join(live, onWay.apply(way).orElseThrow());
    }
    if (ways.dead().length == 0) {
      return live;
    }
    Fact all = live;
    for (int way : ways.dead()) {
      Optional<Fact> dead = onWay.apply(way);
      if (dead.isEmpty()) {
        return live.restingOn(ways.premises());
      }
      all = join(all, dead.get());
    }
    return bare(all).equals(bare(live)) ? all : live.restingOn(ways.premises());
  }

  private Fact join(Fact first, Fact second) {
    return first.join(second, basis.types());
  }

  private static Fact bare(Fact fact) {
    return fact.supportedBy(Support.NONE, Support.NONE, Support.NONE);
  }

  /** Whether a value of a way is, or is made of, an earlier instance of one that starts here. */
  private boolean isStale(int value) {
    return isStale(value, MOST_STEPS);
  }

  private boolean isStale(int value, int steps) {
    if (value == ValueGraph.NONE) {
      return false;
    }
    Definition definition = graph.definition(value);
    if (merged.containsKey(value)
        || (definition instanceof Definition.Merge merge && merge.block() == block)
        || (definition instanceof Definition.HeapMerge heap && heap.block() == block)) {
      return true;
    } else if (definition instanceof Definition.Length length) {
      return steps == 0 || isStale(length.array(), steps - 1);
    } else if (definition instanceof Definition.TypeTest test) {
      return steps == 0 || isStale(test.reference(), steps - 1);
    } else if (definition instanceof Definition.Operation operation) {
      return steps == 0
          || isStale(operation.left(), steps - 1)
          || isStale(operation.right(), steps - 1);
    }
    return false;
  }

  private void joinHeaps() {
    List<Map<Place, Content>> heaps = new ArrayList<>();
    for (int way = 0; way < ways.size(); way++) {
      heaps.add(translatedHeap(way));
    }
    Map<Integer, int[]> heapMerges = new LinkedHashMap<>();
    for (Place place : heaps.get(ways.firstLive()).keySet()) {
      boolean everywhere =
          Arrays.stream(ways.live()).allMatch(w -> heaps.get(w).containsKey(place));
      if (everywhere && isRelevant(place)) {
        joinContent(place, heaps, heapMerges);
      }
    }
    merged.putAll(heapMerges);
    result.heap.values().forEach(c -> relevance.add(c.value()));
  }

  private void joinContent(
      Place place, List<Map<Place, Content>> heaps, Map<Integer, int[]> heapMerges) {
    int[] contents = new int[heaps.size()];
    Support support = Support.NONE;
    for (int way = 0; way < contents.length; way++) {
      Content content = heaps.get(way).get(place);
      contents[way] = content == null ? ABSENT : content.value();
      support = support.union(content == null ? ways.premises() : content.support());
    }
    Optional<Integer> same = commonContent(contents);
    if (same.isPresent()) {
      result.heap.put(place, new Content(same.get(), support));
    } else if (detail == Detail.WHOLE && heapMerges.size() < MOST_HEAP_MERGES) {
      int value = graph.table().intern(new Definition.HeapMerge(block, place));
      result.heap.put(place, new Content(value, support));
      heapMerges.put(value, contents);
    }
  }

  private boolean isRelevant(Place place) {
    if (place instanceof Place.OfObject object) {
      return relevance.contains(object.base());
    } else if (place instanceof Place.Element element) {
      return relevance.contains(element.array()) && relevance.contains(element.index());
    }
    return true;
  }

  /** The value that all ways bring, or those that are not dead, under its name in this block. */
  private Optional<Integer> commonContent(int[] contents) {
    int first = contents[ways.firstLive()];
    boolean same =
        !isStale(first) && Arrays.stream(contents).allMatch(c -> c == first || c == ABSENT);
    if (same) {
      return Optional.of(first);
    }
    return merged.entrySet().stream()
        .filter(e -> Arrays.equals(e.getValue(), contents))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /** A way's heap, with the block's merges in place of what this way brings for them. */
  private Map<Place, Content> translatedHeap(int way) {
    State state = ways.get(way).state();
    Map<Integer, List<Integer>> names = new LinkedHashMap<>();
    merged.forEach(
        (value, operands) ->
            names.computeIfAbsent(operands[way], k -> new ArrayList<>(2)).add(value));
    Map<Place, Content> translated = new LinkedHashMap<>();
    state.heap.forEach(
        (place, content) -> {
          Content canonical = new Content(state.canonical(content.value()), content.support());
          for (Place named : namedPlaces(place, names)) {
            translated.put(named, canonical);
          }
        });
    return translated;
  }

  private List<Place> namedPlaces(Place place, Map<Integer, List<Integer>> names) {
    List<Place> found = new ArrayList<>(2);
    if (place instanceof Place.OfObject object) {
      for (int base : namesOf(object.base(), names)) {
        found.add(new Place.OfObject(base, object.field(), object.isFinal()));
      }
    } else if (place instanceof Place.Element element) {
      for (int array : namesOf(element.array(), names)) {
        for (int index : namesOf(element.index(), names)) {
          found.add(new Place.Element(array, index));
        }
      }
    } else {
      found.add(place);
    }
    return found;
  }

  private List<Integer> namesOf(int value, Map<Integer, List<Integer>> names) {
    List<Integer> found = new ArrayList<>(names.getOrDefault(value, List.of()));
    if (!isStale(value)) {
      found.add(value);
    }
    return found;
  }

  /** The length of a merged array is the merge of the lengths. */
  private void addLengths() {
    Map<Integer, int[]> lengths = new LinkedHashMap<>();
    merged.forEach(
        (value, operands) -> {
          boolean arrays = true;
          int[] operandLengths = new int[operands.length];
          for (int way = 0; way < operands.length; way++) {
            if (operands[way] == ABSENT) {
              operandLengths[way] = ABSENT;
              continue;
            }
            State state = ways.get(way).state();
            arrays &=
                state.fact(operands[way]) instanceof ReferenceFact reference
                    && reference.type().name().startsWith("[");
            operandLengths[way] = arrays ? state.canonical(basis.lengthOf(operands[way])) : ABSENT;
          }
          if (arrays) {
            lengths.put(basis.lengthOf(value), operandLengths);
          }
        });
    merged.putAll(lengths);
  }

  private void joinFacts() {
    State first = ways.get(ways.firstLive()).state();
    for (int value : first.aliases.keys()) {
      if (relevance.contains(value) && !isStale(value)) {
        int target = first.canonical(value);
        boolean everywhere = ways.all().allMatch(w -> w.state().canonical(value) == target);
        if (everywhere && !isStale(target)) {
          result.aliases.put(value, target);
          relevance.add(target);
        } else {
          joinFact(value);
        }
      }
    }
    for (int value : first.facts.keys()) {
      if (relevance.contains(value) && !isStale(value)) {
        joinFact(value);
      }
    }
  }

  private void joinFact(int value) {
    Fact joined = joined(way -> Optional.of(ways.get(way).state().fact(value)));
    if (!joined.equals(basis.of(value))) {
      result.facts.put(value, joined);
    }
  }

  private void joinMonitors() {
    Optional<List<Integer>> first = ways.get(0).state().monitors();
    boolean same =
        first.isPresent()
            && first.get().stream().noneMatch(this::isStale)
            && ways.all().allMatch(w -> w.state().monitors().equals(first));
    result.setMonitors(same ? first.get() : null);
  }

  /** An object that a merge may also name is no longer known by one name only. */
  private void joinConfined() {
    for (int value : ways.get(0).state().confined.keys()) {
      boolean mergedToo =
          merged.values().stream().anyMatch(o -> Arrays.stream(o).anyMatch(v -> v == value));
      boolean everywhere = ways.all().allMatch(w -> w.state().confinement(value).isPresent());
      if (everywhere && !mergedToo && !isStale(value)) {
        Support all = Support.NONE;
        for (int way = 0; way < ways.size(); way++) {
          all = all.union(ways.get(way).state().confinement(value).orElseThrow());
        }
        result.confine(value, all);
      }
    }
    Set<FieldReference> assigned = new HashSet<>(ways.get(0).state().assigned());
    ways.all().forEach(w -> assigned.retainAll(w.state().assigned()));
    result.setAssigned(assigned);
  }

  /** The interval that a type's arithmetic can reach, as far as a value tells. */
  static Interval limitOf(Interval interval) {
    return Interval.INT.includes(interval) ? Interval.INT : Interval.LONG;
  }
}
