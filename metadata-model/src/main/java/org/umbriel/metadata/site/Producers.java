package org.umbriel.metadata.site;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.umbriel.metadata.classfile.MethodCode;
import org.umbriel.metadata.graph.BasicBlock;
import org.umbriel.metadata.graph.ControlFlowGraph;

/**
 * Which instructions made the values that an instruction takes from the stack, as far as its basic
 * block alone tells. Copies ({@code dup} and its kin) are made by whoever made the original.
 */
public final class Producers {
  /** The value comes from another block. */
  public static final int UNKNOWN = -1;

  private final List<List<Operand>> operands;

  private Producers(List<List<Operand>> operands) {
    this.operands = operands;
  }

  /** The producers of a method's operands. */
  public static Producers in(MethodCode method) {
    List<List<Operand>> operands =
        new ArrayList<>(Collections.nCopies(method.instructions().size(), List.of()));
    if (method.hasCode()) {
      OperandTracker tracker = new OperandTracker(method);
      for (BasicBlock block : ControlFlowGraph.of(method).blocks()) {
        tracker.startBlock();
        for (int i = block.start(); i < block.end(); i++) {
          operands.set(i, tracker.step(i));
        }
      }
    }
    return new Producers(operands);
  }

  /**
   * The instruction that made an operand, or {@link #UNKNOWN}.
   *
   * @param depth counted in values from the top, as {@link CheckSite#operand}
   */
  public int of(int instruction, int depth) {
    List<Operand> taken = operands.get(instruction);
    return depth < taken.size() ? taken.get(taken.size() - 1 - depth).producer() : UNKNOWN;
  }
}
