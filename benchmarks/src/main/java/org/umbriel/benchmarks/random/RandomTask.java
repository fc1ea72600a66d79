package org.umbriel.benchmarks.random;

import static org.objectweb.asm.Opcodes.*;

import java.util.List;
import java.util.Random;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;

/**
 * A program that runs a random method on unknown inputs, of which it assumes that they are one of a
 * few, and asserts that the result is what a real JVM said.
 */
final class RandomTask {
  static final String MAIN = "Main";
  private static final String VERIFIER = "org/sosy_lab/sv_benchmarks/Verifier";

  private static final int[] INTS = {
    0, 1, 2, -1, 3, 5, 17, -100, 127, 255, 0x3f800000, 0x7fc00000, 0x80000000, 0x7fffffff
  };
  private static final long[] LONGS = {
    0, 1, -1, 64, 1L << 40, 0x3ff0000000000000L, 0xc004000000000000L, Long.MIN_VALUE, Long.MAX_VALUE
  };

  private RandomTask() {}

  /** Arguments of the random method. */
  record Input(int x, int y, long p, long q) {
    static Input of(Random random) {
      return new Input(integer(random), integer(random), wide(random), wide(random));
    }

    private static int integer(Random random) {
      return random.nextInt(4) == 0 ? random.nextInt() : INTS[random.nextInt(INTS.length)];
    }

    private static long wide(Random random) {
      return random.nextInt(4) == 0 ? random.nextLong() : LONGS[random.nextInt(LONGS.length)];
    }
  }

  /** {@code Main}, whose {@code run} gives the result or a number for the exception's class. */
  static byte[] main(List<Input> inputs, List<Long> results, boolean together) {
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    writer.visit(V1_5, ACC_PUBLIC | ACC_SUPER, MAIN, null, "java/lang/Object", null);
    run(writer);
    MethodVisitor code =
        writer.visitMethod(ACC_PUBLIC | ACC_STATIC, "main", "([Ljava/lang/String;)V", null, null);
    code.visitCode();
    unknown(code, "nondetInt", "()I", ISTORE, 1);
    unknown(code, "nondetInt", "()I", ISTORE, 2);
    unknown(code, "nondetLong", "()J", LSTORE, 3);
    unknown(code, "nondetLong", "()J", LSTORE, 5);
    if (together) {
      together(code, inputs, results);
    } else {
      apart(code, inputs, results);
    }
    code.visitInsn(RETURN);
    code.visitMaxs(0, 0);
    code.visitEnd();
    writer.visitEnd();
    return writer.toByteArray();
  }

  private static void run(ClassWriter writer) {
    MethodVisitor code =
        writer.visitMethod(ACC_PUBLIC | ACC_STATIC, "run", Locals.DESCRIPTOR, null, null);
    Label start = new Label();
    Label end = new Label();
    code.visitCode();
    code.visitTryCatchBlock(start, end, end, "java/lang/RuntimeException");
    code.visitLabel(start);
    code.visitVarInsn(ILOAD, 0);
    code.visitVarInsn(ILOAD, 1);
    code.visitVarInsn(LLOAD, 2);
    code.visitVarInsn(LLOAD, 4);
    code.visitMethodInsn(INVOKESTATIC, Locals.SUBJECT, "m", Locals.DESCRIPTOR, false);
    code.visitInsn(LRETURN);
    code.visitLabel(end);
    code.visitMethodInsn(
        INVOKEVIRTUAL, "java/lang/Object", "getClass", "()Ljava/lang/Class;", false);
    code.visitMethodInsn(
        INVOKEVIRTUAL, "java/lang/Class", "getName", "()Ljava/lang/String;", false);
    code.visitMethodInsn(INVOKEVIRTUAL, "java/lang/String", "hashCode", "()I", false);
    code.visitInsn(I2L);
    code.visitInsn(LRETURN);
    code.visitMaxs(0, 0);
    code.visitEnd();
  }

  private static void unknown(
      MethodVisitor code, String method, String type, int store, int local) {
    code.visitMethodInsn(INVOKESTATIC, VERIFIER, method, type, false);
    code.visitVarInsn(store, local);
  }

  /** One path for each input. */
  private static void apart(MethodVisitor code, List<Input> inputs, List<Long> results) {
    for (int i = 0; i < inputs.size(); i++) {
      Label other = new Label();
      jumpUnless(code, inputs.get(i), other);
      call(code);
      check(code, results.get(i));
      code.visitInsn(RETURN);
      code.visitLabel(other);
    }
  }

