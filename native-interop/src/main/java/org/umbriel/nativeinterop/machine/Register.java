package org.umbriel.nativeinterop.machine;

import java.util.List;

/** General registers, in the order of their numbers in machine code (Intel SDM 2, 2.1.5). */
public enum Register {
  RAX,
  RCX,
  RDX,
  RBX,
  RSP,
  RBP,
  RSI,
  RDI,
  R8,
  R9,
  R10,
  R11;

  /** What integer arguments are passed in (System V ABI, AMD64 supplement, 3.2.3). */
  public static final List<Register> ARGUMENTS = List.of(RDI, RSI, RDX, RCX, R8, R9);

  int low() {
    return ordinal() & 7;
  }

  int high() {
    return ordinal() >> 3;
  }
}
