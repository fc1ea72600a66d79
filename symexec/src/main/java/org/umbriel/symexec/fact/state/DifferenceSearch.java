package org.umbriel.symexec.fact.state;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.umbriel.symexec.fact.domain.Support;

/**
 * Finds the least known bound of the difference of two ints: shortest paths in the graph whose
 * edges are known differences, definitions and intervals (as in Bodik, Gupta and Sarkar, "ABCD:
 * eliminating array bounds checks on demand", PLDI 2000, but over a state).
 */
public final class DifferenceSearch {
  private static final int MOST_NODES = 24;
  private static final int ZERO = -1;

  private record Arc(int from, int to, long most, Support support) {}

  private record Distance(long most, Support support) {}

  private final State state;
  private final DefinitionDifferences definitions;
  private final Map<Integer, Boolean> nodes = new HashMap<>();
  private final List<Arc> arcs = new ArrayList<>();

  private DifferenceSearch(State state) {
    this.state = state;
    this.definitions = new DefinitionDifferences(state);
  }

  /** The least known {@code c} with {@code from - to <= c}. */
  public static Optional<Difference> between(State state, int from, int to) {
    return new DifferenceSearch(state).search(state.canonical(from), state.canonical(to));
  }

  /** Whether {@code from - to <= most} is known, and what that rests on. */
  public static Optional<Support> proves(State state, int from, int to, long most) {
    return between(state, from, to).filter(d -> d.most() <= most).map(Difference::support);
  }

  private Optional<Difference> search(int from, int to) {
    if (from == to) {
      return Optional.of(new Difference(to, 0, Support.NONE));
    }
    collect(from, to);
    Map<Integer, Distance> distances = new HashMap<>();
    distances.put(from, new Distance(0, Support.NONE));
    for (int round = 0; round < nodes.size() + 1; round++) {
      boolean changed = false;
      for (Arc arc : arcs) {
        changed |= relax(arc, distances);
      }
      if (!changed) {
        break;
      }
    }
    @Nullable Distance found = distances.get(to);
    if (found == null || found.most >= 0) {
      Optional<Difference> without =
          definitions.withoutCommonPart(from, to).flatMap(this::searchInstead);
      if (without.isPresent() && (found == null || without.get().most() < found.most)) {
        return Optional.of(new Difference(to, without.get().most(), without.get().support()));
      }
    }
    return found == null || Math.abs(found.most) > Difference.LIMIT
        ? Optional.empty()
        : Optional.of(new Difference(to, found.most, found.support));
  }

  private Optional<Difference> searchInstead(DefinitionDifferences.SamePart same) {
    return between(state, same.from(), same.to())
        .map(d -> new Difference(d.to(), d.most(), d.support().union(same.support())));
  }

  private static boolean relax(Arc arc, Map<Integer, Distance> distances) {
    @Nullable Distance start = distances.get(arc.from);
    if (start == null) {
      return false;
    }
    @Nullable Distance known = distances.get(arc.to);
    long most = start.most + arc.most;
    if (known != null && known.most <= most) {
      return false;
    }
    distances.put(arc.to, new Distance(most, start.support.union(arc.support)));
    return true;
  }

  /** Nodes that the start leads to and those that define the target, with all arcs between them. */
  private void collect(int from, int to) {
    Deque<Integer> open = new ArrayDeque<>();
    visit(from, open);
    visit(to, open);
    while (!open.isEmpty()) {
      int node = open.poll();
      addBounds(node);
      for (Difference difference : state.differencesOf(node)) {
        add(node, difference.to(), difference.most(), difference.support(), open);
      }
      definitions.above(node, (target, most, support) -> add(node, target, most, support, open));
      definitions.below(node, (source, most, support) -> add(source, node, most, support, open));
    }
  }

  private void visit(int node, Deque<Integer> open) {
    if (nodes.size() < MOST_NODES && nodes.putIfAbsent(node, true) == null) {
      open.add(node);
    }
  }

  private void add(int from, int to, long most, Support support, Deque<Integer> open) {
    arcs.add(new Arc(from, to, most, support));
    visit(from, open);
    visit(to, open);
  }

  /** {@code value - 0 <= high} and {@code 0 - value <= -low}. */
  private void addBounds(int node) {
    if (state.fact(node) instanceof NumberFact number) {
      if (Math.abs(number.interval().high()) <= Difference.LIMIT) {
        arcs.add(new Arc(node, ZERO, number.interval().high(), number.support()));
      }
      if (Math.abs(number.interval().low()) <= Difference.LIMIT) {
        arcs.add(new Arc(ZERO, node, -number.interval().low(), number.support()));
      }
    }
  }
}
