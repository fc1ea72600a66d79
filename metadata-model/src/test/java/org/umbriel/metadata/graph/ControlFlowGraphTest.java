package org.umbriel.metadata.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.umbriel.metadata.classfile.Opcode.ASTORE;
import static org.umbriel.metadata.classfile.Opcode.ATHROW;
import static org.umbriel.metadata.classfile.Opcode.GOTO;
import static org.umbriel.metadata.classfile.Opcode.IFEQ;
import static org.umbriel.metadata.classfile.Opcode.IFGT;
import static org.umbriel.metadata.classfile.Opcode.ILOAD;
import static org.umbriel.metadata.classfile.Opcode.IRETURN;
import static org.umbriel.metadata.classfile.Opcode.JSR;
import static org.umbriel.metadata.classfile.Opcode.NOP;
import static org.umbriel.metadata.classfile.Opcode.POP;
import static org.umbriel.metadata.classfile.Opcode.RET;
import static org.umbriel.metadata.classfile.Opcode.RETURN;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.Opcodes;
import org.umbriel.metadata.classfile.MethodCode;
import org.umbriel.metadata.testing.MethodAssembler;

final class ControlFlowGraphTest {

  private static ControlFlowGraph graph(MethodAssembler assembler) {
    return ControlFlowGraph.of(assembler.code());
  }

  /**
   * {@code 0-2 -> 2+ 4!E}: blocks by their first instructions; {@code +} taken, {@code !} thrown.
   */
  private static List<String> text(ControlFlowGraph graph) {
    return graph.blocks().stream()
        .map(
            block -> {
              StringBuilder line = new StringBuilder();
              line.append(block.start()).append('-').append(block.last()).append(" ->");
              graph.successors(block).forEach(e -> line.append(' ').append(text(graph, e)));
              return line.toString();
            })
        .toList();
  }

  private static String text(ControlFlowGraph graph, Edge edge) {
    int to = graph.block(edge.to()).start();
    return switch (edge.kind()) {
      case NORMAL -> "" + to;
      case TAKEN -> to + "+";
      case EXCEPTION -> to + "!" + edge.handler().orElseThrow().type().orElse("any");
    };
  }

  @Test
  void straightCodeIsOneBlock() {
    ControlFlowGraph graph = graph(MethodAssembler.method("()V").op(NOP, NOP, RETURN));

    assertEquals(List.of("0-2 ->"), text(graph));
    assertEquals(graph.block(0), graph.blockAt(2));
    assertFalse(graph.isLoopHead(graph.block(0)));
  }

  @Test
  void theUntakenEdgeOfABranchComesFirst() {
    ControlFlowGraph graph =
        graph(
            MethodAssembler.method("(I)I")
                .local(ILOAD, 0)
                .jump(IFEQ, "zero")
                .push(1)
                .op(IRETURN)
                .label("zero")
                .push(0)
                .op(IRETURN));

    assertEquals(List.of("0-1 -> 2 4+", "2-3 ->", "4-5 ->"), text(graph));
    assertEquals(
        List.of(new Edge(0, 2, Edge.Kind.TAKEN, java.util.Optional.empty())),
        graph.predecessors(graph.block(2)));
  }

  @Test
  void aBranchToTheNextInstructionKeepsBothEdges() {
    ControlFlowGraph graph =
        graph(
            MethodAssembler.method("(I)V")
                .local(ILOAD, 0)
                .jump(IFEQ, "next")
                .label("next")
                .op(RETURN));

    assertEquals(List.of("0-1 -> 2 2+", "2-2 ->"), text(graph));
  }

  @Test
  void switchesLeadToEachTargetOnce() {
    ControlFlowGraph graph =
        graph(
            MethodAssembler.method("(I)V")
                .local(ILOAD, 0)
                .tableSwitch(1, "c", "a", "b", "a")
                .label("a")
                .op(NOP)
                .label("b")
                .op(NOP)
                .label("c")
                .op(RETURN));

    assertEquals(List.of("0-1 -> 2 3 4", "2-2 -> 3", "3-3 -> 4", "4-4 ->"), text(graph));
  }

