package org.umbriel.metadata.site;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Optional;
import org.umbriel.metadata.classfile.ExceptionHandler;
import org.umbriel.metadata.classfile.Instruction;
import org.umbriel.metadata.classfile.MethodCode;
import org.umbriel.metadata.classfile.Opcode.Family;

/**
 * Finds where an {@code assert} ends. Conditions and messages are expressions, but with {@code
 * switch} they may throw, construct other errors and contain other asserts: the statement is the
 * shortest stretch behind the branch that ends with the throw of a new {@code AssertionError}, and
 * that control enters only at its start and leaves only for the branch's target.
 */
final class AssertStatementFinder {
  private static final int NONE = -1;

  private final MethodCode method;

  /** By index of an {@code athrow}: where the error that it throws is made, if it is a new one. */
  private final int[] allocation;

  /** By index of an instruction: the first and the last place that jump to it. */
  private final int[] firstSource;

  private final int[] lastSource;

  AssertStatementFinder(MethodCode method) {
    this.method = method;
    int count = method.instructions().size();
    this.allocation = new int[count];
    this.firstSource = new int[count];
    this.lastSource = new int[count];
    Arrays.fill(allocation, NONE);
    Arrays.fill(firstSource, Integer.MAX_VALUE);
    Arrays.fill(lastSource, NONE);
    matchThrows();
    collectSources();
  }

  /** {@code new}, arguments, {@code <init>}, {@code athrow}: arguments may nest. */
  private void matchThrows() {
    Deque<Integer> open = new ArrayDeque<>();
    for (int i = 0; i + 1 < allocation.length; i++) {
      Instruction instruction = method.instruction(i);
      if (isNewError(instruction)) {
        open.push(i);
      } else if (isErrorConstructor(instruction) && !open.isEmpty()) {
        int start = open.pop();
        if (method.instruction(i + 1) instanceof Instruction.Throw) {
          allocation[i + 1] = start;
        }
      }
    }
  }

  private static boolean isNewError(Instruction instruction) {
    return instruction instanceof Instruction.New made
        && made.type().equals(CheckKind.ASSERTION.exception());
  }

  private static boolean isErrorConstructor(Instruction instruction) {
    return instruction instanceof Instruction.Invoke call
        && call.method().isConstructor()
        && call.method().owner().equals(CheckKind.ASSERTION.exception());
  }

  private void collectSources() {
    for (int i = 0; i < method.instructions().size(); i++) {
      for (int target : method.instruction(i).jumpTargets()) {
        addSource(i, target);
      }
    }
    for (ExceptionHandler handler : method.handlers()) {
      addSource(handler.start(), handler.handler());
      addSource(handler.end() - 1, handler.handler());
    }
  }

  private void addSource(int source, int target) {
    firstSource[target] = Math.min(firstSource[target], source);
    lastSource[target] = Math.max(lastSource[target], source);
  }

  /**
   * The statement that starts with a read of the flag.
   *
   * @param end where the branch behind the read goes
   */
  Optional<AssertStatement> statementAt(int read, int end) {
    int start = read + 2;
    if (lastSource[read + 1] != NONE) {
      return Optional.empty();
    }
    int furthest = start;
    for (int i = start; i < method.instructions().size() && i != end; i++) {
      Instruction instruction = method.instruction(i);
      if (firstSource[i] < start || instruction.opcode().family() == Family.RETURN) {
        return Optional.empty();
      }
      furthest = Math.max(furthest, lastSource[i]);
      for (int target : instruction.jumpTargets()) {
        if (target != end && target < start) {
          return Optional.empty();
        }
        furthest = Math.max(furthest, target == end ? i : target);
      }
      if (allocation[i] >= start && furthest <= i) {
        return Optional.of(new AssertStatement(read, allocation[i], i));
      }
    }
    return Optional.empty();
  }
}
