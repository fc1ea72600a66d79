package org.umbriel.metadata.graph;

import java.util.BitSet;
import java.util.List;
import org.umbriel.metadata.classfile.Instruction;
import org.umbriel.metadata.classfile.MethodCode;

/** Which local variables may be read before they are written, at the start of each block. */
public final class Liveness {
  private final ControlFlowGraph flow;
  private final BitSet[] live;
  private final BitSet[] read;
  private final BitSet[] written;

  private Liveness(ControlFlowGraph flow) {
    this.flow = flow;
    int blocks = flow.blocks().size();
    this.live = new BitSet[blocks];
    this.read = new BitSet[blocks];
    this.written = new BitSet[blocks];
    for (BasicBlock block : flow.blocks()) {
      scan(block);
      live[block.ordinal()] = read[block.ordinal()];
    }
    List<BasicBlock> order = flow.reversePostorder();
    boolean changed = true;
    while (changed) {
      changed = false;
      for (int i = order.size() - 1; i >= 0; i--) {
        changed |= update(order.get(i));
      }
    }
  }

  public static Liveness of(ControlFlowGraph flow) {
    return new Liveness(flow);
  }

  /** Slots that are live at a block's start; not to be changed. */
  public BitSet atStart(int block) {
    return live[block];
  }

  private void scan(BasicBlock block) {
    BitSet reads = new BitSet();
    BitSet writes = new BitSet();
    MethodCode method = flow.method();
    for (int i = block.start(); i < block.end(); i++) {
      Instruction instruction = method.instruction(i);
      int loaded = -1;
      if (instruction instanceof Instruction.LoadLocal load) {
        loaded = load.slot();
      } else if (instruction instanceof Instruction.Increment increment) {
        loaded = increment.slot();
      }
      if (loaded >= 0 && !writes.get(loaded)) {
        reads.set(loaded);
      }
      if (instruction instanceof Instruction.StoreLocal store) {
        writes.set(store.slot());
      }
    }
    read[block.ordinal()] = reads;
    written[block.ordinal()] = writes;
  }

  private boolean update(BasicBlock block) {
    int ordinal = block.ordinal();
    BitSet now = new BitSet();
    for (Edge edge : flow.successors(block)) {
      if (edge.kind() != Edge.Kind.EXCEPTION) {
        now.or(live[edge.to()]);
      }
    }
    now.andNot(written[ordinal]);
    now.or(read[ordinal]);
    for (Edge edge : flow.successors(block)) {
      if (edge.kind() == Edge.Kind.EXCEPTION) {
        now.or(live[edge.to()]);
      }
    }
    boolean changed = !now.equals(live[ordinal]);
    live[ordinal] = now;
    return changed;
  }
}
