package org.umbriel.nativeinterop.bind;

import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.umbriel.nativeinterop.bind.ReturnedRecord.Inner;
import org.umbriel.nativeinterop.bind.ReturnedRecord.Numeric;
import org.umbriel.nativeinterop.bind.ReturnedRecord.Part;
import org.umbriel.nativeinterop.call.CallFrame;
import org.umbriel.nativeinterop.call.NativeFunction;
import org.umbriel.nativeinterop.type.IntegerType;
import org.umbriel.nativeinterop.type.RealType;
import org.umbriel.nativeinterop.value.Value;

/**
 * Bytecode that makes a record of the structure in a call's frame. A number that the record has no
 * room for is left to {@link Value#to}, which says so.
 */
final class RecordWriter {
  private static final String FRAME = Type.getInternalName(CallFrame.class);

  private final MethodVisitor code;
  private final ReturnedRecord result;
  private final Runnable loadFunction;
  private final int frame;

  RecordWriter(MethodVisitor code, ReturnedRecord result, Runnable loadFunction, int frame) {
    this.code = code;
    this.result = result;
    this.loadFunction = loadFunction;
    this.frame = frame;
  }

  void write() {
    Label misfit = new Label();
    List<Numeric> doubtful = new ArrayList<>();
    addDoubtful(result, doubtful);
    doubtful.forEach(number -> check(number, misfit));
    make(result);
    if (!doubtful.isEmpty()) {
      Label done = new Label();
      code.visitJumpInsn(Opcodes.GOTO, done);
      code.visitLabel(misfit);
      writeMisfit();
      code.visitLabel(done);
    }
  }

  private static void addDoubtful(ReturnedRecord made, List<Numeric> numbers) {
    for (Part part : made.parts()) {
      if (part instanceof Inner inner) {
        addDoubtful(inner.made(), numbers);
      } else if (part instanceof Numeric number && mayNotFit(number)) {
        numbers.add(number);
      }
    }
  }

  /** Whether it may be no int, or no long where a long is wanted. */
  private static boolean mayNotFit(Numeric number) {
    if (number.type() instanceof RealType) {
      return false;
    }
    IntegerType integer = Carrier.integer(number.type()).orElseThrow();
    long room = number.wanted() == long.class ? Long.BYTES : Integer.BYTES;
    return integer.size() > room || (integer.size() == room && !integer.isSigned());
  }

  private void check(Numeric number, Label misfit) {
    loadInteger(number, Carrier.integer(number.type()).orElseThrow());
    if (number.wanted() == long.class) {
      code.visitInsn(Opcodes.LCONST_0);
      code.visitInsn(Opcodes.LCMP);
      code.visitJumpInsn(Opcodes.IFLT, misfit);
    } else {
      code.visitInsn(Opcodes.DUP2);
      code.visitInsn(Opcodes.L2I);
      code.visitInsn(Opcodes.I2L);
      code.visitInsn(Opcodes.LCMP);
      code.visitJumpInsn(Opcodes.IFNE, misfit);
    }
  }

  private void make(ReturnedRecord made) {
    String type = Type.getInternalName(made.constructor().getDeclaringClass());
    code.visitTypeInsn(Opcodes.NEW, type);
    code.visitInsn(Opcodes.DUP);
    for (Part part : made.parts()) {
      if (part instanceof Inner inner) {
        make(inner.made());
      } else if (part instanceof Numeric number) {
        make(number);
      }
    }
    String descriptor = Type.getConstructorDescriptor(made.constructor());
    code.visitMethodInsn(Opcodes.INVOKESPECIAL, type, "<init>", descriptor, false);
  }

  private void make(Numeric number) {
    if (number.type() instanceof RealType real) {
      makeReal(number, real);
      return;
    }
    loadInteger(number, Carrier.integer(number.type()).orElseThrow());
    if (number.wanted() != long.class) {
      code.visitInsn(Opcodes.L2I);
      if (number.wanted() == byte.class) {
        code.visitInsn(Opcodes.I2B);
      } else if (number.wanted() == short.class) {
        code.visitInsn(Opcodes.I2S);
      } else if (number.wanted() == char.class) {
        code.visitInsn(Opcodes.I2C);
      }
    }
  }

  private void makeReal(Numeric number, RealType real) {
    loadWord(number);
    if (real.size() == Double.BYTES) {
      code.visitMethodInsn(
          Opcodes.INVOKESTATIC, "java/lang/Double", "longBitsToDouble", "(J)D", false);
      if (number.wanted() == float.class) {
        code.visitInsn(Opcodes.D2F);
      }
      return;
    }
    code.visitLdcInsn(number.shift());
    code.visitInsn(Opcodes.LUSHR);
    code.visitInsn(Opcodes.L2I);
    code.visitMethodInsn(Opcodes.INVOKESTATIC, "java/lang/Float", "intBitsToFloat", "(I)F", false);
    if (number.wanted() == double.class) {
      code.visitInsn(Opcodes.F2D);
    }
  }

  private void loadWord(Numeric number) {
    code.visitVarInsn(Opcodes.ALOAD, frame);
    code.visitLdcInsn(number.place());
    code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, FRAME, "getLong", "(I)J", false);
  }

  /** Pushes an integer of up to 8 bytes as a long; of _Bool only the lowest bit counts. */
  private void loadInteger(Numeric number, IntegerType integer) {
    loadWord(number);
    boolean isBoolean = integer.kind() == IntegerType.Kind.BOOLEAN;
    int size = isBoolean ? 1 : 8 * (int) integer.size();
    int above = Long.SIZE - number.shift() - size;
    if (above > 0) {
      code.visitLdcInsn(above);
      code.visitInsn(Opcodes.LSHL);
    }
    if (size < Long.SIZE) {
      code.visitLdcInsn(Long.SIZE - size);
      code.visitInsn(integer.isSigned() ? Opcodes.LSHR : Opcodes.LUSHR);
    }
  }

  private void writeMisfit() {
    loadFunction.run();
    code.visitVarInsn(Opcodes.ALOAD, frame);
    String value = Type.getInternalName(Value.class);
    code.visitMethodInsn(
        Opcodes.INVOKEVIRTUAL,
        Type.getInternalName(NativeFunction.class),
        "result",
        "(L" + FRAME + ";)L" + value + ";",
        false);
    Class<?> wanted = result.constructor().getDeclaringClass();
    code.visitLdcInsn(Type.getType(wanted));
    code.visitMethodInsn(
        Opcodes.INVOKEVIRTUAL, value, "to", "(Ljava/lang/Class;)Ljava/lang/Object;", false);
    code.visitTypeInsn(Opcodes.CHECKCAST, Type.getInternalName(wanted));
  }
}
