package org.umbriel.symexec.fact.value;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.umbriel.metadata.classfile.Instruction;
import org.umbriel.metadata.classfile.MethodCode;
import org.umbriel.metadata.graph.BasicBlock;
import org.umbriel.metadata.graph.ControlFlowGraph;
import org.umbriel.metadata.graph.Edge;
import org.umbriel.metadata.graph.Liveness;
import org.umbriel.symexec.fact.value.ValueGraph.Frame;

/**
 * Builds a {@link ValueGraph} in three passes: walk the blocks with a merge at every join; drop the
 * merges that bring one value only; number what is left so that equal computations coincide.
 */
final class ValueGraphBuilder {
  private final ControlFlowGraph flow;
  private final MethodCode method;
  private final Liveness liveness;
  private final ValueTable raw = new ValueTable();
  private final Merges merges = new Merges();
  private final int[][] operands;
  private final int[] results;
  private final Frame[] starts;
  private final Frame[] ends;
  private final boolean[][] wideAtStart;
  private final BitSet joins = new BitSet();

  ValueGraphBuilder(ControlFlowGraph flow) {
    this.flow = flow;
    this.method = flow.method();
    this.liveness = Liveness.of(flow);
    int count = method.instructions().size();
    int blocks = flow.blocks().size();
    this.operands = new int[count][];
    this.results = new int[count];
    Arrays.fill(operands, new int[0]);
    Arrays.fill(results, ValueGraph.NONE);
    this.starts = new Frame[blocks];
    this.ends = new Frame[blocks];
    this.wideAtStart = new boolean[blocks][];
    wideAtStart[0] = new boolean[0];
    for (BasicBlock block : flow.reversePostorder()) {
      List<Edge> ways = flow.predecessors(block);
      int entries = block.ordinal() == 0 ? 1 : 0;
      boolean caught = ways.stream().anyMatch(e -> e.kind() == Edge.Kind.EXCEPTION);
      joins.set(block.ordinal(), caught || ways.size() + entries > 1);
    }
  }

  ValueGraph build() {
    for (Instruction instruction : method.instructions()) {
      if (instruction instanceof Instruction.CallSubroutine) {
        throw new IllegalArgumentException(method + " uses subroutines");
      }
    }
    for (BasicBlock block : flow.reversePostorder()) {
      walk(block);
    }
    merges.simplify();
    return new ValueNumbering(flow, raw, merges, operands, results).renumber(starts, ends);
  }

  private void walk(BasicBlock block) {
    int ordinal = block.ordinal();
    FrameWalker frame = startOf(block);
    starts[ordinal] = frame.snapshot();
    List<Edge> successors = flow.successors(block);
    for (int i = block.start(); i < block.end(); i++) {
      Instruction instruction = method.instruction(i);
      if (ValueGraph.mayThrow(instruction)) {
        bringToHandlers(frame, successors);
      }
      frame.at(i);
      instruction.accept(frame);
    }
    ends[ordinal] = frame.snapshot();
    for (Edge edge : successors) {
      if (edge.kind() != Edge.Kind.EXCEPTION) {
        bring(frame, edge.to());
      }
    }
  }

  private FrameWalker startOf(BasicBlock block) {
    FrameWalker frame = new FrameWalker(method, raw, operands, results);
    if (block.ordinal() == 0) {
      frame.enter();
    }
    if (joins.get(block.ordinal())) {
      merge(block, frame);
    } else if (block.ordinal() != 0) {
      inherit(block, frame);
    }
    return frame;
  }

  /** Starts a block with a merge for each live local variable and each stack entry. */
  private void merge(BasicBlock block, FrameWalker frame) {
    int ordinal = block.ordinal();
    if (ordinal == 0) {
      bringLocals(frame.locals(), 0);
    }
    int[] locals = new int[method.maxLocals()];
    Arrays.fill(locals, ValueGraph.NONE);
    liveness.atStart(ordinal).stream()
        .forEach(slot -> locals[slot] = raw.intern(new Definition.Merge(ordinal, slot)));
    frame.setLocals(locals);
    List<Edge> ways = flow.predecessors(block);
    if (ways.stream().anyMatch(e -> e.kind() == Edge.Kind.EXCEPTION)) {
      int caught = raw.intern(new Definition.Caught(ordinal));
      if (ways.stream().allMatch(e -> e.kind() == Edge.Kind.EXCEPTION)) {
        frame.push(caught, false);
        return;
      }
      merges.bring(raw.intern(new Definition.Merge(ordinal, -1)), caught);
      wideAtStart[ordinal] = new boolean[1];
    }
    boolean[] wide = wideAtStart[ordinal];
    for (int depth = 0; depth < wide.length; depth++) {
      frame.push(raw.intern(new Definition.Merge(ordinal, -1 - depth)), wide[depth]);
    }
  }

  private void inherit(BasicBlock block, FrameWalker frame) {
    Frame end = ends[flow.predecessors(block).get(0).from()];
    BitSet live = liveness.atStart(block.ordinal());
    int[] locals = end.locals().clone();
    for (int slot = 0; slot < locals.length; slot++) {
      if (!live.get(slot)) {
        locals[slot] = ValueGraph.NONE;
      }
    }
    frame.setLocals(locals);
    boolean[] wide = wideAtStart[block.ordinal()];
    for (int depth = 0; depth < end.stack().length; depth++) {
      frame.push(end.stack()[depth], wide[depth]);
    }
  }

  private void bringToHandlers(FrameWalker frame, List<Edge> successors) {
    for (Edge edge : successors) {
      if (edge.kind() == Edge.Kind.EXCEPTION) {
        bringLocals(frame.locals(), edge.to());
      }
    }
  }

  private void bring(FrameWalker frame, int to) {
    wideAtStart[to] = frame.wideFlags();
    if (joins.get(to)) {
      bringLocals(frame.locals(), to);
      int[] stack = frame.stack();
      for (int depth = 0; depth < stack.length; depth++) {
        merges.bring(raw.intern(new Definition.Merge(to, -1 - depth)), stack[depth]);
      }
    }
  }

  private void bringLocals(int[] locals, int to) {
    BitSet live = liveness.atStart(to);
    for (int slot = live.nextSetBit(0); slot >= 0; slot = live.nextSetBit(slot + 1)) {
      merges.bring(raw.intern(new Definition.Merge(to, slot)), locals[slot]);
    }
  }
}
