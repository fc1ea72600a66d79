package org.umbriel.symexec.path.flow;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.umbriel.metadata.graph.BasicBlock;
import org.umbriel.metadata.graph.ControlFlowGraph;
import org.umbriel.metadata.graph.Edge;

/**
 * A method's blocks in an order in which every edge leads forward, but for the edges back to the
 * heads of loops: strongly connected components, taken apart again without the edges to their heads
 * (as in Bourdoncle's weak topological order).
 */
public final class LoopNest {

  /** A block or a loop. */
  public sealed interface Node {}

  /** A block that is executed once in its surroundings. */
  public record Single(BasicBlock block) implements Node {}

  /**
   * A loop.
   *
   * @param head the one block through which it is entered
   * @param body its nodes in order, the head as a {@link Single} first
   */
  public record Loop(BasicBlock head, List<Node> body) implements Node {}

  private final ControlFlowGraph graph;
  private boolean isReducible = true;

  private LoopNest(ControlFlowGraph graph) {
    this.graph = graph;
  }

  /**
   * The nodes of a method in order; empty if a loop has several entries, which compilers of Java do
   * not make.
   */
  public static Optional<List<Node>> of(ControlFlowGraph graph) {
    LoopNest nest = new LoopNest(graph);
    BitSet blocks = new BitSet();
    graph.reversePostorder().forEach(block -> blocks.set(block.ordinal()));
    List<Node> nodes = nest.order(blocks, 0, -1);
    return nest.isReducible ? Optional.of(nodes) : Optional.empty();
  }

  /**
   * Orders some blocks.
   *
   * @param entry where control comes in
   * @param head edges to this block are ignored; -1 for none
   */
  private List<Node> order(BitSet blocks, int entry, int head) {
    List<Node> nodes = new ArrayList<>();
    for (BitSet component : new Components(blocks, head).topological()) {
      int first = component.nextSetBit(0);
      if (component.cardinality() == 1 && !hasEdge(first, first, head)) {
        nodes.add(new Single(graph.block(first)));
      } else {
        loop(component, blocks, entry).ifPresent(nodes::add);
      }
    }
    return nodes;
  }

  private Optional<Node> loop(BitSet component, BitSet surroundings, int entry) {
    BitSet entries = new BitSet();
    for (int block = component.nextSetBit(0); block >= 0; block = component.nextSetBit(block + 1)) {
      boolean isEntered = block == entry;
      for (Edge edge : graph.predecessors(graph.block(block))) {
        isEntered |= surroundings.get(edge.from()) && !component.get(edge.from());
      }
      if (isEntered) {
        entries.set(block);
      }
    }
    if (entries.cardinality() != 1) {
      isReducible = false;
      return Optional.empty();
    }
    int head = entries.nextSetBit(0);
    return Optional.of(new Loop(graph.block(head), order(component, head, head)));
  }

  private boolean hasEdge(int from, int to, int ignoredTarget) {
    return to != ignoredTarget
        && graph.successors(graph.block(from)).stream().anyMatch(edge -> edge.to() == to);
  }

  /** Tarjan's strongly connected components, without recursion. */
  private final class Components {
    private final BitSet blocks;
    private final int ignoredTarget;
    private final int[] index;
    private final int[] low;
    private final int[] nextEdge;
    private final BitSet onStack = new BitSet();
    private final Deque<Integer> stack = new ArrayDeque<>();
    private final Deque<Integer> calls = new ArrayDeque<>();
    private final List<BitSet> found = new ArrayList<>();
    private int count;

    Components(BitSet blocks, int ignoredTarget) {
      this.blocks = blocks;
      this.ignoredTarget = ignoredTarget;
      this.index = new int[graph.blocks().size()];
      this.low = new int[index.length];
      this.nextEdge = new int[index.length];
    }

    List<BitSet> topological() {
      for (int block = blocks.nextSetBit(0); block >= 0; block = blocks.nextSetBit(block + 1)) {
        if (index[block] == 0) {
          visit(block);
        }
      }
      Collections.reverse(found);
      return found;
    }

    private void visit(int root) {
      open(root);
      while (!calls.isEmpty()) {
        int block = calls.peek();
        List<Edge> edges = graph.successors(graph.block(block));
        if (nextEdge[block] < edges.size()) {
          follow(block, edges.get(nextEdge[block]++).to());
        } else {
          calls.pop();
          close(block);
        }
      }
    }

    private void open(int block) {
      index[block] = ++count;
      low[block] = count;
      stack.push(block);
      onStack.set(block);
      calls.push(block);
    }

    private void follow(int block, int target) {
      if (target == ignoredTarget || !blocks.get(target)) {
        return;
      }
      if (index[target] == 0) {
        open(target);
      } else if (onStack.get(target)) {
        low[block] = Math.min(low[block], index[target]);
      }
    }

    private void close(int block) {
      if (!calls.isEmpty()) {
        int caller = calls.peek();
        low[caller] = Math.min(low[caller], low[block]);
      }
      if (low[block] == index[block]) {
        BitSet component = new BitSet();
        int member;
        do {
          member = stack.pop();
          onStack.clear(member);
          component.set(member);
        } while (member != block);
        found.add(component);
      }
    }
  }
}
