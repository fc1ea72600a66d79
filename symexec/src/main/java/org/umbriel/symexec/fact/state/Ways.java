package org.umbriel.symexec.fact.state;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.umbriel.symexec.fact.domain.Support;

/**
 * The ways into a block: those that control may take, and those that it takes only if premises
 * fail. If all are of the second kind, they count as live, and the block is dead like them.
 */
final class Ways {
  private final List<Way> ways;
  private final int[] live;
  private final int[] dead;
  private final Support premises;

  Ways(List<Way> ways) {
    this.ways = List.copyOf(ways);
    int[] contradicted =
        IntStream.range(0, ways.size())
            .filter(w -> ways.get(w).state().contradiction().isPresent())
            .toArray();
    this.dead = contradicted.length == ways.size() ? new int[0] : contradicted;
    this.live =
        dead.length == 0
            ? IntStream.range(0, ways.size()).toArray()
            : IntStream.range(0, ways.size())
                .filter(w -> Arrays.binarySearch(dead, w) < 0)
                .toArray();
    this.premises =
        ways.stream()
            .flatMap(w -> w.state().contradiction().stream())
            .reduce(Support.NONE, Support::union);
  }

  int size() {
    return ways.size();
  }

  Way get(int way) {
    return ways.get(way);
  }

  Stream<Way> all() {
    return ways.stream();
  }

  /** Indices of the ways that count. */
  int[] live() {
    return live;
  }

  int firstLive() {
    return live[0];
  }

  int[] dead() {
    return dead;
  }

  /** What it rests on that the dead ways are not taken. */
  Support premises() {
    return premises;
  }

  /** What it rests on that none is taken; empty if some may be. */
  Optional<Support> contradiction() {
    return ways.stream().allMatch(w -> w.state().contradiction().isPresent())
        ? Optional.of(premises)
        : Optional.empty();
  }
}
