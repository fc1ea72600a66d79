package org.umbriel.nativeinterop.bind;

import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.umbriel.nativeinterop.call.NativeFunction;
import org.umbriel.nativeinterop.type.IntegerType;
import org.umbriel.nativeinterop.type.PointerType;
import org.umbriel.nativeinterop.type.RealType;
import org.umbriel.nativeinterop.type.VoidType;
import org.umbriel.nativeinterop.value.NativePointer;

/** Bytecode that makes of what a register holds what the interface wants. */
final class ResultWriter {
  private static final String FUNCTION = Type.getInternalName(NativeFunction.class);

  private final MethodVisitor code;
  private final ReturnedScalar result;
  private final Runnable loadFunction;

  ResultWriter(MethodVisitor code, ReturnedScalar result, Runnable loadFunction) {
    this.code = code;
    this.result = result;
    this.loadFunction = loadFunction;
  }

  void write() {
    if (result.type() instanceof RealType) {
      if (result.wanted() == double.class && result.descriptor() == 'F') {
        code.visitInsn(Opcodes.F2D);
      }
    } else if (result.type() instanceof PointerType) {
      String pointer = Type.getInternalName(NativePointer.class);
      passToFunction("returned", "L" + pointer + ";");
      if (result.wanted() == String.class) {
        String text = "()Ljava/lang/String;";
        code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, pointer, "readText", text, false);
      }
    } else if (!(result.type() instanceof VoidType)) {
      narrow(Carrier.integer(result.type()).orElseThrow());
    }
  }

  /** Calls a method of the function's with the register's content. */
  private void passToFunction(String method, String returned) {
    loadFunction.run();
    code.visitInsn(Opcodes.DUP_X2);
    code.visitInsn(Opcodes.POP);
    code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, FUNCTION, method, "(J)" + returned, false);
  }

  /** The register holds the integer in its low bits, and above them anything. */
  private void narrow(IntegerType integer) {
    int unused = 64 - 8 * (int) integer.size();
    if (integer.kind() == IntegerType.Kind.BOOLEAN) {
      code.visitInsn(Opcodes.L2I);
      code.visitLdcInsn(1);
      code.visitInsn(Opcodes.IAND);
      return;
    }
    if (unused > 0) {
      code.visitLdcInsn(unused);
      code.visitInsn(Opcodes.LSHL);
      code.visitLdcInsn(unused);
      code.visitInsn(integer.isSigned() ? Opcodes.LSHR : Opcodes.LUSHR);
    }
    if (result.mayNotFit()) {
      requireFit();
    }
    if (result.wanted() == int.class) {
      code.visitInsn(Opcodes.L2I);
    }
  }

  private void requireFit() {
    Label fits = new Label();
    code.visitInsn(Opcodes.DUP2);
    if (result.wanted() == int.class) {
      code.visitInsn(Opcodes.L2I);
      code.visitInsn(Opcodes.I2L);
    }
    code.visitInsn(Opcodes.LCONST_0);
    code.visitInsn(Opcodes.LCMP);
    code.visitJumpInsn(Opcodes.IFGE, fits);
    passToFunction("requireFit", "J");
    code.visitLabel(fits);
  }
}
