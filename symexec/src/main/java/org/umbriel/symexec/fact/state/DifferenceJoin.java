package org.umbriel.symexec.fact.state;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import org.umbriel.symexec.fact.domain.Support;
import org.umbriel.symexec.fact.value.Definition;

/**
 * Differences that hold on every way. Candidates are those that some way knows, with the block's
 * merges in place of what it brings for them; each is then asked of every way.
 */
final class DifferenceJoin {
  private static final int MOST_CANDIDATES = 96;
  private static final int MOST_PAIRED = 5;

  private record Pair(int from, int to) {}

  private final Basis basis;
  private final Ways ways;
  private final Map<Integer, int[]> numbers = new LinkedHashMap<>();
  private final Relevance relevance;
  private final IntPredicate isStale;
  private final State result;
  private final Set<Pair> candidates = new LinkedHashSet<>();
  private int doubtful;

  DifferenceJoin(
      Basis basis,
      Ways ways,
      Map<Integer, int[]> merged,
      Relevance relevance,
      IntPredicate isStale,
      State result) {
    this.basis = basis;
    this.ways = ways;
    this.relevance = relevance;
    this.isStale = isStale;
    this.result = result;
    merged.forEach(
        (value, operands) -> {
          if (result.fact(value) instanceof NumberFact) {
            numbers.put(value, operands);
          }
        });
  }

  void join() {
    doubtful = ways.firstLive();
    for (int way = 0; way < ways.size(); way++) {
      collect(way);
    }
    if (numbers.size() <= MOST_PAIRED) {
      numbers.keySet().forEach(a -> numbers.keySet().forEach(b -> propose(a, b)));
    }
    candidates.forEach(this::decide);
  }

  private void propose(int from, int to) {
    boolean useful = from != to && !isLiteral(from) && !isLiteral(to);
    if (useful && candidates.size() < MOST_CANDIDATES) {
      candidates.add(new Pair(from, to));
    }
  }

  private boolean isLiteral(int value) {
    return basis.graph().definition(value) instanceof Definition.Literal;
  }

  private void collect(int way) {
    State state = ways.get(way).state();
    Map<Integer, List<Integer>> names = new LinkedHashMap<>();
    numbers.forEach(
        (value, operands) ->
            names.computeIfAbsent(operands[way], k -> new ArrayList<>(2)).add(value));
    for (int from : state.differences.keys()) {
      for (int named : namesOf(from, names)) {
        for (Difference difference : state.differencesOf(from)) {
          namesOf(difference.to(), names).forEach(to -> propose(named, to));
        }
      }
    }
    DefinitionDifferences definitions = new DefinitionDifferences(state);
    numbers.forEach(
        (value, operands) -> {
          int operand = operands[way];
          if (operand == StateJoin.ABSENT) {
            return;
          }
          namesOf(operand, names)
              .forEach(
                  same -> {
                    propose(value, same);
                    propose(same, value);
                  });
          definitions.above(
              operand, (to, most, s) -> namesOf(to, names).forEach(t -> propose(value, t)));
          definitions.below(
              operand, (from, most, s) -> namesOf(from, names).forEach(f -> propose(f, value)));
        });
  }

  /** What a way's value is called in the block: by the merges it flows into, and by itself. */
  private List<Integer> namesOf(int value, Map<Integer, List<Integer>> names) {
    List<Integer> found = new ArrayList<>(names.getOrDefault(value, List.of()));
    if (!isStale.test(value) && relevance.contains(value)) {
      found.add(value);
    }
    return found;
  }

  /** What one way does not know, it tends not to know of the next pair either. */
  private void decide(Pair pair) {
    if (onWay(pair, doubtful).isEmpty()) {
      return;
    }
    long most = Long.MIN_VALUE;
    Support support = Support.NONE;
    for (int way : ways.live()) {
      Optional<Difference> found = onWay(pair, way);
      if (found.isEmpty()) {
        doubtful = way;
        return;
      }
      most = Math.max(most, found.get().most());
      support = support.union(found.get().support());
    }
    for (int way : ways.dead()) {
      Optional<Difference> found = onWay(pair, way);
      boolean agrees = found.isPresent() && found.get().most() <= most;
      support = support.union(agrees ? found.get().support() : ways.premises());
    }
    if (most < result.number(pair.from).mostAbove(result.number(pair.to))) {
      result.addDifference(pair.from, pair.to, most, support);
    }
  }

  private Optional<Difference> onWay(Pair pair, int way) {
    int from = operand(pair.from, way);
    int to = operand(pair.to, way);
    return from == StateJoin.ABSENT || to == StateJoin.ABSENT
        ? Optional.empty()
        : DifferenceSearch.between(ways.get(way).state(), from, to);
  }

  private int operand(int value, int way) {
    int[] operands = numbers.get(value);
    return operands == null ? value : operands[way];
  }
}
