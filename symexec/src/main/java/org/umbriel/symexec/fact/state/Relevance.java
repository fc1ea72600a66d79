package org.umbriel.symexec.fact.state;

import java.util.BitSet;
import org.umbriel.metadata.classfile.Instruction;
import org.umbriel.metadata.classfile.MethodCode;
import org.umbriel.symexec.fact.value.Definition;
import org.umbriel.symexec.fact.value.ValueGraph;

/**
 * Which values a block's code can still ask about: those in its frame, and what they are computed
 * from. Facts about others are dropped, so that states stay small.
 */
final class Relevance {
  private static final int MOST_STEPS = 4;

  private final ValueGraph graph;
  private final BitSet values = new BitSet();

  Relevance(ValueGraph graph) {
    this.graph = graph;
  }

  void add(int value) {
    add(value, MOST_STEPS);
  }

  private void add(int value, int steps) {
    if (value == ValueGraph.NONE || values.get(value)) {
      return;
    }
    values.set(value);
    if (steps == 0) {
      return;
    }
    Definition definition = graph.definition(value);
    if (definition instanceof Definition.Operation operation) {
      add(operation.left(), steps - 1);
      add(operation.right(), steps - 1);
    } else if (definition instanceof Definition.Length length) {
      add(length.array(), steps - 1);
    } else if (definition instanceof Definition.TypeTest test) {
      add(test.reference(), steps - 1);
    } else if (definition instanceof Definition.Result result) {
      addOperandsOfCall(result.instruction(), steps);
    }
  }

  /** What a call returns may tell about what it was given. */
  private void addOperandsOfCall(int instruction, int steps) {
    MethodCode method = graph.method();
    Instruction made = method.instruction(instruction);
    if (made instanceof Instruction.Invoke || made instanceof Instruction.NewArray) {
      for (int i = 0; i < graph.operandCount(instruction); i++) {
        add(graph.operand(instruction, i), steps - 1);
      }
    }
  }

  /** Whether facts about a value are worth keeping. */
  boolean contains(int value) {
    return values.get(value)
        || (graph.definition(value) instanceof Definition.Length length
            && values.get(length.array()));
  }
}
