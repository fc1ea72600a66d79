package org.umbriel.metadata.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.umbriel.metadata.classfile.Constant;
import org.umbriel.metadata.classfile.ExceptionHandler;
import org.umbriel.metadata.classfile.Instruction;
import org.umbriel.metadata.classfile.MethodCode;

/** Runs the instructions that {@link RandomMethod} makes, and keeps which ones ran. */
final class Execution {
  private static final int FAILED = -1;

  private final MethodCode method;
  private final int[] locals;
  private final Deque<Integer> stack = new ArrayDeque<>();
  private final List<Integer> trace = new ArrayList<>();

  private Execution(MethodCode method, int first, int second) {
    this.method = method;
    this.locals = new int[method.maxLocals() + 2];
    locals[0] = first;
    locals[1] = second;
  }

  /**
   * One run.
   *
   * @param result empty if it ended with an {@code ArithmeticException}
   * @param trace instruction indices, in the order of their execution
   */
  record Outcome(Optional<Integer> result, List<Integer> trace) {}

  static Outcome of(MethodCode method, int first, int second) {
    Execution execution = new Execution(method, first, second);
    return new Outcome(execution.run(), execution.trace);
  }

  private Optional<Integer> run() {
    int at = 0;
    while (true) {
      trace.add(at);
      Instruction instruction = method.instruction(at);
      if (instruction instanceof Instruction.Return) {
        return Optional.of(stack.pop());
      }
      int next = step(instruction, at);
      if (next == FAILED) {
        Optional<ExceptionHandler> handler = handlerAt(at);
        if (handler.isEmpty()) {
          return Optional.empty();
        }
        stack.clear();
        stack.push(0);
        next = handler.get().handler();
      }
      at = next;
    }
  }

  private Optional<ExceptionHandler> handlerAt(int instruction) {
    return method.handlers().stream().filter(h -> h.covers(instruction)).findFirst();
  }

  private int step(Instruction instruction, int at) {
    if (instruction instanceof Instruction.PushConstant push) {
      stack.push(((Constant.IntConstant) push.constant()).value());
    } else if (instruction instanceof Instruction.LoadLocal load) {
      stack.push(locals[load.slot()]);
    } else if (instruction instanceof Instruction.StoreLocal store) {
      locals[store.slot()] = stack.pop();
    } else if (instruction instanceof Instruction.Increment increment) {
      locals[increment.slot()] += increment.amount();
    } else if (instruction instanceof Instruction.StackOperation) {
      stack.pop();
    } else if (instruction instanceof Instruction.Binary binary) {
      return compute(binary) ? at + 1 : FAILED;
    } else if (instruction instanceof Instruction.Branch branch) {
      return holds(branch) ? branch.target() : at + 1;
    } else if (instruction instanceof Instruction.Jump jump) {
      return jump.target();
    } else if (instruction instanceof Instruction.Switch cases) {
      int found = cases.keys().indexOf(stack.pop());
      return found < 0 ? cases.defaultTarget() : cases.targets().get(found);
    } else if (instruction instanceof Instruction.CallSubroutine call) {
      stack.push(at + 1);
      return call.target();
    } else if (instruction instanceof Instruction.ReturnFromSubroutine ret) {
      return locals[ret.slot()];
    }
    return at + 1;
  }

  private boolean compute(Instruction.Binary binary) {
    int right = stack.pop();
    int left = stack.pop();
    boolean divides =
        switch (binary.opcode()) {
          case IDIV, IREM -> true;
          default -> false;
        };
    if (divides && right == 0) {
      return false;
    }
    stack.push(
        switch (binary.opcode()) {
          case IADD -> left + right;
          case ISUB -> left - right;
          case IMUL -> left * right;
          case IDIV -> left / right;
          case IREM -> left % right;
          case IXOR -> left ^ right;
          default -> throw new AssertionError(binary);
        });
    return true;
  }

  private boolean holds(Instruction.Branch branch) {
    int right = stack.pop();
    return switch (branch.opcode()) {
      case IFEQ -> right == 0;
      case IF_ICMPEQ -> stack.pop() == right;
      case IF_ICMPLT -> stack.pop() < right;
      case IF_ICMPGE -> stack.pop() >= right;
      default -> throw new AssertionError(branch);
    };
  }
}
