package org.umbriel.metadata.verify.code;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;

/**
 * Whether all paths from a handler end in {@code athrow} or never end: what JVMs ask of handlers
 * around the call of another constructor. The order of the walk is HotSpot's, since its answer
 * depends on it where code is odd.
 */
final class HandlerPaths {
  private static final int RETURN = 177;
  private static final int TABLE_SWITCH = 170;

  private final CodeContext code;
  private final Handlers handlers;
  private final Deque<Integer> pending = new ArrayDeque<>();
  private final Deque<Integer> pendingHandlers = new ArrayDeque<>();
  private final BitSet seenHandlers = new BitSet();
  private final BitSet seenBranches = new BitSet();

  /** Where to go on: a bytecode index, or one of the two answers. */
  private static final int THROWS = -1;

  private static final int MAY_RETURN = -2;

  HandlerPaths(CodeContext code, Handlers handlers) {
    this.code = code;
    this.handlers = handlers;
  }

  boolean endInThrow(int start) {
    pending.clear();
    pendingHandlers.clear();
    seenHandlers.clear();
    seenBranches.clear();
    int bci = start;
    while (bci >= 0) {
      if (bci >= code.length()) {
        return false;
      }
      noteHandlers(bci);
      int next = bci + Math.max(InstructionLength.at(code, bci), 1);
      int opcode = code.u1(bci);
      bci =
          switch (OpcodeTable.family(opcode)) {
            case OpcodeTable.BRANCH -> branch(bci, next);
            case OpcodeTable.JUMP -> jump(bci, opcode);
            case OpcodeTable.SWITCH -> branches(bci, next, opcode);
            case OpcodeTable.THROW -> another();
            default -> opcode == RETURN ? MAY_RETURN : next;
          };
    }
    return bci == THROWS;
  }

  private void noteHandlers(int bci) {
    for (int i = 0; i < handlers.count(); i++) {
      if (bci >= handlers.start(i) && bci < handlers.end(i)) {
        int handler = handlers.handler(i);
        if (!seenHandlers.get(handler)) {
          seenHandlers.set(handler);
          pendingHandlers.push(handler);
        }
      }
    }
  }

  private int another() {
    if (!pending.isEmpty()) {
      return pending.pop();
    }
    return pendingHandlers.isEmpty() ? THROWS : pendingHandlers.pop();
  }

  private int branch(int bci, int next) {
    if (seenBranches.get(bci)) {
      return another();
    }
    int target = bci + code.s2(bci + 1);
    if (target < 0 || target >= code.length()) {
      return MAY_RETURN;
    }
    seenBranches.set(bci);
    boolean forward = target > bci;
    pending.push(forward ? target : next);
    return forward ? next : target;
  }

  private int jump(int bci, int opcode) {
    if (seenBranches.get(bci)) {
      return another();
    }
    int target = bci + (OpcodeTable.length(opcode) == 3 ? code.s2(bci + 1) : code.s4(bci + 1));
    seenBranches.set(bci);
    return target < 0 || target >= code.length() ? MAY_RETURN : target;
  }

  private int branches(int bci, int next, int opcode) {
    if (seenBranches.get(bci)) {
      return another();
    }
    seenBranches.set(bci);
    int at = InstructionLength.switchOperands(bci);
    boolean table = opcode == TABLE_SWITCH;
    int keys = table ? code.s4(at + 8) - code.s4(at + 4) + 1 : code.s4(at + 4);
    pending.push(next);
    for (int i = 0; i < keys; i++) {
      int target = bci + code.s4(at + 12 + i * (table ? 4 : 8));
      if (target < 0 || target > code.length()) {
        return MAY_RETURN;
      }
      pending.push(target);
    }
    int otherwise = bci + code.s4(at);
    return otherwise < 0 || otherwise > code.length() ? MAY_RETURN : otherwise;
  }
}
