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
  R11(11);

  /** What integer arguments are passed in (System V ABI, AMD64 supplement, 3.2.3). */
  public static final List<Register> ARGUMENTS = List.of(RDI, RSI, RDX, RCX, R8, R9);

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
