package org.umbriel.metadata.graph;

/**
 * Instructions that are entered at the first and left behind the last, but for exceptions.
 *
 * @param ordinal its place in {@link ControlFlowGraph#blocks}, which is code order
 * @param start first instruction
 * @param end first instruction behind it
 */
public record BasicBlock(int ordinal, int start, int end) {
  public int last() {
    return end - 1;
  }
}
