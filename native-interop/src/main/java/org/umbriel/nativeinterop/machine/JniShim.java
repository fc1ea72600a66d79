package org.umbriel.nativeinterop.machine;

/** What stands between a native method and the function that it is. */
public final class JniShim {
  /** What JNI passes in registers before the arguments: environment and class. */
  private static final int LEADING = 2;

  private JniShim() {}

  /**
   * Moves integer arguments two registers on, and jumps; vector registers are filled already.
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
    int inRegisters = Register.ARGUMENTS.size() - LEADING;
    for (int i = 0; i < integers; i++) {
      if (i < inRegisters) {
        code.move(Register.ARGUMENTS.get(i), Register.ARGUMENTS.get(i + LEADING));
      } else {
        int offset = 8 + 8 * (i - inRegisters);
        code.load(Register.ARGUMENTS.get(i), Register.RSP, offset);
      }
    }
    code.constant(Register.R11, address).jump(Register.R11);
    return Shim.frameless("umbriel_to_" + function, code.toArray());
  }
}
