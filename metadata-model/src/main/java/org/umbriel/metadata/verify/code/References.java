package org.umbriel.metadata.verify.code;

import java.util.Arrays;

/** The constants that instructions refer to, four ints an instruction. */
public final class References {
  /** Constant, opcode, method, bytecode index. */
  public static final int WIDTH = 4;

  private static final int INVOKE_DYNAMIC = 186;

  private int[] rows = new int[WIDTH << 6];
  private int count;

  void reset() {
    count = 0;
  }

  /**
   * Notes that an instruction refers to a member or a class; a call site is none of another class.
   */
  public void add(int constant, int opcode, int method, int bci) {
    if (opcode == INVOKE_DYNAMIC) {
      return;
    }
    int at = count++ * WIDTH;
    if (at == rows.length) {
      rows = Arrays.copyOf(rows, at * 2);
    }
    rows[at] = constant;
    rows[at + 1] = opcode;
    rows[at + 2] = method;
    rows[at + 3] = bci;
  }

  /** What was found, in code order. */
  public int[] copy() {
    return Arrays.copyOf(rows, count * WIDTH);
  }
}
