package org.umbriel.metadata.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.invoke.MethodHandle;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.umbriel.metadata.classfile.MethodCode;
import org.umbriel.metadata.testing.MethodAssembler;

/** Random code, run here and on the JVM: whatever happens, the graph has an edge for it. */
final class ControlFlowGraphPropertyTest {
  private static final int[] ARGUMENTS = {-2, 0, 1, 5};

  @Property(tries = 150, shrinking = ShrinkingMode.OFF)
  void executionsFollowEdges(@ForAll long seed) throws Throwable {
    MethodAssembler assembler = RandomMethod.of(seed);
    MethodCode method = assembler.code();
    MethodHandle onTheJvm = assembler.handle();
    ControlFlowGraph graph = ControlFlowGraph.of(method);
    for (int first : ARGUMENTS) {
      for (int second : ARGUMENTS) {
        Execution.Outcome outcome = Execution.of(method, first, second);
        assertEquals(resultOf(onTheJvm, first, second), outcome.result());
        follows(graph, outcome.trace());
      }
    }
  }

  private static Optional<Integer> resultOf(MethodHandle handle, int first, int second)
      throws Throwable {
    try {
      return Optional.of((int) handle.invokeExact(first, second));
    } catch (ArithmeticException e) {
      return Optional.empty();
    }
  }

  private static void follows(ControlFlowGraph graph, List<Integer> trace) {
    for (int i = 0; i + 1 < trace.size(); i++) {
      int from = trace.get(i);
      int to = trace.get(i + 1);
      BasicBlock block = graph.blockAt(from);
      boolean inside = to == from + 1 && graph.blockAt(to).equals(block);
      assertTrue(inside || hasEdge(graph, block, from, to), () -> from + " to " + to);
      assertTrue(graph.isReachable(block));
    }
  }

  private static boolean hasEdge(ControlFlowGraph graph, BasicBlock block, int from, int to) {
    return graph.successors(block).stream()
        .filter(e -> graph.block(e.to()).start() == to)
        .anyMatch(e -> e.kind() == Edge.Kind.EXCEPTION || from == block.last());
  }

  @Property(tries = 150, shrinking = ShrinkingMode.OFF)
  void blocksAndEdgesFitTogether(@ForAll long seed) {
    ControlFlowGraph graph = ControlFlowGraph.of(RandomMethod.of(seed).code());
    Map<BasicBlock, Integer> place = new HashMap<>();
    graph.reversePostorder().forEach(b -> place.put(b, place.size()));
    int next = 0;
    for (BasicBlock block : graph.blocks()) {
      assertEquals(next, block.start());
      assertEquals(block, graph.block(block.ordinal()));
      assertEquals(graph.isReachable(block), place.containsKey(block));
      for (Edge edge : graph.successors(block)) {
        BasicBlock target = graph.block(edge.to());
        assertEquals(block.ordinal(), edge.from());
        assertTrue(graph.predecessors(target).contains(edge));
        if (graph.isReachable(block) && place.get(target) <= place.get(block)) {
          assertTrue(graph.isLoopHead(target), () -> edge + " goes back");
        }
      }
      graph.predecessors(block).forEach(e -> assertEquals(block.ordinal(), e.to()));
      next = block.end();
    }
    assertEquals(graph.method().instructions().size(), next);
    assertFalse(graph.reversePostorder().isEmpty());
  }
}
