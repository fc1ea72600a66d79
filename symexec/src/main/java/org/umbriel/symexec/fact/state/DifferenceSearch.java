package org.umbriel.symexec.fact.state;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.umbriel.symexec.fact.domain.Support;

/**
 * Finds the least known bound of the difference of two ints: shortest paths in the graph whose
 * edges are known differences, definitions and intervals (as in Bodik, Gupta and Sarkar, "ABCD:
 * eliminating array bounds checks on demand", PLDI 2000, but over a state).
 */
public final class DifferenceSearch {
  private static final int MOST_NODES = 32;
  private static final int ZERO = -1;

  /** From one node to another, each by its number. */
  private record Arc(int from, int to, long most, Support support) {}

  private final State state;
  private final DefinitionDifferences definitions;
  private final Deque<Integer> open = new ArrayDeque<>();
  private final List<Arc> arcs = new ArrayList<>();
  private int[] nodes = new int[MOST_NODES];
  private int size;
  private int visited;

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
    Distances distances = new Distances(size, numberOf(from));
    for (int round = 0; round < visited + 1; round++) {
      boolean changed = false;
      for (Arc arc : arcs) {
        changed |= distances.relax(arc);
      }
      if (!changed) {
        break;
      }
    }
    int target = numberOf(to);
    @Nullable Support support = distances.supports[target];
    long most = distances.most[target];
    if (support == null || most >= 0) {
      Optional<Difference> without =
          definitions.withoutCommonPart(from, to).flatMap(this::searchInstead);
      if (without.isPresent() && (support == null || without.get().most() < most)) {
        return Optional.of(new Difference(to, without.get().most(), without.get().support()));
      }
    }
    return support == null || Math.abs(most) > Difference.LIMIT
        ? Optional.empty()
        : Optional.of(new Difference(to, most, support));
  }

  private Optional<Difference> searchInstead(DefinitionDifferences.SamePart same) {
    return between(state, same.from(), same.to())
        .map(d -> new Difference(d.to(), d.most(), d.support().union(same.support())));
  }

  /** From the start to each node, by its number; without a support, none is known. */
  private static final class Distances {
    final long[] most;
    final @Nullable Support[] supports;

    Distances(int size, int start) {
      this.most = new long[size];
      this.supports = new Support[size];
      supports[start] = Support.NONE;
    }

    boolean relax(Arc arc) {
      @Nullable Support start = supports[arc.from];
      if (start == null) {
        return false;
      }
      long sum = most[arc.from] + arc.most;
      if (supports[arc.to] != null && most[arc.to] <= sum) {
        return false;
      }
      most[arc.to] = sum;
      supports[arc.to] = start.union(arc.support);
      return true;
    }
  }

  /** Nodes that the start leads to and those that define the target, with all arcs between them. */
  private void collect(int from, int to) {
    visit(from);
    visit(to);
    while (!open.isEmpty()) {
      int node = open.poll();
      addBounds(node);
      for (Difference difference : state.differencesOf(node)) {
        add(node, difference.to(), difference.most(), difference.support());
      }
      definitions.above(node, (target, most, support) -> add(node, target, most, support));
      definitions.below(node, (source, most, support) -> add(source, node, most, support));
    }
  }

  /** Numbers a node; the first ones are also looked at. */
  private int visit(int node) {
    int number = numberOf(node);
    if (number == size) {
      if (size == nodes.length) {
        nodes = Arrays.copyOf(nodes, size * 2);
      }
      nodes[size++] = node;
      if (visited < MOST_NODES && node != ZERO) {
        visited++;
        open.add(node);
      }
    }
    return number;
  }

  private int numberOf(int node) {
    int number = 0;
    while (number < size && nodes[number] != node) {
      number++;
    }
    return number;
  }

  private void add(int from, int to, long most, Support support) {
    arcs.add(new Arc(visit(from), visit(to), most, support));
  }

  /** {@code value - 0 <= high} and {@code 0 - value <= -low}. */
  private void addBounds(int node) {
    if (state.fact(node) instanceof NumberFact number) {
      if (Math.abs(number.interval().high()) <= Difference.LIMIT) {
        add(node, ZERO, number.interval().high(), number.support());
      }
      if (Math.abs(number.interval().low()) <= Difference.LIMIT) {
        add(ZERO, node, -number.interval().low(), number.support());
      }
    }
  }
}
