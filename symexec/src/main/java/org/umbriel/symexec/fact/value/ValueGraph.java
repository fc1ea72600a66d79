package org.umbriel.symexec.fact.value;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.umbriel.metadata.classfile.Instruction;
import org.umbriel.metadata.classfile.MethodCode;
import org.umbriel.metadata.classfile.MethodDescriptor;
import org.umbriel.metadata.classfile.Opcode;
import org.umbriel.metadata.graph.ControlFlowGraph;

/**
 * A method whose instructions name values instead of locals and stack positions. A value stands for
 * one concrete value as long as control does not pass its definition again; where it does, {@link
 * Definition.Merge} values keep the old one apart.
 */
public final class ValueGraph {
  /** No value: a dead local variable, an instruction that pushes nothing. */
  public static final int NONE = -1;

  private final ControlFlowGraph flow;
  private final ValueTable table;
  private final int[][] operands;
  private final int[] results;
  private final Frame[] starts;
  private final Frame[] ends;
  private final int[][] merges;
  private final Map<Integer, Set<Integer>> merged;
  private @Nullable Choices choices;

  /**
   * Values of a frame (JVMS 2.6), one a stack entry whatever its category.
   *
   * @param locals by slot; {@link #NONE} where dead
   * @param stack bottom first
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Frame(int[] locals, int[] stack) {}

  ValueGraph(
      ControlFlowGraph flow,
      ValueTable table,
      int[][] operands,
      int[] results,
      Frame[] starts,
      Frame[] ends,
      Map<Integer, Set<Integer>> merged) {
    this.merged = merged;
    this.flow = flow;
    this.table = table;
    this.operands = operands;
    this.results = results;
    this.starts = starts;
    this.ends = ends;
    this.merges = new int[starts.length][];
    for (int block = 0; block < starts.length; block++) {
      merges[block] = mergesOf(block);
    }
  }

  /**
   * The values of a method.
   *
   * @throws IllegalArgumentException if the method has no code or uses subroutines
   */
  public static ValueGraph of(MethodCode method) {
    return new ValueGraphBuilder(ControlFlowGraph.of(method)).build();
  }

  private int[] mergesOf(int block) {
    Frame start = starts[block];
    if (start == null) {
      return new int[0];
    }
    int[] found = new int[start.locals.length + start.stack.length];
    int count = 0;
    for (int[] part : new int[][] {start.locals, start.stack}) {
      for (int value : part) {
        if (value != NONE
            && table.definition(value) instanceof Definition.Merge merge
            && merge.block() == block) {
          found[count++] = value;
        }
      }
    }
    return Arrays.copyOf(found, count);
  }

  public ControlFlowGraph flow() {
    return flow;
  }

  public MethodCode method() {
    return flow.method();
  }

  public ValueTable table() {
    return table;
  }

  public Definition definition(int value) {
    return table.definition(value);
  }

  /** What an instruction takes from the stack, bottom first; for {@code iinc}, the variable. */
  public int operand(int instruction, int index) {
    return operands[instruction][index];
  }

  public int operandCount(int instruction) {
    return operands[instruction].length;
  }

  /** An operand counted from the top of the stack. */
  public int operandFromTop(int instruction, int depth) {
    int[] all = operands[instruction];
    return all[all.length - 1 - depth];
  }

  /** What an instruction makes; {@link #NONE} if it only moves values or makes none. */
  public int result(int instruction) {
    return results[instruction];
  }

  /**
   * The value of an array's length; for an array that is made here, the value that it is made with.
   */
  public int lengthOf(int array) {
    return lengthOf(array, table, method(), operands);
  }

  static int lengthOf(int array, ValueTable table, MethodCode method, int[][] operands) {
    if (table.definition(array) instanceof Definition.Result result
        && switch (method.instruction(result.instruction()).opcode().family()) {
          case NEW_ARRAY, MULTI_NEW_ARRAY -> true;
          default -> false;
        }) {
      return operands[result.instruction()][0];
    }
    return table.intern(new Definition.Length(array));
  }

  /** The values of {@link Definition.Merge} that a block starts with. */
  public int[] merges(int block) {
    return merges[block];
  }

  /** The local variables with which the method is called, whether the first block reads them. */
  public int[] argumentLocals() {
    int[] locals = new int[method().maxLocals()];
    Arrays.fill(locals, NONE);
    int slot = 0;
    int position = 0;
    if (!method().isStatic()) {
      locals[slot++] =
          table.intern(new Definition.Argument(position++, "L" + method().owner() + ";"));
    }
    for (String parameter : method().type().parameters()) {
      locals[slot] = table.intern(new Definition.Argument(position++, parameter));
      slot += MethodDescriptor.slots(parameter);
    }
    return locals;
  }

  /** Whether a value may go on under the name of a {@link Definition.Merge}. */
  public boolean flowsIntoMerge(int value) {
    return merged.containsKey(value);
  }

  /** The merges that may be a value, and those of these. */
  public Set<Integer> mergesWith(int value) {
    Set<Integer> found = new LinkedHashSet<>();
    Deque<Integer> open = new ArrayDeque<>(List.of(value));
    while (!open.isEmpty()) {
      merged.getOrDefault(open.poll(), Set.of()).stream().filter(found::add).forEach(open::add);
    }
    return found;
  }

  /**
   * The branches that were passed just before a merge of constants, with the outcomes that they had
   * if the merge is not 0, or if it is; {@code branch -> taken}, the last first.
   */
  public Map<Integer, Boolean> outcomesOf(int value, boolean isTrue) {
    if (choices == null) {
      choices = new Choices(this);
    }
    return choices.when(value, isTrue);
  }

  /** What a merge of a following block is brought; see {@link Definition.Merge}. */
  int valueAtEnd(int block, int slot) {
    Frame end = ends[block];
    return slot < 0 ? end.stack[-1 - slot] : end.locals[slot];
  }

  /** A fresh copy of the local variables at a block's start. */
  public int[] localsAtStart(int block) {
    return starts[block].locals.clone();
  }

  /** A fresh copy of the local variables at a block's end. */
  public int[] localsAtEnd(int block) {
    return ends[block].locals.clone();
  }

  /** Stack entries at a block's start, bottom first; not to be changed. */
  public int[] stackAtStart(int block) {
    return starts[block].stack;
  }

  /** Stack entries behind a block's last instruction, bottom first; not to be changed. */
  public int[] stackAtEnd(int block) {
    return ends[block].stack;
  }

  /** Whether an instruction can leave its block by an exception (JVMS 2.10, synchronous ones). */
  public static boolean mayThrow(Instruction instruction) {
    Opcode opcode = instruction.opcode();
    return switch (opcode.family()) {
      case ARRAY_LOAD,
          ARRAY_STORE,
          FIELD,
          INVOKE,
          INVOKE_DYNAMIC,
          NEW,
          NEW_ARRAY,
          MULTI_NEW_ARRAY,
          ARRAY_LENGTH,
          THROW,
          CHECK_CAST,
          INSTANCE_OF,
          MONITOR,
          RETURN ->
          true;
      case BINARY ->
          opcode == Opcode.IDIV
              || opcode == Opcode.LDIV
              || opcode == Opcode.IREM
              || opcode == Opcode.LREM;
      case CONSTANT -> opcode == Opcode.LDC;
      case NOP,
          LOAD,
          STORE,
          INCREMENT,
          STACK,
          UNARY,
          CONVERT,
          COMPARE,
          BRANCH,
          JUMP,
          SWITCH,
          CALL_SUBROUTINE,
          RETURN_FROM_SUBROUTINE ->
          false;
    };
  }
}
