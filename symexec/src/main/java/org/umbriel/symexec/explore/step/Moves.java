package org.umbriel.symexec.explore.step;

import org.umbriel.metadata.classfile.Opcode;
import org.umbriel.symexec.explore.machine.Frame;
import org.umbriel.symexec.explore.machine.Operation;

/** Between local variables and the stack, and within the stack. */
final class Moves {
  private Moves() {}

  /** {@code ... -> ..., value}. */
  static Operation load(Opcode opcode, int slot) {
    return isWide(opcode)
        ? (machine, frame) -> frame.pushWide(frame.bits(slot), frame.cell(slot))
        : (machine, frame) -> frame.pushSlot(frame.bits(slot), frame.cell(slot));
  }

  /** {@code ..., value -> ...}. */
  static Operation store(Opcode opcode, int slot) {
    int width = isWide(opcode) ? 2 : 1;
    return (machine, frame) -> {
      int from = frame.top() - width;
      frame.set(slot, frame.bits(from), frame.cell(from));
      frame.drop(width);
    };
  }

  private static boolean isWide(Opcode opcode) {
    return switch (opcode) {
      case LLOAD, DLOAD, LSTORE, DSTORE -> true;
      default -> false;
    };
  }

  /** {@code pop} to {@code swap}, by slots. */
  static Operation shuffle(Opcode opcode) {
    return switch (opcode) {
      case POP -> (machine, frame) -> frame.drop(1);
      case POP2 -> (machine, frame) -> frame.drop(2);
      case DUP -> (machine, frame) -> repeat(frame, 1, 0);
      case DUP_X1 -> (machine, frame) -> repeat(frame, 1, 1);
      case DUP_X2 -> (machine, frame) -> repeat(frame, 1, 2);
      case DUP2 -> (machine, frame) -> repeat(frame, 2, 0);
      case DUP2_X1 -> (machine, frame) -> repeat(frame, 2, 1);
      case DUP2_X2 -> (machine, frame) -> repeat(frame, 2, 2);
      default -> (machine, frame) -> swap(frame);
    };
  }

  /** Inserts a copy of the topmost slots below some others. */
  private static void repeat(Frame frame, int count, int skipped) {
    int top = frame.top();
    frame.setTop(top + count);
    for (int i = 1; i <= count + skipped; i++) {
      int from = top - i;
      frame.set(from + count, frame.bits(from), frame.cell(from));
    }
    for (int i = 1; i <= count; i++) {
      int from = top + count - i;
      int to = top - skipped - i;
      frame.set(to, frame.bits(from), frame.cell(from));
    }
  }

  private static void swap(Frame frame) {
    int first = frame.top() - 1;
    int second = frame.top() - 2;
    long bits = frame.bits(first);
    Object cell = frame.cell(first);
    frame.set(first, frame.bits(second), frame.cell(second));
    frame.set(second, bits, cell);
  }
}
