package org.umbriel.symexec.fact.value;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.umbriel.metadata.classfile.Constant;
import org.umbriel.metadata.classfile.Instruction;
import org.umbriel.metadata.graph.BasicBlock;
import org.umbriel.metadata.graph.ControlFlowGraph;
import org.umbriel.metadata.graph.Edge;

/**
 * Conditions that were made a value: {@code ok = a != null && n > 0} is a merge of the constants 1
 * and 0, and that it is 1 says which branches were taken on the way. Only branches that can be
 * passed before the merge are told: their operands are still what they were then. (Were one passed
 * again between the merge and a use of it, that use could be reached without the merge.)
 */
final class Choices {
  private static final int MOST_BRANCHES = 6;

  private final ValueGraph graph;
  private final ControlFlowGraph flow;
  private final Map<Integer, Map<Integer, Boolean>> whenTrue = new HashMap<>();
  private final Map<Integer, Map<Integer, Boolean>> whenFalse = new HashMap<>();

  Choices(ValueGraph graph) {
    this.graph = graph;
    this.flow = graph.flow();
  }

  /** The branches on the only way on which a merge is not 0, or on which it is, with outcomes. */
  Map<Integer, Boolean> when(int merge, boolean isTrue) {
    return (isTrue ? whenTrue : whenFalse).computeIfAbsent(merge, m -> find(m, isTrue));
  }

  private Map<Integer, Boolean> find(int value, boolean isTrue) {
    if (!(graph.definition(value) instanceof Definition.Merge merge)) {
      return Map.of();
    }
    BasicBlock end = flow.block(merge.block());
    List<BasicBlock> ways = new ArrayList<>();
    for (Edge edge : flow.predecessors(end)) {
      BasicBlock from = flow.block(edge.from());
      if (edge.kind() == Edge.Kind.EXCEPTION) {
        return Map.of();
      }
      Optional<Boolean> constant = constant(graph.valueAtEnd(from.ordinal(), merge.slot()));
      if (constant.isEmpty()) {
        return Map.of();
      } else if (constant.get() == isTrue) {
        ways.add(from);
      }
    }
    return ways.size() == 1 ? branchesTo(ways.get(0), end) : Map.of();
  }

  private Optional<Boolean> constant(int value) {
    return value != ValueGraph.NONE
            && graph.definition(value) instanceof Definition.Literal literal
            && literal.constant() instanceof Constant.IntConstant number
        ? Optional.of(number.value() != 0)
        : Optional.empty();
  }

  private Map<Integer, Boolean> branchesTo(BasicBlock way, BasicBlock end) {
    Map<Integer, Boolean> found = new LinkedHashMap<>();
    BasicBlock at = way;
    for (int i = 0; i < MOST_BRANCHES; i++) {
      List<Edge> into = flow.predecessors(at);
      if (at.start() == 0 || into.size() != 1 || into.get(0).kind() == Edge.Kind.EXCEPTION) {
        break;
      }
      BasicBlock before = flow.block(into.get(0).from());
      if (graph.method().instruction(before.last()) instanceof Instruction.Branch) {
        if (!isReachedWithout(end, before)) {
          break;
        }
        found.put(before.last(), into.get(0).kind() == Edge.Kind.TAKEN);
      }
      at = before;
    }
    return found;
  }

  /** Then whatever uses the merge, and so has passed its block, has not passed this one since. */
  private boolean isReachedWithout(BasicBlock end, BasicBlock block) {
    BitSet seen = new BitSet();
    List<BasicBlock> open = new ArrayList<>(List.of(flow.blockAt(0)));
    while (!open.isEmpty()) {
      BasicBlock at = open.remove(open.size() - 1);
      if (at.equals(block)) {
        return true;
      } else if (!at.equals(end) && !seen.get(at.ordinal())) {
        seen.set(at.ordinal());
        flow.successors(at).forEach(e -> open.add(flow.block(e.to())));
      }
    }
    return false;
  }
}
