package org.umbriel.symexec.explore.machine;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;
import org.umbriel.metadata.classfile.Constant;
import org.umbriel.metadata.classfile.Instruction;
import org.umbriel.metadata.classfile.MethodCode;
import org.umbriel.metadata.classfile.MethodDescriptor;
import org.umbriel.metadata.classfile.Opcode;
import org.umbriel.metadata.graph.BasicBlock;
import org.umbriel.metadata.graph.ControlFlowGraph;
import org.umbriel.metadata.graph.Edge;
import org.umbriel.metadata.graph.Liveness;
import org.umbriel.metadata.graph.Postdominators;
import org.umbriel.symexec.term.Scalar;

/** Where the ways behind a method's branches meet, and what is alive there. */
final class Joins {
  /** The ways meet in the caller. */
  static final int IN_CALLER = -1;

  /** They do not meet, or one of them always ends in an exception. */
  static final int NOWHERE = -2;

  private static final int MOST_FAILURES = 4;

  private final MethodCode code;
  private final ControlFlowGraph flow;
  private final Postdominators postdominators;
  private final Liveness liveness;
  private final int[] failures;

  Joins(MethodCode code) {
    this.code = code;
    this.flow = ControlFlowGraph.of(code);
    this.postdominators = Postdominators.of(flow);
    this.liveness = Liveness.of(flow);
    this.failures = new int[code.instructions().size()];
  }

  /** The instruction where the ways behind a branch meet, or one of the constants. */
  int behind(int branch) {
    if (failures[branch] >= MOST_FAILURES) {
      return NOWHERE;
    }
    BasicBlock block = flow.blockAt(branch);
    for (Edge edge : flow.successors(block)) {
      if (edge.kind() != Edge.Kind.EXCEPTION
          && postdominators.after(edge.to()) == Postdominators.NONE) {
        return NOWHERE;
      }
    }
    int next = postdominators.after(block.ordinal());
    return next == Postdominators.EXIT ? IN_CALLER : flow.block(next).start();
  }

  /** Ways that were joined once are worth some failures more. */
  void count(int branch, boolean joined) {
    failures[branch] =
        joined ? Math.max(-MOST_FAILURES, failures[branch] - 1) : failures[branch] + 1;
  }

  /** Local variables that are read from an instruction on that starts a block. */
  BitSet liveAt(int instruction) {
    return liveness.atStart(flow.blockAt(instruction).ordinal());
  }

  /** The sort of the primitives in a local variable; null if it has had several. */
  @Nullable Scalar sortOfLocal(int slot) {
    Scalar found = null;
    for (Instruction instruction : code.instructions()) {
      Scalar sort = null;
      if (instruction instanceof Instruction.LoadLocal load && load.slot() == slot) {
        sort = sort(load.opcode());
        if (sort == null) {
          return null;
        }
      } else if (instruction instanceof Instruction.Increment increment
          && increment.slot() == slot) {
        sort = Scalar.INT;
      }
      if (sort != null && found != null && sort != found) {
        return null;
      }
      found = sort == null ? found : sort;
    }
    return found;
  }

  /**
   * The sort of the value on the stack's top before an instruction, by what takes it or, where that
   * only moves it, by what has pushed it; null if neither is plain.
   */
  @Nullable Scalar sortOfTop(int instruction) {
    Scalar taken = taken(code.instruction(instruction));
    return taken == null && instruction > 0 ? pushed(code.instruction(instruction - 1)) : taken;
  }

  private static @Nullable Scalar taken(Instruction next) {
    if (next instanceof Instruction.Invoke invoke) {
      var parameters = MethodDescriptor.parse(invoke.method().descriptor()).parameters();
      return parameters.isEmpty() ? null : sort(parameters.get(parameters.size() - 1));
    }
    if (next instanceof Instruction.FieldAccess access) {
      return access.isWrite() ? sort(access.field().descriptor()) : null;
    }
    return next instanceof Instruction.LoadLocal ? null : sort(next.opcode());
  }

  private static @Nullable Scalar pushed(Instruction last) {
    if (last instanceof Instruction.PushConstant push) {
      Constant constant = push.constant();
      return constant instanceof Constant.IntConstant || constant instanceof Constant.FloatConstant
          ? Scalar.INT
          : constant instanceof Constant.LongConstant || constant instanceof Constant.DoubleConstant
              ? Scalar.LONG
              : null;
    }
    return last instanceof Instruction.LoadLocal load ? sort(load.opcode()) : null;
  }

  /** The sort of what the method returns; null for a reference, or nothing. */
  @Nullable Scalar sortOfResult() {
    return sort(code.type().returnType());
  }

  private static @Nullable Scalar sort(Opcode opcode) {
    return switch (opcode) {
      case ILOAD, ISTORE, IRETURN, FLOAD, FSTORE, FRETURN, IADD, ISUB, IMUL, IAND, IOR, IXOR ->
          Scalar.INT;
      case IFEQ, IFNE, IFLT, IFGE, IFGT, IFLE, TABLESWITCH, LOOKUPSWITCH -> Scalar.INT;
      case IF_ICMPEQ, IF_ICMPNE, IF_ICMPLT, IF_ICMPGE, IF_ICMPGT, IF_ICMPLE -> Scalar.INT;
      case IASTORE, BASTORE, CASTORE, SASTORE, FASTORE, I2L, I2D, I2F, I2B, I2C, I2S -> Scalar.INT;
      case LLOAD, LSTORE, LRETURN, DLOAD, DSTORE, DRETURN, LADD, LSUB, LMUL -> Scalar.LONG;
      default -> null;
    };
  }

  /** The sort of a type's values; null for references. */
  static @Nullable Scalar sort(String descriptor) {
    return switch (descriptor.charAt(0)) {
      case 'L', '[', 'V' -> null;
      case 'J', 'D' -> Scalar.LONG;
      default -> Scalar.INT;
    };
  }
}
