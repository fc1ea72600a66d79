package org.umbriel.metadata.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.umbriel.metadata.classfile.ExceptionHandler;
import org.umbriel.metadata.classfile.Instruction;
import org.umbriel.metadata.classfile.MethodCode;
import org.umbriel.metadata.classfile.Opcode.Family;

/**
 * A method's blocks and edges, exception edges included. Blocks end at branches and at the borders
 * of exception ranges, so a handler covers a block wholly or not at all. A {@code ret} leads to the
 * instruction behind every {@code jsr}.
 */
public final class ControlFlowGraph {
  private final MethodCode method;
  private final List<BasicBlock> blocks;
  private final int[] blockOf;
  private final List<List<Edge>> successors;
  private final List<List<Edge>> predecessors;
  private final List<BasicBlock> reversePostorder;
  private final BitSet loopHeads = new BitSet();
  private final BitSet reachable = new BitSet();

  private ControlFlowGraph(MethodCode method) {
    this.method = method;
    this.blockOf = new int[method.instructions().size()];
    this.blocks = cut();
    List<List<ExceptionHandler>> handlers = handlersByBlock();
    this.successors =
        blocks.stream().map(b -> List.copyOf(edgesFrom(b, handlers.get(b.ordinal())))).toList();
    this.predecessors = reversed();
    this.reversePostorder = List.copyOf(order());
  }

  /**
   * The graph of a method.
   *
   * @throws IllegalArgumentException if the method has no code
   */
  public static ControlFlowGraph of(MethodCode method) {
    if (!method.hasCode()) {
      throw new IllegalArgumentException(method + " has no code");
    }
    return new ControlFlowGraph(method);
  }

  public MethodCode method() {
    return method;
  }

  /** In code order; the first is the entry. */
  public List<BasicBlock> blocks() {
    return blocks;
  }

  public BasicBlock block(int ordinal) {
    return blocks.get(ordinal);
  }

  /** The block that an instruction stands in. */
  public BasicBlock blockAt(int instruction) {
    return blocks.get(blockOf[instruction]);
  }

  /** For a branch, the untaken edge comes first; exception edges come last, in table order. */
  public List<Edge> successors(BasicBlock block) {
    return successors.get(block.ordinal());
  }

  public List<Edge> predecessors(BasicBlock block) {
    return predecessors.get(block.ordinal());
  }

  /** The blocks that the entry reaches; along it every forward edge goes forward. */
  public List<BasicBlock> reversePostorder() {
    return reversePostorder;
  }

  public boolean isReachable(BasicBlock block) {
    return reachable.get(block.ordinal());
  }

  /** Whether an edge leads back to this block in the depth-first order. */
  public boolean isLoopHead(BasicBlock block) {
    return loopHeads.get(block.ordinal());
  }

  private List<BasicBlock> cut() {
    int count = method.instructions().size();
    BitSet starts = new BitSet(count + 1);
    starts.set(0);
    for (int i = 0; i < count; i++) {
      Instruction instruction = method.instruction(i);
      instruction.jumpTargets().forEach(starts::set);
      if (endsBlock(instruction.opcode().family())) {
        starts.set(i + 1);
      }
    }
    for (ExceptionHandler handler : method.handlers()) {
      starts.set(handler.start());
      starts.set(handler.end());
      starts.set(handler.handler());
    }
    List<BasicBlock> cut = new ArrayList<>();
    for (int start = 0; start < count; ) {
      int next = starts.nextSetBit(start + 1);
      int end = next < 0 || next > count ? count : next;
      Arrays.fill(blockOf, start, end, cut.size());
      cut.add(new BasicBlock(cut.size(), start, end));
      start = end;
    }
    return List.copyOf(cut);
  }

  private List<List<ExceptionHandler>> handlersByBlock() {
    List<List<ExceptionHandler>> covering = new ArrayList<>();
    blocks.forEach(b -> covering.add(new ArrayList<>()));
    for (ExceptionHandler handler : method.handlers()) {
      covering
          .subList(blockOf[handler.start()], blockOf[handler.end() - 1] + 1)
          .forEach(c -> c.add(handler));
    }
    return covering;
  }

  private List<List<Edge>> reversed() {
    List<List<Edge>> edges = new ArrayList<>();
    blocks.forEach(b -> edges.add(new ArrayList<>()));
    successors.forEach(from -> from.forEach(e -> edges.get(e.to()).add(e)));
    return edges.stream().map(List::copyOf).toList();
  }

  private static boolean endsBlock(Family family) {
    return switch (family) {
      case BRANCH, JUMP, SWITCH, RETURN, THROW, CALL_SUBROUTINE, RETURN_FROM_SUBROUTINE -> true;
      default -> false;
    };
  }

  private Set<Edge> edgesFrom(BasicBlock block, List<ExceptionHandler> handlers) {
    Set<Edge> edges = new LinkedHashSet<>();
    Instruction last = method.instruction(block.last());
    switch (last.opcode().family()) {
      case RETURN, THROW -> {}
      case RETURN_FROM_SUBROUTINE -> {
        for (int i = 0; i < method.instructions().size() - 1; i++) {
          if (method.instruction(i) instanceof Instruction.CallSubroutine) {
            edges.add(edge(block, i + 1, Edge.Kind.NORMAL));
          }
        }
      }
      case BRANCH -> {
        addFallThrough(block, edges);
        edges.add(edge(block, last.jumpTargets().get(0), Edge.Kind.TAKEN));
      }
      case JUMP, SWITCH, CALL_SUBROUTINE ->
          last.jumpTargets().forEach(t -> edges.add(edge(block, t, Edge.Kind.NORMAL)));
      default -> addFallThrough(block, edges);
    }
    for (ExceptionHandler handler : handlers) {
      int target = blockOf[handler.handler()];
      edges.add(new Edge(block.ordinal(), target, Edge.Kind.EXCEPTION, Optional.of(handler)));
    }
    return edges;
  }

  private void addFallThrough(BasicBlock block, Set<Edge> edges) {
    if (block.end() < method.instructions().size()) {
      edges.add(edge(block, block.end(), Edge.Kind.NORMAL));
    }
  }

  private Edge edge(BasicBlock from, int target, Edge.Kind kind) {
    return new Edge(from.ordinal(), blockOf[target], kind, Optional.empty());
  }

  /** Depth first without recursion: methods have up to 65,535 blocks. */
  private List<BasicBlock> order() {
    Deque<BasicBlock> postorder = new ArrayDeque<>();
    BitSet onPath = new BitSet();
    int[] nextEdge = new int[blocks.size()];
    Deque<Integer> path = new ArrayDeque<>();
    path.push(0);
    reachable.set(0);
    onPath.set(0);
    while (!path.isEmpty()) {
      int block = path.peek();
      List<Edge> edges = successors.get(block);
      if (nextEdge[block] == edges.size()) {
        path.pop();
        onPath.clear(block);
        postorder.push(blocks.get(block));
        continue;
      }
      int to = edges.get(nextEdge[block]++).to();
      if (onPath.get(to)) {
        loopHeads.set(to);
      } else if (!reachable.get(to)) {
        reachable.set(to);
        onPath.set(to);
        path.push(to);
      }
    }
    return new ArrayList<>(postorder);
  }
}
