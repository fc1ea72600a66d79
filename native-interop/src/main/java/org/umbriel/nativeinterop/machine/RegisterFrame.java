package org.umbriel.nativeinterop.machine;

/**
 * The registers of a call in memory (System V ABI, AMD64 supplement, 3.2.3): offsets from the start
 * of such a frame. Calls of native code and calls from it use the same one.
 */
public final class RegisterFrame {
  /** Six integer registers, rdi first. */
  public static final int INTEGERS = 0;

  /** Eight vector registers, 8 bytes of each. */
  public static final int VECTORS = 48;

  /** How many vector registers a variadic function has to save. */
  public static final int VECTOR_COUNT = 112;

  /** How many bytes of arguments follow for the stack, a multiple of 16. */
  public static final int STACK_SIZE = 120;

  /** How many results stand on the x87's stack. */
  public static final int EXTENDED_COUNT = 128;

  /** Results: rax, rdx. */
  public static final int INTEGER_RESULTS = 136;

  /** Results: xmm0, xmm1. */
  public static final int VECTOR_RESULTS = 152;

  /** Results: st0, st1, 16 bytes each. */
  public static final int EXTENDED_RESULTS = 176;

  /** Arguments on the stack, in a frame for a call of native code. */
  public static final int STACK = 208;

  private RegisterFrame() {}

  /** Stores what a call has returned in rax, rdx, xmm0 and xmm1 in the frame at a register. */
  static void keepResults(Assembler code, Register frame) {
    code.store(frame, INTEGER_RESULTS, Register.RAX);
    code.store(frame, INTEGER_RESULTS + 8, Register.RDX);
    code.storeVector(frame, VECTOR_RESULTS, 0);
    code.storeVector(frame, VECTOR_RESULTS + 8, 1);
  }

  public static int register(boolean isVector, int number) {
    return (isVector ? VECTORS : INTEGERS) + 8 * number;
  }

  public static int result(boolean isVector, int number) {
    return (isVector ? VECTOR_RESULTS : INTEGER_RESULTS) + 8 * number;
  }
}
