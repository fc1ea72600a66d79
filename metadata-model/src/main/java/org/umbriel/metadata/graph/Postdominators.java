package org.umbriel.metadata.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import org.umbriel.metadata.classfile.Opcode.Family;

/**
 * For each block the next one that every way to the method's return goes through (Cooper, Harvey
 * and Kennedy, "A Simple, Fast Dominance Algorithm", on the reversed graph). Ways that end in an
 * exception or never are left out of account.
 */
public final class Postdominators {
  /** In place of a block's ordinal: no block, but the return itself. */
  public static final int EXIT = -1;

  /** In place of a block's ordinal: the block does not lead to a return. */
  public static final int NONE = -2;

  private static final int UNKNOWN = -1;

  private final ControlFlowGraph flow;
  private final int exit;

  /** By ordinal, the exit behind the blocks: position in the postorder of the reversed graph. */
  private final int[] position;

  private final int[] immediate;

  private Postdominators(ControlFlowGraph flow) {
    this.flow = flow;
    this.exit = flow.blocks().size();
    this.position = new int[exit + 1];
    this.immediate = new int[exit + 1];
    Arrays.fill(position, UNKNOWN);
    Arrays.fill(immediate, UNKNOWN);
    List<Integer> order = reversePostorder();
    immediate[exit] = exit;
    boolean changed = true;
    while (changed) {
      changed = false;
      for (int block : order) {
        changed |= block != exit && update(block);
      }
    }
  }

  public static Postdominators of(ControlFlowGraph flow) {
    return new Postdominators(flow);
  }

  /** The nearest block behind a block that it cannot miss, {@link #EXIT} or {@link #NONE}. */
  public int after(int block) {
    int next = immediate[block];
    return next == UNKNOWN ? NONE : next == exit ? EXIT : next;
  }

  private boolean update(int block) {
    int nearest = UNKNOWN;
    for (int next : successors(block)) {
      if (immediate[next] != UNKNOWN) {
        nearest = nearest == UNKNOWN ? next : common(nearest, next);
      }
    }
    boolean changed = immediate[block] != nearest;
    immediate[block] = nearest;
    return changed;
  }

  private int common(int a, int b) {
    int left = a;
    int right = b;
    while (left != right) {
      while (position[left] < position[right]) {
        left = immediate[left];
      }
      while (position[right] < position[left]) {
        right = immediate[right];
      }
    }
    return left;
  }

  private List<Integer> successors(int block) {
    List<Integer> successors = new ArrayList<>();
    if (returns(block)) {
      successors.add(exit);
    }
    for (Edge edge : flow.successors(flow.block(block))) {
      if (edge.kind() != Edge.Kind.EXCEPTION) {
        successors.add(edge.to());
      }
    }
    return successors;
  }

  private boolean returns(int block) {
    return flow.method().instruction(flow.block(block).last()).opcode().family() == Family.RETURN;
  }

  private List<Integer> predecessors(int block) {
    List<Integer> predecessors = new ArrayList<>();
    if (block == exit) {
      for (int i = 0; i < exit; i++) {
        if (returns(i)) {
          predecessors.add(i);
        }
      }
      return predecessors;
    }
    for (Edge edge : flow.predecessors(flow.block(block))) {
      if (edge.kind() != Edge.Kind.EXCEPTION) {
        predecessors.add(edge.from());
      }
    }
    return predecessors;
  }

  /** Depth first from the exit against the edges, without recursion. */
  private List<Integer> reversePostorder() {
    List<Integer> postorder = new ArrayList<>();
    boolean[] seen = new boolean[exit + 1];
    Deque<Integer> path = new ArrayDeque<>();
    Deque<Deque<Integer>> rest = new ArrayDeque<>();
    seen[exit] = true;
    path.push(exit);
    rest.push(new ArrayDeque<>(predecessors(exit)));
    while (!path.isEmpty()) {
      Integer next = rest.element().poll();
      if (next == null) {
        rest.pop();
        int done = path.pop();
        position[done] = postorder.size();
        postorder.add(done);
      } else if (!seen[next]) {
        seen[next] = true;
        path.push(next);
        rest.push(new ArrayDeque<>(predecessors(next)));
      }
    }
    Collections.reverse(postorder);
    return postorder;
  }
}
