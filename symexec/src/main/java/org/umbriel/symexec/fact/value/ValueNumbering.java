package org.umbriel.symexec.fact.value;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.umbriel.metadata.classfile.Constant;
import org.umbriel.metadata.classfile.Instruction;
import org.umbriel.metadata.classfile.MethodCode;
import org.umbriel.metadata.classfile.Opcode;
import org.umbriel.metadata.graph.BasicBlock;
import org.umbriel.metadata.graph.ControlFlowGraph;
import org.umbriel.symexec.fact.value.ValueGraph.Frame;

/** Gives what is left after simplification its final numbers, equal computations the same one. */
final class ValueNumbering {
  private final ControlFlowGraph flow;
  private final ValueTable raw;
  private final Merges merges;
  private final int[][] operands;
  private final int[] results;
  private final ValueTable table = new ValueTable();
  private final Map<Integer, Integer> numbers = new HashMap<>();

  ValueNumbering(
      ControlFlowGraph flow, ValueTable raw, Merges merges, int[][] operands, int[] results) {
    this.flow = flow;
    this.raw = raw;
    this.merges = merges;
    this.operands = operands;
    this.results = results;
  }

  ValueGraph renumber(Frame[] starts, Frame[] ends) {
    for (BasicBlock block : flow.reversePostorder()) {
      for (int i = block.start(); i < block.end(); i++) {
        replace(operands[i]);
        if (results[i] != ValueGraph.NONE) {
          results[i] = number(results[i], i);
        }
      }
    }
    for (BasicBlock block : flow.reversePostorder()) {
      replace(starts[block.ordinal()]);
      replace(ends[block.ordinal()]);
    }
    Map<Integer, Set<Integer>> merged = new HashMap<>();
    merges.forEachOperand(
        (v, m) -> merged.computeIfAbsent(number(v), k -> new LinkedHashSet<>()).add(number(m)));
    return new ValueGraph(flow, table, operands, results, starts, ends, merged);
  }

  private void replace(Frame frame) {
    replace(frame.locals());
    replace(frame.stack());
  }

  private void replace(int[] values) {
    for (int i = 0; i < values.length; i++) {
      values[i] = values[i] == ValueGraph.NONE ? ValueGraph.NONE : number(values[i]);
    }
  }

  private int number(int rawValue) {
    int stands = merges.find(rawValue);
    Integer known = numbers.get(stands);
    if (known == null) {
      known = table.intern(raw.definition(stands));
      numbers.put(stands, known);
    }
    return known;
  }

  /** Operands have their final numbers already: definitions come before uses, merges aside. */
  private int number(int rawValue, int instruction) {
    if (raw.definition(rawValue) instanceof Definition.Result) {
      Integer known = numbers.get(rawValue);
      int value = known != null ? known : make(instruction);
      numbers.put(rawValue, value);
      return value;
    }
    return number(rawValue);
  }

  private int make(int index) {
    return flow.method().instruction(index) instanceof Instruction.ArrayLength
        ? ValueGraph.lengthOf(operands[index][0], table, flow.method(), operands)
        : table.intern(definition(index));
  }

  private Definition definition(int index) {
    MethodCode method = flow.method();
    Instruction instruction = method.instruction(index);
    int[] taken = operands[index];
    return switch (instruction.opcode().family()) {
      case UNARY, CONVERT ->
          new Definition.Operation(instruction.opcode(), taken[0], ValueGraph.NONE);
      case BINARY, COMPARE -> new Definition.Operation(instruction.opcode(), taken[0], taken[1]);
      case INCREMENT -> {
        int amount = ((Instruction.Increment) instruction).amount();
        int constant = table.intern(new Definition.Literal(new Constant.IntConstant(amount)));
        yield new Definition.Operation(Opcode.IADD, taken[0], constant);
      }
      case INSTANCE_OF ->
          new Definition.TypeTest(taken[0], ((Instruction.InstanceOf) instruction).type());
      default -> new Definition.Result(index);
    };
  }
}
