package org.umbriel.metadata.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.umbriel.metadata.classfile.Opcode.Family;

/** Against the definition: without a postdominator, there is no way to the return. */
final class PostdominatorsPropertyTest {

  @Property(tries = 20, shrinking = ShrinkingMode.OFF)
  void eachIsTheNearestThatNoWayMisses(@ForAll long seed) {
    ControlFlowGraph graph = ControlFlowGraph.of(RandomMethod.of(seed).code());
    Postdominators postdominators = Postdominators.of(graph);
    for (BasicBlock block : graph.blocks()) {
      assertEquals(nearest(graph, block.ordinal()), postdominators.after(block.ordinal()));
    }
  }

  private static int nearest(ControlFlowGraph graph, int from) {
    if (!returns(graph, from, -1)) {
      return Postdominators.NONE;
    }
    BitSet unavoidable = new BitSet();
    for (int other = 0; other < graph.blocks().size(); other++) {
      unavoidable.set(other, other != from && !returns(graph, from, other));
    }
    for (int one = unavoidable.nextSetBit(0); one >= 0; one = unavoidable.nextSetBit(one + 1)) {
      BitSet others = (BitSet) unavoidable.clone();
      others.clear(one);
      if (reaches(graph, from, one, others)) {
        return one;
      }
    }
    return Postdominators.EXIT;
  }

  private static boolean returns(ControlFlowGraph graph, int from, int without) {
    BitSet closed = new BitSet();
    if (without >= 0) {
      closed.set(without);
    }
    BitSet seen = walk(graph, from, closed);
    return seen.stream()
        .anyMatch(
            b ->
                graph.method().instruction(graph.block(b).last()).opcode().family()
                    == Family.RETURN);
  }

  /** Whether some way comes to a block before any of the others. */
  private static boolean reaches(ControlFlowGraph graph, int from, int to, BitSet without) {
    BitSet closed = (BitSet) without.clone();
    closed.clear(to);
    return walk(graph, from, closed).get(to);
  }

  private static BitSet walk(ControlFlowGraph graph, int from, BitSet closed) {
    BitSet seen = new BitSet();
    Deque<Integer> open = new ArrayDeque<>();
    seen.set(from);
    open.push(from);
    while (!open.isEmpty()) {
      for (Edge edge : graph.successors(graph.block(open.pop()))) {
        if (edge.kind() != Edge.Kind.EXCEPTION && !closed.get(edge.to()) && !seen.get(edge.to())) {
          seen.set(edge.to());
          open.push(edge.to());
        }
      }
    }
    return seen;
  }
}
