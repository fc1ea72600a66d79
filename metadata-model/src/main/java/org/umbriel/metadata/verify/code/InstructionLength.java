package org.umbriel.metadata.verify.code;

/** How long an instruction is (JVMS 4.9.1, 6.5), its operands taken into account. */
public final class InstructionLength {
  static final int WIDE = 196;
  private static final int TABLE_SWITCH = 170;
  private static final int LOOKUP_SWITCH = 171;
  private static final int IINC = 132;
  private static final int RET = 169;

  private InstructionLength() {}

  /** The length of the instruction at a bytecode index; 0 if it is none or passes the end. */
  public static int at(CodeContext code, int bci) {
    int length = withinCode(code, bci);
    boolean emptySwitchAtEnd =
        length > 0 && code.u1(bci) == LOOKUP_SWITCH && isEmptyAtEnd(code, bci);
    return emptySwitchAtEnd ? 0 : length;
  }

  /** HotSpot's type checker does not see a switch without keys if nothing follows it. */
  private static boolean isEmptyAtEnd(CodeContext code, int bci) {
    return switchOperands(bci) + 8 == code.length();
  }

  /** The same where a switch without keys may be the last instruction: in old class files. */
  public static int withinCode(CodeContext code, int bci) {
    int opcode = code.u1(bci);
    int length = OpcodeTable.length(opcode);
    if (length == 0) {
      length =
          switch (opcode) {
            case TABLE_SWITCH -> tableSwitch(code, bci);
            case LOOKUP_SWITCH -> lookupSwitch(code, bci);
            case WIDE -> wide(code, bci);
            default -> 0;
          };
    }
    return bci + length <= code.length() ? length : 0;
  }

  /** Where the aligned operands of a switch start. */
  public static int switchOperands(int bci) {
    return bci + 4 & ~3;
  }

  private static int tableSwitch(CodeContext code, int bci) {
    int operands = switchOperands(bci);
    if (operands + 12 >= code.length()) {
      return 0;
    }
    long low = code.s4(operands + 4);
    long high = code.s4(operands + 8);
    return low <= high ? bounded(operands - bci + 4 * (high - low + 4)) : 0;
  }

  private static int lookupSwitch(CodeContext code, int bci) {
    int operands = switchOperands(bci);
    if (operands + 8 > code.length()) {
      return 0;
    }
    long pairs = code.s4(operands + 4);
    return pairs >= 0 ? bounded(operands - bci + 8 * (pairs + 1)) : 0;
  }

  private static int bounded(long length) {
    return length > Character.MAX_VALUE ? 0 : (int) length;
  }

  private static int wide(CodeContext code, int bci) {
    if (bci + 1 >= code.length()) {
      return 0;
    }
    int opcode = code.u1(bci + 1);
    if (opcode == IINC) {
      return 6;
    }
    int family = OpcodeTable.family(opcode);
    boolean widens =
        ((family == OpcodeTable.LOAD || family == OpcodeTable.STORE)
                && OpcodeTable.slot(opcode) < 0)
            || opcode == RET;
    return widens ? 4 : 0;
  }
}
