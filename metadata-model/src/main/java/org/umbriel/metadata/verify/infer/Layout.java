package org.umbriel.metadata.verify.infer;

import java.util.Arrays;
import org.umbriel.metadata.verify.code.CodeContext;
import org.umbriel.metadata.verify.code.InstructionLength;
import org.umbriel.metadata.verify.code.OpcodeTable;
import org.umbriel.metadata.verify.format.RejectedException;

/** Where the instructions of one method are, and where they go. */
final class Layout {
  private static final int WIDE = 196;
  private static final int TABLE_SWITCH = 170;
  private static final int SHORT_JUMP = 3;

  private final CodeContext code;
  private final boolean[] starts = new boolean[1 << 16];

  Layout(CodeContext code) {
    this.code = code;
  }

  /** Divides a method's code into instructions. */
  void read() {
    Arrays.fill(starts, 0, code.length() + 1, false);
    for (int bci = 0; bci < code.length(); ) {
      starts[bci] = true;
      int length = InstructionLength.withinCode(code, bci);
      if (length == 0) {
        throw RejectedException.code("4.9.1", bci, "bad instruction");
      }
      bci += length;
    }
  }

  boolean isStart(int bci) {
    return bci >= 0 && bci < code.length() && starts[bci];
  }

  boolean isEnd(int bci) {
    return bci == code.length() || isStart(bci);
  }

  int next(int bci) {
    return bci + InstructionLength.withinCode(code, bci);
  }

  /** The opcode, without {@code wide}. */
  int opcode(int bci) {
    int opcode = code.u1(bci);
    return opcode == WIDE ? code.u1(bci + 1) : opcode;
  }

  /** The local variable of a load, store, increment or {@code ret}. */
  int slot(int bci) {
    if (code.u1(bci) == WIDE) {
      return code.u2(bci + 2);
    }
    int named = OpcodeTable.slot(code.u1(bci));
    return named >= 0 ? named : code.u1(bci + 1);
  }

  /** How many local variables it takes. */
  int slots(int bci) {
    byte[] type = OpcodeTable.takes(opcode(bci));
    return type.length > 0 && (type[0] == 'J' || type[0] == 'D') ? 2 : 1;
  }

  /** Where a branch, jump or subroutine call goes. */
  int target(int bci) {
    return bci
        + (OpcodeTable.length(code.u1(bci)) == SHORT_JUMP ? code.s2(bci + 1) : code.s4(bci + 1));
  }

  /** How many targets a switch has. */
  int branches(int bci) {
    int at = InstructionLength.switchOperands(bci);
    return code.u1(bci) == TABLE_SWITCH
        ? code.s4(at + 8) - code.s4(at + 4) + 2
        : code.s4(at + 4) + 1;
  }

  /** One of them; the default is the first. */
  int branch(int bci, int index) {
    int at = InstructionLength.switchOperands(bci);
    if (index == 0) {
      return bci + code.s4(at);
    }
    int step = code.u1(bci) == TABLE_SWITCH ? 4 : 8;
    return bci + code.s4(at + 12 + (index - 1) * step);
  }
}
