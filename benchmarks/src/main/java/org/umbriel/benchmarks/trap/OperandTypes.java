package org.umbriel.benchmarks.trap;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MultiANewArrayInsnNode;

/**
 * What instructions that can fail take from the stack (JVMS 6.5), bottom first. References are
 * {@code Object}: how they are moved does not depend on their class.
 */
final class OperandTypes {
  private static final Type OBJECT = Type.getType(Object.class);

  private OperandTypes() {}

  static List<Type> of(AbstractInsnNode instruction) {
    if (instruction instanceof MethodInsnNode call) {
      return ofCall(call);
    } else if (instruction instanceof FieldInsnNode access) {
      return ofField(access);
    } else if (instruction instanceof MultiANewArrayInsnNode array) {
      return Collections.nCopies(array.dims, Type.INT_TYPE);
    }
    return switch (instruction.getOpcode()) {
      case Opcodes.IALOAD,
          Opcodes.LALOAD,
          Opcodes.FALOAD,
          Opcodes.DALOAD,
          Opcodes.AALOAD,
          Opcodes.BALOAD,
          Opcodes.CALOAD,
          Opcodes.SALOAD ->
          List.of(OBJECT, Type.INT_TYPE);
      case Opcodes.IASTORE,
          Opcodes.LASTORE,
          Opcodes.FASTORE,
          Opcodes.DASTORE,
          Opcodes.AASTORE,
          Opcodes.BASTORE,
          Opcodes.CASTORE,
          Opcodes.SASTORE ->
          List.of(OBJECT, Type.INT_TYPE, stored((InsnNode) instruction));
      case Opcodes.ARRAYLENGTH,
          Opcodes.ATHROW,
          Opcodes.MONITORENTER,
          Opcodes.MONITOREXIT,
          Opcodes.CHECKCAST ->
          List.of(OBJECT);
      case Opcodes.IDIV, Opcodes.IREM -> List.of(Type.INT_TYPE, Type.INT_TYPE);
      case Opcodes.LDIV, Opcodes.LREM -> List.of(Type.LONG_TYPE, Type.LONG_TYPE);
      case Opcodes.NEWARRAY, Opcodes.ANEWARRAY -> List.of(Type.INT_TYPE);
      default -> List.of();
    };
  }

  private static Type stored(InsnNode store) {
    return switch (store.getOpcode()) {
      case Opcodes.LASTORE -> Type.LONG_TYPE;
      case Opcodes.FASTORE -> Type.FLOAT_TYPE;
      case Opcodes.DASTORE -> Type.DOUBLE_TYPE;
      case Opcodes.AASTORE -> OBJECT;
      default -> Type.INT_TYPE;
    };
  }

  private static List<Type> ofCall(MethodInsnNode call) {
    List<Type> types = new ArrayList<>();
    if (call.getOpcode() != Opcodes.INVOKESTATIC) {
      types.add(OBJECT);
    }
    for (Type argument : Type.getArgumentTypes(call.desc)) {
      types.add(erased(argument));
    }
    return types;
  }

  private static List<Type> ofField(FieldInsnNode access) {
    return switch (access.getOpcode()) {
      case Opcodes.GETFIELD -> List.of(OBJECT);
      case Opcodes.PUTFIELD -> List.of(OBJECT, erased(Type.getType(access.desc)));
      default -> List.of();
    };
  }

  private static Type erased(Type type) {
    return type.getSort() == Type.OBJECT || type.getSort() == Type.ARRAY ? OBJECT : type;
  }
}