  private static void jumpUnless(MethodVisitor code, Input input, Label other) {
    code.visitVarInsn(ILOAD, 1);
    code.visitLdcInsn(input.x());
    code.visitJumpInsn(IF_ICMPNE, other);
    code.visitVarInsn(ILOAD, 2);
    code.visitLdcInsn(input.y());
    code.visitJumpInsn(IF_ICMPNE, other);
    code.visitVarInsn(LLOAD, 3);
    code.visitLdcInsn(input.p());
    code.visitInsn(LCMP);
    code.visitJumpInsn(IFNE, other);
    code.visitVarInsn(LLOAD, 5);
    code.visitLdcInsn(input.q());
    code.visitInsn(LCMP);
    code.visitJumpInsn(IFNE, other);
  }

  /** One condition for all inputs: what the method decides is the solver's to say. */
  private static void together(MethodVisitor code, List<Input> inputs, List<Long> results) {
    code.visitInsn(ICONST_1);
    for (Input input : inputs) {
      differences(code, input);
      code.visitInsn(IAND);
    }
    code.visitInsn(ICONST_1);
    code.visitInsn(IXOR);
    code.visitMethodInsn(INVOKESTATIC, VERIFIER, "assume", "(Z)V", false);
    call(code);
    for (int i = 0; i < inputs.size(); i++) {
      Label other = new Label();
      differences(code, inputs.get(i));
      code.visitJumpInsn(IFNE, other);
      check(code, results.get(i));
      code.visitLabel(other);
    }
  }

  private static void call(MethodVisitor code) {
    code.visitVarInsn(ILOAD, 1);
    code.visitVarInsn(ILOAD, 2);
    code.visitVarInsn(LLOAD, 3);
    code.visitVarInsn(LLOAD, 5);
    code.visitMethodInsn(INVOKESTATIC, MAIN, "run", Locals.DESCRIPTOR, false);
    code.visitVarInsn(LSTORE, 7);
  }

  private static void check(MethodVisitor code, long result) {
    Label right = new Label();
    code.visitVarInsn(LLOAD, 7);
    code.visitLdcInsn(result);
    code.visitInsn(LCMP);
    code.visitJumpInsn(IFEQ, right);
    code.visitTypeInsn(NEW, "java/lang/AssertionError");
    code.visitInsn(DUP);
    code.visitMethodInsn(INVOKESPECIAL, "java/lang/AssertionError", "<init>", "()V", false);
    code.visitInsn(ATHROW);
    code.visitLabel(right);
  }

  /** Pushes 0 if the unknowns are an input, else 1; without a branch. */
  private static void differences(MethodVisitor code, Input input) {
    code.visitVarInsn(ILOAD, 1);
    code.visitLdcInsn(input.x());
    code.visitInsn(IXOR);
    code.visitVarInsn(ILOAD, 2);
    code.visitLdcInsn(input.y());
    code.visitInsn(IXOR);
    code.visitInsn(IOR);
    code.visitInsn(I2L);
    code.visitVarInsn(LLOAD, 3);
    code.visitLdcInsn(input.p());
    code.visitInsn(LXOR);
    code.visitInsn(LOR);
    code.visitVarInsn(LLOAD, 5);
    code.visitLdcInsn(input.q());
    code.visitInsn(LXOR);
    code.visitInsn(LOR);
    code.visitInsn(DUP2);
    code.visitInsn(LNEG);
    code.visitInsn(LOR);
    code.visitIntInsn(BIPUSH, 63);
    code.visitInsn(LUSHR);
    code.visitInsn(L2I);
  }

  /** SV-COMP's {@code Verifier}; what its methods do is the explorer's to know. */
  static byte[] verifier() {
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    writer.visit(V1_5, ACC_PUBLIC | ACC_SUPER, VERIFIER, null, "java/lang/Object", null);
    for (String method : List.of("nondetInt()I", "nondetLong()J", "assume(Z)V")) {
      int at = method.indexOf('(');
      writer
          .visitMethod(
              ACC_PUBLIC | ACC_STATIC | ACC_NATIVE,
              method.substring(0, at),
              method.substring(at),
              null,
              null)
          .visitEnd();
    }
    writer.visitEnd();
    return writer.toByteArray();
  }
}
