package org.umbriel.nativeinterop.bind;

import java.lang.invoke.MethodType;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Primitive values as objects and back, in bytecode. */
final class Boxes {
  private Boxes() {}

  private static Class<?> box(Class<?> primitive) {
    return MethodType.methodType(primitive).wrap().returnType();
  }

  static void box(MethodVisitor code, Class<?> type) {
    if (type.isPrimitive()) {
      String descriptor = Type.getMethodDescriptor(Type.getType(box(type)), Type.getType(type));
      code.visitMethodInsn(
          Opcodes.INVOKESTATIC, Type.getInternalName(box(type)), "valueOf", descriptor, false);
    }
  }

  static void unbox(MethodVisitor code, Class<?> type) {
    code.visitTypeInsn(
        Opcodes.CHECKCAST, Type.getInternalName(type.isPrimitive() ? box(type) : type));
    if (type.isPrimitive()) {
      String descriptor = Type.getMethodDescriptor(Type.getType(type));
      String box = Type.getInternalName(box(type));
      code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, box, type.getName() + "Value", descriptor, false);
    }
  }

  static void loadClass(MethodVisitor code, Class<?> type) {
    if (type.isPrimitive()) {
      String box = Type.getInternalName(box(type));
      code.visitFieldInsn(Opcodes.GETSTATIC, box, "TYPE", "Ljava/lang/Class;");
    } else {
      code.visitLdcInsn(Type.getType(type));
    }
  }
}
