package org.umbriel.nativeinterop.bind;

import java.lang.reflect.Method;
import java.util.List;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.umbriel.nativeinterop.bind.DirectCall.Loaded;
import org.umbriel.nativeinterop.call.CallFrame;
import org.umbriel.nativeinterop.call.NativeFunction;
import org.umbriel.nativeinterop.type.PointerType;
import org.umbriel.nativeinterop.type.RealType;

/** Bytecode that checks arguments, and loads them as the registers that they go into. */
final class ArgumentWriter {
  private final MethodVisitor code;
  private final Class<?>[] types;
  private final Runnable loadFunction;
  private final int frame;

  /**
   * @param loadFunction pushes the {@link NativeFunction}
   * @param frame the local variable of the call's {@link CallFrame}, if it has one
   */
  ArgumentWriter(MethodVisitor code, Class<?>[] types, Runnable loadFunction, int frame) {
    this.code = code;
    this.types = types;
    this.loadFunction = loadFunction;
    this.frame = frame;
  }

  /** Goes to a label if a record is null, a number is out of range, or a text is none of C's. */
  void writeChecks(List<Leaf> leaves, Label checked) {
    for (Leaf leaf : leaves) {
      if (leaf.isText()) {
        load(leaf, 0);
        String owner = Type.getInternalName(CallFrame.class);
        code.visitMethodInsn(Opcodes.INVOKESTATIC, owner, "isText", "(Ljava/lang/String;)Z", false);
        code.visitJumpInsn(Opcodes.IFEQ, checked);
      }
      for (int depth = 0; depth < leaf.accessors().size(); depth++) {
        load(leaf, depth);
        code.visitJumpInsn(Opcodes.IFNULL, checked);
      }
      if (leaf.type() instanceof PointerType || leaf.type() instanceof RealType) {
        continue;
      }
      Carrier carrier = Carrier.of(leaf.source(), leaf.type()).orElseThrow();
      carrier.least().ifPresent(limit -> compare(leaf, limit, Opcodes.IFLT, checked));
      carrier.greatest().ifPresent(limit -> compare(leaf, limit, Opcodes.IFGT, checked));
    }
  }

  private void compare(Leaf leaf, long limit, int jump, Label checked) {
    loadLong(leaf);
    code.visitLdcInsn(limit);
    code.visitInsn(Opcodes.LCMP);
    code.visitJumpInsn(jump, checked);
  }

  /** Pushes the argument, or the record that is reached by so many accessors. */
  private void load(Leaf leaf, int depth) {
    int local = 1;
    for (int i = 0; i < leaf.parameter(); i++) {
      local += Type.getType(types[i]).getSize();
    }
    code.visitVarInsn(Type.getType(types[leaf.parameter()]).getOpcode(Opcodes.ILOAD), local);
    for (Method accessor : leaf.accessors().subList(0, depth)) {
      code.visitMethodInsn(
          Opcodes.INVOKEVIRTUAL,
          Type.getInternalName(accessor.getDeclaringClass()),
          accessor.getName(),
          Type.getMethodDescriptor(accessor),
          false);
    }
  }

  private void loadLong(Leaf leaf) {
    if (leaf.isText()) {
      code.visitVarInsn(Opcodes.ALOAD, frame);
      load(leaf, 0);
      String owner = Type.getInternalName(CallFrame.class);
      code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, owner, "text", "(Ljava/lang/String;)J", false);
      return;
    }
    if (leaf.type() instanceof PointerType) {
      loadFunction.run();
      load(leaf, leaf.accessors().size());
      code.visitLdcInsn(leaf.parameter());
      code.visitMethodInsn(
          Opcodes.INVOKEVIRTUAL,
          Type.getInternalName(NativeFunction.class),
          "address",
          "(Lorg/umbriel/nativeinterop/value/NativePointer;I)J",
          false);
      return;
    }
    load(leaf, leaf.accessors().size());
    if (leaf.type() instanceof RealType && leaf.type().size() == Double.BYTES) {
      convert(leaf, double.class);
      code.visitMethodInsn(
          Opcodes.INVOKESTATIC, "java/lang/Double", "doubleToRawLongBits", "(D)J", false);
      return;
    }
    if (leaf.type() instanceof RealType) {
      convert(leaf, float.class);
      code.visitMethodInsn(
          Opcodes.INVOKESTATIC, "java/lang/Float", "floatToRawIntBits", "(F)I", false);
      code.visitInsn(Opcodes.I2L);
      return;
    }
    if (leaf.source() != long.class) {
      code.visitInsn(Opcodes.I2L);
    }
  }

  private void convert(Leaf leaf, Class<?> wanted) {
    if (leaf.source() != wanted) {
      code.visitInsn(wanted == float.class ? Opcodes.D2F : Opcodes.F2D);
    }
  }

  /** Pushes what goes into a register or onto the stack. */
  void write(Loaded register) {
    if (register.isNumber()) {
      Leaf leaf = register.leaves().get(0);
      load(leaf, leaf.accessors().size());
      convert(leaf, leaf.type().size() == Float.BYTES ? float.class : double.class);
      return;
    }
    if (register.leaves().size() == 1 && register.leaves().get(0).offset() % 8 == 0) {
      loadLong(register.leaves().get(0));
    } else {
      putTogether(register.leaves());
    }
    if (register.isVector()) {
      code.visitMethodInsn(
          Opcodes.INVOKESTATIC, "java/lang/Double", "longBitsToDouble", "(J)D", false);
    }
  }

  private void putTogether(List<Leaf> leaves) {
    code.visitInsn(Opcodes.LCONST_0);
    for (Leaf leaf : leaves) {
      loadLong(leaf);
      code.visitLdcInsn(-1L >>> (64 - 8 * leaf.type().size()));
      code.visitInsn(Opcodes.LAND);
      code.visitLdcInsn(8 * (leaf.offset() % 8));
      code.visitInsn(Opcodes.LSHL);
      code.visitInsn(Opcodes.LOR);
    }
  }
}
