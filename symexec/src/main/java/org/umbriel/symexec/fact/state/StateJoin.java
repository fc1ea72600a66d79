package org.umbriel.symexec.fact.state;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
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
  private static final int MOST_HEAP_MERGES = 24;

  private final Basis basis;
  private final ValueGraph graph;
  private final int block;
  private final List<Way> ways;
  private final Relevance relevance;
  private final Map<Integer, int[]> merged = new LinkedHashMap<>();
  private final State result;

  private StateJoin(Basis basis, int block, List<Way> ways) {
    this.basis = basis;
    this.graph = basis.graph();
    this.block = block;
    this.ways = ways;
    this.relevance = new Relevance(graph);
    this.result = new State(basis);
  }

  /**
   * Joins.
   *
   * @param ways at least one
   */
  public static State of(Basis basis, int block, List<Way> ways) {
    return new StateJoin(basis, block, ways).join(null, Widening.NONE);
  }

  /**
   * Joins at the head of a loop, so that repeating it ends.
   *
   * @param previous the last result
   */
  public static State widened(
      Basis basis, int block, List<Way> ways, State previous, Widening widening) {
    return new StateJoin(basis, block, ways).join(previous, widening);
  }

  private State join(@Nullable State previous, Widening widening) {
    collectMerges();
    collectRelevant();
    joinHeaps();
    addLengths();
    merged.forEach((value, operands) -> result.facts.put(value, joinedFact(operands)));
    joinFacts();
    joinContradictions();
    joinMonitors();
    joinConfined();
    new DifferenceJoin(basis, ways, merged, relevance, this::isStale, result).join();
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
    Fact joined = ways.get(0).state().fact(operands[0]);
    for (int way = 1; way < operands.length; way++) {
      joined = joined.join(ways.get(way).state().fact(operands[way]), basis.types());
    }
    return joined;
  }

  /** Whether a value of a way is an earlier instance of one that this block makes anew. */
  private boolean isStale(int value) {
    if (merged.containsKey(value)) {
      return true;
    }
    Definition definition = graph.definition(value);
    return (definition instanceof Definition.Merge merge && merge.block() == block)
        || (definition instanceof Definition.HeapMerge heap && heap.block() == block)
        || (definition instanceof Definition.Length length && isStale(length.array()));
  }

  private void joinHeaps() {
    List<Map<Place, Content>> heaps = new ArrayList<>();
    for (int way = 0; way < ways.size(); way++) {
      heaps.add(translatedHeap(way));
    }
    Map<Integer, int[]> heapMerges = new LinkedHashMap<>();
    for (Place place : heaps.get(0).keySet()) {
      if (heaps.stream().allMatch(h -> h.containsKey(place)) && isRelevant(place)) {
        List<Content> found = heaps.stream().flatMap(h -> Stream.ofNullable(h.get(place))).toList();
        int[] contents = found.stream().mapToInt(Content::value).toArray();
        Support support = found.stream().map(Content::support).reduce(Support.NONE, Support::union);
        Optional<Integer> same = commonContent(contents);
        if (same.isPresent()) {
          result.heap.put(place, new Content(same.get(), support));
        } else if (heapMerges.size() < MOST_HEAP_MERGES) {
          int value = graph.table().intern(new Definition.HeapMerge(block, place));
          result.heap.put(place, new Content(value, support));
          heapMerges.put(value, contents);
        }
      }
    }
    merged.putAll(heapMerges);
    result.heap.values().forEach(c -> relevance.add(c.value()));
  }

  private boolean isRelevant(Place place) {
    if (place instanceof Place.OfObject object) {
      return relevance.contains(object.base());
    } else if (place instanceof Place.Element element) {
      return relevance.contains(element.array()) && relevance.contains(element.index());
    }
    return true;
  }

  /** The value that all ways bring, under its name in this block. */
  private Optional<Integer> commonContent(int[] contents) {
    int first = contents[0];
    boolean same = !isStale(first);
    for (int content : contents) {
      same &= content == first;
    }
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
            arrays &=
                ways.get(way).state().fact(operands[way]) instanceof ReferenceFact reference
                    && reference.type().name().startsWith("[");
            operandLengths[way] =
                arrays ? ways.get(way).state().canonical(basis.lengthOf(operands[way])) : 0;
          }
          if (arrays) {
            lengths.put(basis.lengthOf(value), operandLengths);
          }
        });
    merged.putAll(lengths);
  }

  private void joinFacts() {
    State first = ways.get(0).state();
    for (int value : first.aliases.keys()) {
      if (relevance.contains(value) && !isStale(value)) {
        int target = first.canonical(value);
        boolean everywhere = ways.stream().allMatch(w -> w.state().canonical(value) == target);
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
    Fact joined = ways.get(0).state().fact(value);
    for (int way = 1; way < ways.size(); way++) {
      joined = joined.join(ways.get(way).state().fact(value), basis.types());
    }
    if (!joined.equals(basis.of(value))) {
      result.facts.put(value, joined);
    }
  }

  private void joinContradictions() {
    Support all = Support.NONE;
    for (Way way : ways) {
      Optional<Support> one = way.state().contradiction();
      if (one.isEmpty()) {
        return;
      }
      all = all.union(one.get());
    }
    result.setContradiction(all);
  }

  private void joinMonitors() {
    Optional<List<Integer>> first = ways.get(0).state().monitors();
    boolean same =
        first.isPresent()
            && first.get().stream().noneMatch(this::isStale)
            && ways.stream().allMatch(w -> w.state().monitors().equals(first));
    result.setMonitors(same ? first.get() : null);
  }

  /** An object that a merge may also name is no longer known by one name only. */
  private void joinConfined() {
    for (int value : ways.get(0).state().confined.keys()) {
      boolean mergedToo =
          merged.values().stream().anyMatch(o -> Arrays.stream(o).anyMatch(v -> v == value));
      boolean everywhere = ways.stream().allMatch(w -> w.state().confinement(value).isPresent());
      if (everywhere && !mergedToo && !isStale(value)) {
        Support all = Support.NONE;
        for (Way way : ways) {
          all = all.union(way.state().confinement(value).orElseThrow());
        }
        result.confine(value, all);
      }
    }
    Set<FieldReference> assigned = new HashSet<>(ways.get(0).state().assigned());
    ways.forEach(w -> assigned.retainAll(w.state().assigned()));
    result.setAssigned(assigned);
  }

  /** The interval that a type's arithmetic can reach, as far as a value tells. */
  static Interval limitOf(Interval interval) {
    return Interval.INT.includes(interval) ? Interval.INT : Interval.LONG;
  }
}