  @Test
  void aRangeCoversBlocksWhollyAndEdgesComeInTableOrder() {
    ControlFlowGraph graph =
        graph(
            MethodAssembler.method("()V")
                .op(NOP)
                .label("from")
                .op(NOP, NOP)
                .label("inner")
                .op(NOP)
                .label("to")
                .op(RETURN)
                .label("catch")
                .op(POP)
                .label("all")
                .op(ATHROW)
                .handler("inner", "to", "catch", "a/E")
                .handler("from", "to", "all", null));

    assertEquals(
        List.of(
            "0-0 -> 1", "1-2 -> 3 6!any", "3-3 -> 4 5!a/E 6!any", "4-4 ->", "5-5 -> 6", "6-6 ->"),
        text(graph));
  }

  @Test
  void aHandlerMayCoverItself() {
    ControlFlowGraph graph =
        graph(
            MethodAssembler.method("()V")
                .label("from")
                .op(RETURN)
                .label("catch")
                .op(POP)
                .jump(GOTO, "from")
                .label("to")
                .handler("from", "to", "catch", null));

    assertEquals(List.of("0-0 -> 1!any", "1-2 -> 0 1!any"), text(graph));
    assertTrue(graph.isLoopHead(graph.block(0)));
    assertTrue(graph.isLoopHead(graph.block(1)));
  }

  @Test
  void subroutinesReturnBehindEachCall() {
    ControlFlowGraph graph =
        graph(
            MethodAssembler.method("()V")
                .version(48)
                .jump(JSR, "sub")
                .op(NOP)
                .jump(JSR, "sub")
                .op(RETURN)
                .label("sub")
                .local(ASTORE, 0)
                .local(RET, 0));

    assertEquals(List.of("0-0 -> 4", "1-2 -> 4", "3-3 ->", "4-5 -> 1 3"), text(graph));
  }

  @Test
  void loopHeadsAreWhereControlComesBack() {
    ControlFlowGraph graph =
        graph(
            MethodAssembler.method("(I)V")
                .op(NOP)
                .label("outer")
                .op(NOP)
                .label("inner")
                .increment(0, -1)
                .local(ILOAD, 0)
                .jump(IFGT, "inner")
                .local(ILOAD, 0)
                .jump(IFEQ, "outer")
                .op(RETURN));

    assertEquals(
        List.of(1, 2),
        graph.blocks().stream().filter(graph::isLoopHead).map(BasicBlock::start).toList());
  }

  @Test
  void codeThatNothingLeadsToIsInNoOrder() {
    ControlFlowGraph graph =
        graph(
            MethodAssembler.method("()V")
                .jump(GOTO, "end")
                .label("dead")
                .op(NOP)
                .jump(GOTO, "dead")
                .label("end")
                .op(RETURN));

    assertEquals(List.of(0, 3), graph.reversePostorder().stream().map(BasicBlock::start).toList());
    assertFalse(graph.isReachable(graph.block(1)));
    assertEquals(List.of("0-0 -> 3", "1-2 -> 1", "3-3 ->"), text(graph));
  }

  @Test
  void codeThatRunsOutHasNoWayOn() {
    assertEquals(
        List.of("0-1 -> 0+"),
        text(graph(MethodAssembler.method("(I)V").label("top").local(ILOAD, 0).jump(IFEQ, "top"))));
  }

  @Test
  void aMethodWithoutCodeHasNoGraph() {
    MethodCode none = MethodAssembler.method("()V").access(Opcodes.ACC_ABSTRACT).code();

    assertThrows(IllegalArgumentException.class, () -> ControlFlowGraph.of(none));
  }

  @Test
  void deepChainsOfBlocksNeedNoDeepStack() {
    MethodAssembler assembler = MethodAssembler.method("()V");
    for (int i = 0; i < 21_000; i++) {
      assembler.label("at" + i).jump(GOTO, "at" + (i + 1));
    }
    ControlFlowGraph graph = graph(assembler.label("at21000").op(RETURN));

    assertEquals(21_001, graph.reversePostorder().size());
  }
}
