package org.umbriel.symexec.fact.program;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.umbriel.metadata.classfile.Constant;
import org.umbriel.metadata.classfile.FieldReference;
import org.umbriel.metadata.classfile.Instruction;
import org.umbriel.metadata.classfile.MethodCode;
import org.umbriel.metadata.classfile.MethodReference;
import org.umbriel.metadata.classfile.Opcode;
import org.umbriel.metadata.graph.BasicBlock;
import org.umbriel.metadata.graph.ControlFlowGraph;
import org.umbriel.metadata.graph.Edge;
import org.umbriel.symexec.fact.value.Definition;
import org.umbriel.symexec.fact.value.ValueGraph;

/**
 * What a method does with its arguments, read off its values without knowing anything of them:
 * which it tests, which it hands on, where it passes a literal null.
 *
 * @param accepted positions that it tests against null, or by {@code instanceof}, and goes on if
 *     the test says null
 * @param passed its own arguments handed on
 * @param nulls literal nulls handed on
 * @param unsure arguments handed on that are not objects by syntax
 * @param called every method that it names in a call
 * @param handles every method that it makes a handle of
 * @param statics the static fields that it names
 */
record MethodScan(
    BitSet accepted,
    List<Passed> passed,
    List<Parameter> nulls,
    Set<Parameter> unsure,
    List<MethodReference> called,
    List<Handle> handles,
    Set<FieldReference> statics) {

  /** A parameter of a method as a call names it; positions count the receiver. */
  record Parameter(MethodReference method, int position) {}

  record Passed(int own, Parameter to) {}

  /** A handle of a method, with the number of arguments that it is given when it is made. */
  record Handle(MethodReference method, int captured) {}

  static MethodScan of(ValueGraph graph) {
    return new Scanner(graph).scan();
  }

  private static final class Scanner {
    private final ValueGraph graph;
    private final MethodCode method;
    private final BitSet returning;
    private final MethodScan found =
        new MethodScan(
            new BitSet(),
            new ArrayList<>(),
            new ArrayList<>(),
            new LinkedHashSet<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            new LinkedHashSet<>());

    Scanner(ValueGraph graph) {
      this.graph = graph;
      this.method = graph.method();
      this.returning = returningBlocks(graph.flow());
    }

    /** Blocks from which a return can be reached without an exception. */
    private static BitSet returningBlocks(ControlFlowGraph flow) {
      BitSet found = new BitSet();
      List<BasicBlock> order = flow.reversePostorder();
      boolean changed = true;
      while (changed) {
        changed = false;
        for (int i = order.size() - 1; i >= 0; i--) {
          BasicBlock block = order.get(i);
          boolean returns =
              flow.method().instruction(block.last()) instanceof Instruction.Return
                  || flow.successors(block).stream()
                      .anyMatch(e -> e.kind() != Edge.Kind.EXCEPTION && found.get(e.to()));
          if (returns && !found.get(block.ordinal())) {
            found.set(block.ordinal());
            changed = true;
          }
        }
      }
      return found;
    }

    MethodScan scan() {
      for (BasicBlock block : graph.flow().reversePostorder()) {
        for (int i = block.start(); i < block.end(); i++) {
          Instruction instruction = method.instruction(i);
          if (instruction instanceof Instruction.Branch branch) {
            test(block, i, branch);
          } else if (instruction instanceof Instruction.InstanceOf) {
            argument(graph.operand(i, 0)).ifPresent(found.accepted::set);
          } else if (instruction instanceof Instruction.Invoke call) {
            found.called.add(call.method());
            call(i, call.method(), 0);
          } else if (instruction instanceof Instruction.FieldAccess access && access.isStatic()) {
            found.statics.add(access.field());
          } else if (instruction instanceof Instruction.InvokeDynamic call) {
            handles(i, call);
          } else if (instruction instanceof Instruction.PushConstant push
              && push.constant() instanceof Constant.MethodHandleConstant handle) {
            found.handles.add(new Handle(reference(handle), 0));
          }
        }
      }
      return found;
    }

    private void test(BasicBlock block, int at, Instruction.Branch branch) {
      boolean takenIfNull = branch.opcode() == Opcode.IFNULL;
      if (!takenIfNull && branch.opcode() != Opcode.IFNONNULL) {
        return;
      }
      Optional<Integer> position = argument(graph.operand(at, 0));
      if (position.isEmpty()) {
        return;
      }
      for (Edge edge : graph.flow().successors(block)) {
        boolean ifNull = edge.kind() == (takenIfNull ? Edge.Kind.TAKEN : Edge.Kind.NORMAL);
        if (ifNull && returning.get(edge.to())) {
          found.accepted.set(position.get());
        }
      }
    }

    private Optional<Integer> argument(int value) {
      return graph.definition(value) instanceof Definition.Argument argument
          ? Optional.of(argument.position())
          : Optional.empty();
    }

    private void call(int at, MethodReference callee, int firstPosition) {
      for (int i = 0; i < graph.operandCount(at); i++) {
        int value = graph.operand(at, i);
        Parameter parameter = new Parameter(callee, firstPosition + i);
        argument(value).ifPresent(own -> found.passed.add(new Passed(own, parameter)));
        if (graph.definition(value) instanceof Definition.Literal literal
            && literal.constant() instanceof Constant.NullConstant) {
          found.nulls.add(parameter);
        }
        if (!isObject(value)) {
          found.unsure.add(parameter);
        }
      }
    }

    private boolean isObject(int value) {
      Definition definition = graph.definition(value);
      if (definition instanceof Definition.Literal literal) {
        return !(literal.constant() instanceof Constant.NullConstant);
      } else if (definition instanceof Definition.Result result) {
        Instruction made = method.instruction(result.instruction());
        return made instanceof Instruction.New || made instanceof Instruction.NewArray;
      }
      return definition instanceof Definition.Argument argument
          && argument.position() == 0
          && !method.isStatic();
    }

    /** The captured arguments are the first of the method that the handle names. */
    private void handles(int at, Instruction.InvokeDynamic call) {
      for (Constant argument : call.arguments()) {
        if (argument instanceof Constant.MethodHandleConstant handle) {
          found.handles.add(new Handle(reference(handle), graph.operandCount(at)));
          call(at, reference(handle), 0);
        }
      }
    }

    private static MethodReference reference(Constant.MethodHandleConstant handle) {
      return new MethodReference(handle.owner(), handle.name(), handle.descriptor());
    }
  }
}
