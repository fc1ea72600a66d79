package org.umbriel.nativeinterop.call;

import java.util.List;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.umbriel.nativeinterop.call.ArgumentLocations.Word;
import org.umbriel.nativeinterop.type.CType;
import org.umbriel.nativeinterop.value.Value;

/**
 * The class of a {@link CompiledCall}:
 *
 * <pre>
 *   Value call(Object[] arguments) {
 *     a structure's argument is a list of its members, or return null
 *     operandN = arguments[i], or its member; it is what its type takes, or return null
 *     return new Value(result, function(words))
 *   }
 *   static native long function(long or double ...)
 * </pre>
 */
final class CompiledCallWriter {
  static final String NATIVE = "function";

  private static final String SUPER = Type.getInternalName(CompiledCall.class);
  private static final String NAME = SUPER + "$Made";
  private static final String TYPE = Type.getDescriptor(CType.class);
  private static final String VALUE = Type.getInternalName(Value.class);
  private static final String RESULT = "result";
  private static final String LIST = "java/util/List";
  private static final String DOUBLE = "java/lang/Double";
  private static final int ARGUMENTS = 1;
  private static final int FIRST_OPERAND = 2;

  private final ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_FRAMES);
  private final CompiledCall.Plan plan;

  CompiledCallWriter(CompiledCall.Plan plan) {
    this.plan = plan;
  }

  byte[] write() {
    writer.visit(Opcodes.V17, Opcodes.ACC_FINAL, NAME, null, SUPER, null);
    int fieldAccess = Opcodes.ACC_PRIVATE | Opcodes.ACC_FINAL;
    writer.visitField(fieldAccess, RESULT, TYPE, null, null).visitEnd();
    int nativeAccess = Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC | Opcodes.ACC_NATIVE;
    writer.visitMethod(nativeAccess, NATIVE, plan.descriptor(), null, null).visitEnd();
    writeConstructor();
    writeCall();
    writer.visitEnd();
    return writer.toByteArray();
  }

  private void writeConstructor() {
    String function = Type.getDescriptor(NativeFunction.class);
    MethodVisitor code = writer.visitMethod(0, "<init>", "(" + function + TYPE + ")V", null, null);
    code.visitCode();
    code.visitVarInsn(Opcodes.ALOAD, 0);
    code.visitVarInsn(Opcodes.ALOAD, 1);
    code.visitMethodInsn(Opcodes.INVOKESPECIAL, SUPER, "<init>", "(" + function + ")V", false);
    code.visitVarInsn(Opcodes.ALOAD, 0);
    code.visitVarInsn(Opcodes.ALOAD, 2);
    code.visitFieldInsn(Opcodes.PUTFIELD, NAME, RESULT, TYPE);
    code.visitInsn(Opcodes.RETURN);
    code.visitMaxs(0, 0);
    code.visitEnd();
  }

  private void writeCall() {
    String descriptor = "([Ljava/lang/Object;)L" + VALUE + ";";
    MethodVisitor code = writer.visitMethod(0, "call", descriptor, null, null);
    code.visitCode();
    Label unfit = new Label();
    List<Operand> operands = plan.operands();
    for (int i = 0; i < operands.size(); i++) {
      if (operands.get(i).member() == 0) {
        checkList(code, operands.get(i).argument(), unfit);
      }
      load(code, operands.get(i));
      code.visitInsn(Opcodes.DUP);
      code.visitVarInsn(Opcodes.ASTORE, FIRST_OPERAND + i);
      check(code, operands.get(i));
      code.visitJumpInsn(Opcodes.IFEQ, unfit);
    }
    plan.words().forEach(word -> loadWord(code, word));
    code.visitMethodInsn(Opcodes.INVOKESTATIC, NAME, NATIVE, plan.descriptor(), false);
    if (plan.isVector()) {
      code.visitMethodInsn(Opcodes.INVOKESTATIC, DOUBLE, "doubleToRawLongBits", "(D)J", false);
    }
    writeResult(code, FIRST_OPERAND + operands.size());
    code.visitLabel(unfit);
    code.visitInsn(Opcodes.ACONST_NULL);
    code.visitInsn(Opcodes.ARETURN);
    code.visitMaxs(0, 0);
    code.visitEnd();
  }

  /** Makes a value of the long on the stack. */
  private static void writeResult(MethodVisitor code, int local) {
    code.visitVarInsn(Opcodes.LSTORE, local);
    code.visitTypeInsn(Opcodes.NEW, VALUE);
    code.visitInsn(Opcodes.DUP);
    code.visitVarInsn(Opcodes.ALOAD, 0);
    code.visitFieldInsn(Opcodes.GETFIELD, NAME, RESULT, TYPE);
    code.visitVarInsn(Opcodes.LLOAD, local);
    code.visitMethodInsn(Opcodes.INVOKESPECIAL, VALUE, "<init>", "(" + TYPE + "J)V", false);
    code.visitInsn(Opcodes.ARETURN);
  }

  private void checkList(MethodVisitor code, int argument, Label unfit) {
    loadArgument(code, argument);
    code.visitTypeInsn(Opcodes.INSTANCEOF, LIST);
    code.visitJumpInsn(Opcodes.IFEQ, unfit);
    loadArgument(code, argument);
    code.visitTypeInsn(Opcodes.CHECKCAST, LIST);
    code.visitMethodInsn(Opcodes.INVOKEINTERFACE, LIST, "size", "()I", true);
    code.visitLdcInsn((int) plan.operands().stream().filter(o -> o.argument() == argument).count());
    code.visitJumpInsn(Opcodes.IF_ICMPNE, unfit);
  }

  private static void loadArgument(MethodVisitor code, int argument) {
    code.visitVarInsn(Opcodes.ALOAD, ARGUMENTS);
    code.visitLdcInsn(argument);
    code.visitInsn(Opcodes.AALOAD);
  }

  private static void load(MethodVisitor code, Operand operand) {
    loadArgument(code, operand.argument());
    if (operand.member() != Operand.WHOLE) {
      code.visitTypeInsn(Opcodes.CHECKCAST, LIST);
      code.visitLdcInsn(operand.member());
      code.visitMethodInsn(Opcodes.INVOKEINTERFACE, LIST, "get", "(I)Ljava/lang/Object;", true);
    }
  }

  /** Object -> boolean. */
  private static void check(MethodVisitor code, Operand operand) {
    switch (operand.kind()) {
      case INTEGER -> {
        code.visitLdcInsn(operand.least());
        code.visitLdcInsn(operand.greatest());
        invoke(code, "isInteger", "(Ljava/lang/Object;JJ)Z");
      }
      case FLOAT -> invoke(code, "isFloat", "(Ljava/lang/Object;)Z");
      case DOUBLE -> invoke(code, "isDouble", "(Ljava/lang/Object;)Z");
      case POINTER -> invoke(code, "isPointer", "(Ljava/lang/Object;)Z");
      case OTHER -> throw new IllegalArgumentException(operand.toString());
    }
  }

  /** Pushes 8 bytes of an argument, put together of what stands in them. */
  private void loadWord(MethodVisitor code, Word word) {
    List<Operand> parts = plan.operands(word);
    if (parts.size() == 1 && parts.get(0).offset() % Long.BYTES == 0) {
      loadBits(code, parts.get(0));
    } else {
      code.visitInsn(Opcodes.LCONST_0);
      for (Operand part : parts) {
        loadBits(code, part);
        code.visitLdcInsn(part.mask());
        code.visitInsn(Opcodes.LAND);
        code.visitLdcInsn(Byte.SIZE * (part.offset() % Long.BYTES));
        code.visitInsn(Opcodes.LSHL);
        code.visitInsn(Opcodes.LOR);
      }
    }
    if (word.isVector()) {
      code.visitMethodInsn(Opcodes.INVOKESTATIC, DOUBLE, "longBitsToDouble", "(J)D", false);
    }
  }

  private void loadBits(MethodVisitor code, Operand operand) {
    int local = FIRST_OPERAND + plan.operands().indexOf(operand);
    if (operand.kind() == Operand.Kind.POINTER) {
      code.visitVarInsn(Opcodes.ALOAD, 0);
      code.visitVarInsn(Opcodes.ALOAD, local);
      code.visitLdcInsn(operand.argument());
      String descriptor = "(Ljava/lang/Object;I)J";
      code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, SUPER, "address", descriptor, false);
      return;
    }
    code.visitVarInsn(Opcodes.ALOAD, local);
    String name =
        switch (operand.kind()) {
          case FLOAT -> "bitsOfFloat";
          case DOUBLE -> "bitsOfDouble";
          case INTEGER, POINTER, OTHER -> "integer";
        };
    invoke(code, name, "(Ljava/lang/Object;)J");
  }

  private static void invoke(MethodVisitor code, String name, String descriptor) {
    code.visitMethodInsn(Opcodes.INVOKESTATIC, SUPER, name, descriptor, false);
  }
}
