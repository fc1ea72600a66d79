package org.umbriel.benchmarks.verifier;

import java.nio.ByteBuffer;

/** Lengths of instructions (JVMS 6.5), independent of the verifier's own table. */
final class Instructions {
  private static final String LENGTHS =
      "11111111111111112323322222111111111111111111111111111122222111111111111111111111"
          + "11111111111111111111111111111111111111111111111111113111111111111111111113333333"
          + "333333333200111111333333355323113311043355";

  private Instructions() {}

  /** The length of an instruction, by its opcode alone; 0 for those with a variable length. */
  static int fixedLength(int opcode) {
    return opcode < LENGTHS.length() ? LENGTHS.charAt(opcode) - '0' : 0;
  }

  static int length(ByteBuffer in, int start, int at) {
    int opcode = in.get(start + at) & 0xFF;
    int operands = start + (at + 4 & ~3);
    return switch (opcode) {
      case 170 ->
          operands - start - at + 4 * (4 + in.getInt(operands + 8) - in.getInt(operands + 4));
      case 171 -> operands - start - at + 8 * (1 + in.getInt(operands + 4));
      case 196 -> (in.get(start + at + 1) & 0xFF) == 132 ? 6 : 4;
      default -> fixedLength(opcode);
    };
  }
}
