package org.umbriel.rewriter.assertion;

import org.umbriel.metadata.classfile.Constant;
import org.umbriel.metadata.classfile.ExceptionHandler;
import org.umbriel.metadata.classfile.Instruction;
import org.umbriel.metadata.classfile.MethodCode;
import org.umbriel.metadata.classfile.Opcode;
import org.umbriel.metadata.site.AssertStatement;

/** Whether a statement can be taken out, as far as anybody could notice. */
final class Purity {
  private Purity() {}

  /** Its condition has no effect, and the statement is entered at its start alone. */
  static boolean canGo(MethodCode method, AssertStatement statement) {
    for (int i = statement.read() + 2; i < statement.failure(); i++) {
      if (!isPure(method, method.instruction(i))) {
        return false;
      }
    }
    return isClosed(method, statement);
  }

  /** What calls or stores is not; nor is what can load or initialise a class. */
  private static boolean isPure(MethodCode method, Instruction instruction) {
    return switch (instruction.opcode().family()) {
      case NOP,
          LOAD,
          ARRAY_LOAD,
          STACK,
          UNARY,
          BINARY,
          CONVERT,
          COMPARE,
          BRANCH,
          JUMP,
          SWITCH,
          ARRAY_LENGTH ->
          true;
      case CONSTANT -> isPlain(((Instruction.PushConstant) instruction).constant());
      case FIELD -> {
        Instruction.FieldAccess access = (Instruction.FieldAccess) instruction;
        yield access.opcode() == Opcode.GETFIELD
            || (access.opcode() == Opcode.GETSTATIC
                && access.field().owner().equals(method.owner()));
      }
      default -> false;
    };
  }

  private static boolean isPlain(Constant constant) {
    return !(constant instanceof Constant.ClassConstant
        || constant instanceof Constant.MethodTypeConstant
        || constant instanceof Constant.MethodHandleConstant
        || constant instanceof Constant.DynamicConstant);
  }

  /** One way in, and, but for the failure, one way out. */
  private static boolean isClosed(MethodCode method, AssertStatement statement) {
    int start = statement.read();
    int end = statement.thrown() + 1;
    int out = exit(method, statement);
    if (out >= start && out < end) {
      return false;
    }
    for (int i = 0; i < method.instructions().size(); i++) {
      boolean inside = i >= start && i < end;
      for (int target : Targets.of(method.instruction(i))) {
        boolean enters = !inside && target > start && target < end;
        boolean leaves = inside && (target <= start || target >= end) && target != out;
        if (enters || leaves) {
          return false;
        }
      }
    }
    return method.handlers().stream().allMatch(h -> isApart(h, start, end));
  }

  /**
   * Where control goes if the condition holds. That is behind the statement, unless a jump stood
   * there: compilers go where that leads.
   */
  static int exit(MethodCode method, AssertStatement statement) {
    return ((Instruction.Branch) method.instruction(statement.branch())).target();
  }

  private static boolean isApart(ExceptionHandler handler, int start, int end) {
    return isApart(handler.start(), start, end)
        && isApart(handler.end(), start, end)
        && isApart(handler.handler(), start, end);
  }

  private static boolean isApart(int position, int start, int end) {
    return position <= start || position >= end;
  }
}
