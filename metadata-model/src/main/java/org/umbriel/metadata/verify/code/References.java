package org.umbriel.metadata.verify.code;

import java.util.Arrays;

/** The constants that instructions refer to: each once a method and kind of use, in four ints. */
public final class References {
  private static final int WIDTH = 4;
  private static final int FIRST_USE = 178;
  private static final int USES = 16;

  private int[] rows = new int[WIDTH << 6];
  private int[] seen = new int[1 << 10];
  private int count;

  void reset(int constants) {
    count = 0;
    if (seen.length < constants) {
      seen = new int[Integer.highestOneBit(constants) * 2];
    } else {
      Arrays.fill(seen, 0, constants, 0);
    }
  }

  /** Notes a use of a constant by an instruction. */
  public void add(int constant, int opcode, int method, int bci) {
    int bit = 1 << (opcode - FIRST_USE);
    int inMethod = (method + 1) << USES;
    int known = seen[constant];
    if (known >> USES != method + 1) {
      known = inMethod;
    } else if ((known & bit) != 0) {
      return;
    }
    seen[constant] = known | bit;
    int at = count++ * WIDTH;
    if (at == rows.length) {
      rows = Arrays.copyOf(rows, at * 2);
    }
    rows[at] = constant;
    rows[at + 1] = opcode;
    rows[at + 2] = method;
    rows[at + 3] = bci;
  }

  /** What was found: constant, opcode, method, bytecode index, and so on. */
  public int[] copy() {
    return Arrays.copyOf(rows, count * WIDTH);
  }
}
