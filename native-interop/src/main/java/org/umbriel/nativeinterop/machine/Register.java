package org.umbriel.nativeinterop.machine;

import java.util.List;

/** General registers, with their numbers in machine code (Intel SDM 2, 2.1.5). */
public enum Register {
  RAX(0),
  RCX(1),
  RDX(2),
  RBX(3),
  RSP(4),
  RBP(5),
  RSI(6),
  RDI(7),
  R8(8),
  R9(9),
  R10(10),
  R11(11),
  R12(12),
  R13(13),
  R14(14),
  R15(15);

  /** What integer arguments are passed in (System V ABI, AMD64 supplement, 3.2.3). */
  public static final List<Register> ARGUMENTS = List.of(RDI, RSI, RDX, RCX, R8, R9);

  /** What a function has to leave as it was, beside {@code rbp} and {@code rsp}. */
  static final List<Register> KEPT = List.of(RBX, R12, R13, R14, R15);

  private final int number;

  Register(int number) {
    this.number = number;
  }

  int low() {
    return number & 7;
  }

  int high() {
    return number >> 3;
  }
}
