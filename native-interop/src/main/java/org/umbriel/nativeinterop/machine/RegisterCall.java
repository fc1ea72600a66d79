package org.umbriel.nativeinterop.machine;

import java.util.List;

/**
 * Calls native code with whatever a {@link RegisterFrame} holds. It is a native method whose code
 * was written here: no library stands between Java and the function.
 *
 * <pre>
 *   push rbp; mov rbp, rsp; push rbx; sub rsp, 8
 *   mov rbx, frame; mov r11, function; sub rsp, [rbx + STACK_SIZE]; copy the stack's arguments
 *   movsd xmm0 .. xmm7; mov rdi .. r9; mov rax, [rbx + VECTOR_COUNT]
 *   call r11
 *   mov rax, rdx, xmm0, xmm1 to the frame; fstp st0, st1 if there are any
 *   lea rsp, [rbp - 8]; pop rbx; pop rbp; ret
 * </pre>
 */
public final class RegisterCall {
  static {
    long code = CodeImage.load("umbriel-call", List.of(shim())).addresses().get(0);
    JavaVm.ofThisProcess().register(RegisterCall.class, "call", "(JJ)V", code);
  }

  private RegisterCall() {}

  /** Calls the function at an address with the frame at another. */
  public static native void call(long function, long frame);

  /** JNI passes environment, class, function and frame in rdi, rsi, rdx and rcx. */
  private static Shim shim() {
    Assembler code = new Assembler().endBranch().push(Register.RBP);
    int afterPush = code.size();
    code.move(Register.RBP, Register.RSP);
    final int afterMove = code.size();
    code.push(Register.RBX).subtract(Register.RSP, 8);
    code.move(Register.RBX, Register.RCX).move(Register.R11, Register.RDX);
    copyStack(code);
    for (int i = 0; i < 8; i++) {
      code.loadVector(i, Register.RBX, RegisterFrame.VECTORS + 8 * i);
    }
    for (int i = 0; i < Register.ARGUMENTS.size(); i++) {
      code.load(Register.ARGUMENTS.get(i), Register.RBX, RegisterFrame.INTEGERS + 8 * i);
    }
    code.load(Register.RAX, Register.RBX, RegisterFrame.VECTOR_COUNT).call(Register.R11);
    keepResults(code);
    return Shim.framed("umbriel_call", code, afterPush, afterMove);
  }

  private static void copyStack(Assembler code) {
    code.load(Register.RCX, Register.RBX, RegisterFrame.STACK_SIZE).test(Register.RCX);
    int none = code.skipIfZero();
    code.subtract(Register.RSP, Register.RCX).subtract(Register.RCX, 8);
    code.address(Register.RSI, Register.RBX, RegisterFrame.STACK);
    int start = code.size();
    code.loadIndexed(Register.RAX, Register.RSI, Register.RCX);
    code.storeIndexed(Register.RSP, Register.RCX, Register.RAX);
    code.subtract(Register.RCX, 8).repeatUnlessNegative(start).land(none);
  }

  private static void keepResults(Assembler code) {
    RegisterFrame.keepResults(code, Register.RBX);
    code.load(Register.RCX, Register.RBX, RegisterFrame.EXTENDED_COUNT).test(Register.RCX);
    int none = code.skipIfZero();
    code.storeExtended(Register.RBX, RegisterFrame.EXTENDED_RESULTS);
    code.subtract(Register.RCX, 1).test(Register.RCX);
    int one = code.skipIfZero();
    code.storeExtended(Register.RBX, RegisterFrame.EXTENDED_RESULTS + 16);
    code.land(one).land(none);
  }
}
