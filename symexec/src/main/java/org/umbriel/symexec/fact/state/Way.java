package org.umbriel.symexec.fact.state;

import org.umbriel.symexec.fact.value.Definition;
import org.umbriel.symexec.fact.value.ValueGraph;

/**
 * A state that flows into a block, with the frame that control brings along.
 *
 * @param locals values by slot
 * @param stack values, bottom first; empty on an exception edge
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Way(State state, int[] locals, int[] stack) {

  /** What this way brings for a merge of the block that it flows into. */
  public int operand(Definition.Merge merge) {
    return merge.slot() >= 0 ? locals[merge.slot()] : stack[-1 - merge.slot()];
  }

  boolean brings(Definition.Merge merge) {
    return (merge.slot() >= 0 || -1 - merge.slot() < stack.length)
        && operand(merge) != ValueGraph.NONE;
  }
}
