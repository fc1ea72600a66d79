package org.umbriel.metadata.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.eclipse.jdt.internal.compiler.tool.EclipseCompiler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.umbriel.metadata.classfile.ClassUnit;
import org.umbriel.metadata.classfile.Instruction;
import org.umbriel.metadata.classfile.MethodCode;
import org.umbriel.metadata.classfile.Opcode;
import org.umbriel.metadata.graph.BasicBlock;
import org.umbriel.metadata.graph.ControlFlowGraph;
import org.umbriel.metadata.graph.Edge;
import org.umbriel.metadata.testing.JavaSource;
import org.umbriel.metadata.testing.MethodAssembler;

final class AssertStatementTest {
  private static final JavaSource TARGET = target("Asserts");
  private static final String ERROR = "java/lang/AssertionError";

  private static JavaSource target(String name) {
    return JavaSource.resource(AssertStatementTest.class, "targets/" + name + ".java");
  }

  static Stream<Arguments> compilers() {
    JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
    return Stream.of(
        Arguments.of(javac, new String[] {"-g"}),
        Arguments.of(javac, new String[] {"-g:lines"}),
        Arguments.of(new EclipseCompiler(), new String[] {"-g", "-17"}));
  }

  @ParameterizedTest
  @MethodSource("compilers")
  void everyAssertOfTheSourceIsFoundOnItsLine(JavaCompiler compiler, String[] options) {
    assertEquals(TARGET.expectations(), found(TARGET.compile(compiler, options)));
  }

  /** The lines are javac's: the other compiler has none for the failure of such a statement. */
  @Test
  void assertsInTheConditionsOfAssertsAreFound() {
    JavaSource nested = target("NestedAsserts");

    assertEquals(nested.expectations(), found(nested.compile()));
  }

  private static Map<Integer, List<String>> found(List<ClassUnit> units) {
    Map<Integer, List<String>> found = new TreeMap<>();
    for (ClassUnit unit : units) {
      for (MethodCode method : unit.methods()) {
        for (AssertStatement statement : AssertStatement.in(method)) {
          found
              .computeIfAbsent(method.line(statement.failure()), l -> new ArrayList<>())
              .add("ASSERTION");
        }
      }
    }

    return found;
  }

  @ParameterizedTest
  @MethodSource("compilers")
  void statementsAreEnteredAtTheirStartAndLeftAtTheirEnd(JavaCompiler compiler, String[] options) {
    int statements = 0;
    for (ClassUnit unit : TARGET.compile(compiler, options)) {
      for (MethodCode method : unit.methods()) {
        for (AssertStatement statement : AssertStatement.in(method)) {
          isClosed(method, statement);
          statements++;
        }
      }
    }
    assertTrue(statements > 30, statements + " statements");
  }

  private static void isClosed(MethodCode method, AssertStatement statement) {
    Instruction.Branch branch =
        assertInstanceOf(Instruction.Branch.class, method.instruction(statement.branch()));
    assertEquals(new Instruction.New(ERROR), method.instruction(statement.failure()));
    assertInstanceOf(Instruction.Throw.class, method.instruction(statement.thrown()));
    ControlFlowGraph graph = ControlFlowGraph.of(method);
    for (BasicBlock block : graph.blocks()) {
      for (Edge edge : graph.successors(block)) {
        int target = graph.block(edge.to()).start();
        boolean from = isIn(statement, block.last());
        boolean to = isIn(statement, target);
        boolean enters = !from && to && block.last() != statement.branch();
        boolean leaves = from && !to && target != branch.target();
        assertTrue(
            edge.kind() == Edge.Kind.EXCEPTION || (!enters && !leaves),
            () -> method + ": " + statement + " and " + edge);
      }
    }
  }

  private static boolean isIn(AssertStatement statement, int instruction) {
    return statement.branch() < instruction && instruction <= statement.thrown();
  }

  private static MethodAssembler flagged(String descriptor) {
    return MethodAssembler.method(descriptor)
        .field(Opcode.GETSTATIC, MethodAssembler.CLASS, "$assertionsDisabled", "Z");
  }

  private static MethodAssembler failure(MethodAssembler assembler) {
    return assembler
        .type(Opcode.NEW, ERROR)
        .op(Opcode.DUP)
        .call(Opcode.INVOKESPECIAL, ERROR, "<init>", "()V")
        .op(Opcode.ATHROW);
  }

  @Test
  void theFormIsFoundInAssembledCode() {
    MethodCode code =
        failure(
                flagged("(I)V")
                    .jump(Opcode.IFNE, "end")
                    .local(Opcode.ILOAD, 0)
                    .jump(Opcode.IFNE, "end"))
            .label("end")
            .op(Opcode.RETURN)
            .code();

    assertEquals(List.of(new AssertStatement(0, 4, 7)), AssertStatement.in(code));
  }

  @Test
  void aReadOfTheFlagWithoutAFailureIsNoAssert() {
    MethodCode code =
        flagged("()V")
            .jump(Opcode.IFNE, "end")
            .op(Opcode.NOP)
            .label("end")
            .op(Opcode.RETURN)
            .code();

    assertEquals(List.of(), AssertStatement.in(code));
  }

  @Test
  void aFailureThatOthersJumpToIsNoAssert() {
    MethodCode code =
        failure(
                MethodAssembler.method("(I)V")
                    .local(Opcode.ILOAD, 0)
                    .jump(Opcode.IFEQ, "fail")
                    .field(Opcode.GETSTATIC, MethodAssembler.CLASS, "$assertionsDisabled", "Z")
                    .jump(Opcode.IFNE, "end")
                    .local(Opcode.ILOAD, 0)
                    .jump(Opcode.IFNE, "end")
                    .label("fail"))
            .label("end")
            .op(Opcode.RETURN)
            .code();

    assertEquals(List.of(), AssertStatement.in(code));
  }

  @Test
  void aConditionThatReturnsIsNoAssert() {
    MethodCode code =
        failure(
                flagged("(I)V")
                    .jump(Opcode.IFNE, "end")
                    .local(Opcode.ILOAD, 0)
                    .jump(Opcode.IFNE, "fail")
                    .op(Opcode.RETURN)
                    .label("fail"))
            .label("end")
            .op(Opcode.RETURN)
            .code();

    assertEquals(List.of(), AssertStatement.in(code));
  }

  @Test
  void aFailureThatGoesElsewhereIsNoAssert() {
    MethodCode code =
        failure(
                flagged("(I)V")
                    .jump(Opcode.IFNE, "end")
                    .local(Opcode.ILOAD, 0)
                    .jump(Opcode.IFNE, "other"))
            .label("end")
            .op(Opcode.RETURN)
            .label("other")
            .op(Opcode.RETURN)
            .code();

    assertEquals(List.of(), AssertStatement.in(code));
  }
}
