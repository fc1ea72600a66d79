package org.umbriel.nativeinterop.machine;

import java.util.List;

/**
 * What stands between a native method and the function that it is. The method takes what goes into
 * the function's registers, then, as {@code long}, the words of its stack; so vector registers are
 * filled already.
 */
public final class JniShim {
  /** What JNI passes in registers before the arguments: environment and class. */
  private static final int LEADING = 2;

  private static final int IN_REGISTERS = Register.ARGUMENTS.size() - LEADING;

  /** From rbp: the caller's rbp and the return address are below the arguments on the stack. */
  private static final int ABOVE_FRAME = 16;

  private JniShim() {}

  /**
   * Moves integer arguments two registers on, and jumps.
   *
   * <pre>
   *   mov rdi, rdx; mov rsi, rcx; mov rdx, r8; mov rcx, r9; mov r8, [rsp + 8]; mov r9, [rsp + 16]
   *   mov r11, function; jmp r11
   * </pre>
   *
   * @param integers how many there are, at most six; none, and no vector one, is on the stack
   */
  public static Shim jumping(String function, int integers, long address) {
    Assembler code = new Assembler().endBranch();
    moveIntegers(code, integers, Register.RSP, 8);
    code.constant(Register.R11, address).jump(Register.R11);
    return Shim.frameless(name(function), code.toArray());
  }

  /**
   * Calls with arguments on the stack, or keeps both registers of each kind that a result may be
   * in.
   *
   * <pre>
   *   push rbp; mov rbp, rsp; push rbx; sub rsp, stack's size + 8
   *   mov r11, word; mov [rsp + offset], r11                    each word of the stack
   *   mov rbx, frame                                            the last argument
   *   integers as above; mov r11, function; call r11
   *   mov rax, rdx, xmm0, xmm1 to the frame
   *   lea rsp, [rbp - 8]; pop rbx; pop rbp; ret
   * </pre>
   *
   * @param stack offsets of the words, from the first argument on the stack
   * @param keepsResult whether the last argument is a {@link RegisterFrame} for the result
   */
  public static Shim calling(
      String function, int integers, List<Integer> stack, boolean keepsResult, long address) {
    Assembler code = new Assembler().endBranch().push(Register.RBP);
    int afterPush = code.size();
    code.move(Register.RBP, Register.RSP);
    final int afterMove = code.size();
    int size = stack.stream().mapToInt(offset -> offset + 8).max().orElse(0);
    code.push(Register.RBX).subtract(Register.RSP, ((size + 15) & -16) + 8);
    for (int i = 0; i < stack.size(); i++) {
      load(code, Register.R11, integers + i, Register.RBP, ABOVE_FRAME);
      code.store(Register.RSP, stack.get(i), Register.R11);
    }
    if (keepsResult) {
      load(code, Register.RBX, integers + stack.size(), Register.RBP, ABOVE_FRAME);
    }
    moveIntegers(code, integers, Register.RBP, ABOVE_FRAME);
    code.constant(Register.R11, address).call(Register.R11);
    if (keepsResult) {
      RegisterFrame.keepResults(code, Register.RBX);
    }
    return Shim.framed(name(function), code, afterPush, afterMove);
  }

  private static String name(String function) {
    return "umbriel_to_" + function;
  }

  private static void moveIntegers(Assembler code, int count, Register base, int stack) {
    for (int i = 0; i < count; i++) {
      load(code, Register.ARGUMENTS.get(i), i, base, stack);
    }
  }

  /** Moves the native method's integer of that number to a register. */
  private static void load(Assembler code, Register to, int number, Register base, int stack) {
    if (number < IN_REGISTERS) {
      code.move(to, Register.ARGUMENTS.get(number + LEADING));
    } else {
      code.load(to, base, stack + 8 * (number - IN_REGISTERS));
    }
  }
}
