package org.umbriel.benchmarks.random;

import static org.objectweb.asm.Opcodes.*;

import java.util.Random;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;

/** The members of a random class beside its method. */
final class Helpers {
  private static final String SUBJECT = Locals.SUBJECT;

  private Helpers() {}

  static void addTo(ClassWriter writer, Random random) {
    for (String field : new String[] {"i:I", "b:B", "s:S", "c:C", "z:Z"}) {
      String[] parts = field.split(":", -1);
      writer.visitField(ACC_PUBLIC, parts[0], parts[1], null, null).visitEnd();
    }
    writer.visitField(ACC_PUBLIC, "next", Locals.SUBJECT_TYPE, null, null).visitEnd();
    writer.visitField(ACC_STATIC, "count", "I", null, null).visitEnd();
    constructor(writer);
    identity(writer, "wide", "(J)J", LLOAD, random.nextBoolean() ? LNEG : NOP, LRETURN);
    identity(writer, "single", "(F)F", FLOAD, random.nextBoolean() ? FNEG : NOP, FRETURN);
    identity(writer, "twice", "(D)D", DLOAD, random.nextBoolean() ? DNEG : NOP, DRETURN);
    identity(writer, "same", "(Ljava/lang/Object;)Ljava/lang/Object;", ALOAD, NOP, ARETURN);
    set(writer);
    apply(writer, random);
    concatenate(writer);
    digest(writer);
  }

  private static MethodVisitor begin(ClassWriter writer, int access, String name, String type) {
    MethodVisitor code = writer.visitMethod(access, name, type, null, null);
    code.visitCode();
    return code;
  }

  private static void end(MethodVisitor code) {
    code.visitMaxs(0, 0);
    code.visitEnd();
  }

  private static void constructor(ClassWriter writer) {
    MethodVisitor code = begin(writer, ACC_PUBLIC, "<init>", "()V");
    code.visitVarInsn(ALOAD, 0);
    code.visitMethodInsn(INVOKESPECIAL, "java/lang/Object", "<init>", "()V", false);
    code.visitInsn(RETURN);
    end(code);
  }

  private static void identity(
      ClassWriter writer, String name, String type, int load, int between, int leave) {
    MethodVisitor code = begin(writer, ACC_STATIC, name, type);
    code.visitVarInsn(load, 0);
    code.visitInsn(between);
    code.visitInsn(leave);
    end(code);
  }

  private static void set(ClassWriter writer) {
    MethodVisitor code = begin(writer, ACC_STATIC | ACC_SYNCHRONIZED, "set", "(I)V");
    code.visitVarInsn(ILOAD, 0);
    code.visitFieldInsn(PUTSTATIC, SUBJECT, "count", "I");
    code.visitInsn(RETURN);
    end(code);
  }

  /** {@code i + x} or {@code i - x}. */
  private static void apply(ClassWriter writer, Random random) {
    MethodVisitor code = begin(writer, ACC_PUBLIC, "applyAsInt", "(I)I");
    code.visitVarInsn(ALOAD, 0);
    code.visitFieldInsn(GETFIELD, SUBJECT, "i", "I");
    code.visitVarInsn(ILOAD, 1);
    code.visitInsn(random.nextBoolean() ? IADD : ISUB);
    code.visitInsn(IRETURN);
    end(code);
  }

  private static void concatenate(ClassWriter writer) {
    String type = "(Ljava/lang/String;I)Ljava/lang/String;";
    MethodVisitor code = begin(writer, ACC_STATIC, "concatenate", type);
    String builder = "java/lang/StringBuilder";
    code.visitTypeInsn(NEW, builder);
    code.visitInsn(DUP);
    code.visitMethodInsn(INVOKESPECIAL, builder, "<init>", "()V", false);
    code.visitVarInsn(ALOAD, 0);
    code.visitMethodInsn(
        INVOKEVIRTUAL, builder, "append", "(Ljava/lang/String;)Ljava/lang/StringBuilder;", false);
    code.visitVarInsn(ILOAD, 1);
    code.visitMethodInsn(INVOKEVIRTUAL, builder, "append", "(I)Ljava/lang/StringBuilder;", false);
    code.visitMethodInsn(INVOKEVIRTUAL, builder, "toString", "()Ljava/lang/String;", false);
    code.visitInsn(ARETURN);
    end(code);
  }

  /** Two elements, and the fields of an object that is not null. */
  private static void digest(ClassWriter writer) {
    MethodVisitor code = begin(writer, ACC_STATIC, "digest", "([I[J" + Locals.SUBJECT_TYPE + ")I");
    code.visitVarInsn(ALOAD, 0);
    code.visitInsn(ICONST_1);
    code.visitInsn(IALOAD);
    code.visitVarInsn(ALOAD, 1);
    code.visitInsn(ICONST_2);
    code.visitInsn(LALOAD);
    code.visitInsn(L2I);
    code.visitInsn(IADD);
    Label none = new Label();
    code.visitVarInsn(ALOAD, 2);
    code.visitJumpInsn(IFNULL, none);
    for (String field : new String[] {"i:I", "b:B", "s:S", "c:C", "z:Z"}) {
      String[] parts = field.split(":", -1);
      code.visitVarInsn(ALOAD, 2);
      code.visitFieldInsn(GETFIELD, SUBJECT, parts[0], parts[1]);
      code.visitInsn(IADD);
      code.visitInsn(ICONST_5);
      code.visitInsn(IMUL);
    }
    code.visitLabel(none);
    code.visitInsn(IRETURN);
    end(code);
  }
}
