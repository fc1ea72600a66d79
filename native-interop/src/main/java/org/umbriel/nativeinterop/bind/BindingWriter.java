package org.umbriel.nativeinterop.bind;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.umbriel.nativeinterop.call.CallFrame;
import org.umbriel.nativeinterop.call.NativeFunction;
import org.umbriel.nativeinterop.call.Thrown;
import org.umbriel.nativeinterop.value.Value;

/**
 * The class that an interface is bound by. Of each method it has the following, if the function can
 * be called directly, else only the last line:
 *
 * <pre>
 *   if an argument does not fit, go to the last line
 *   functionN.requireOpen(); frame = functionN.open()        // if there are texts or a structure
 *   result = nativeN(registers, words of the stack); Thrown.rethrow(); frame.close(); return it
 *   return functionN.call(arguments).to(result's class)      // which says what is wrong
 * </pre>
 */
final class BindingWriter {
  private static final String FUNCTION = Type.getInternalName(NativeFunction.class);
  private static final String FUNCTION_TYPE = Type.getDescriptor(NativeFunction.class);
  private static final String VALUE = Type.getInternalName(Value.class);
  private static final String FRAME = Type.getInternalName(CallFrame.class);
  private static final String OBJECT = Type.getInternalName(Object.class);

  private final ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_FRAMES);
  private final String name;
  private final Class<?> type;
  private final List<BoundMethod> methods;

  BindingWriter(Class<?> type, List<BoundMethod> methods) {
    this.type = type;
    this.methods = methods;
    name = Type.getInternalName(type) + "$Bound";
  }

  static String nativeName(int index) {
    return "native" + index;
  }

  private static String field(int index) {
    return "function" + index;
  }

  byte[] write() {
    String[] interfaces = {Type.getInternalName(type), Type.getInternalName(Thrown.Caller.class)};
    writer.visit(Opcodes.V17, Opcodes.ACC_FINAL, name, null, OBJECT, interfaces);
    writeConstructor();
    for (int i = 0; i < methods.size(); i++) {
      int fieldAccess = Opcodes.ACC_PRIVATE | Opcodes.ACC_FINAL;
      writer.visitField(fieldAccess, field(i), FUNCTION_TYPE, null, null).visitEnd();
      writeMethod(i, methods.get(i));
    }
    writer.visitEnd();
    return writer.toByteArray();
  }

  private void writeConstructor() {
    String descriptor = "([" + FUNCTION_TYPE + ")V";
    MethodVisitor code = writer.visitMethod(Opcodes.ACC_PUBLIC, "<init>", descriptor, null, null);
    code.visitCode();
    code.visitVarInsn(Opcodes.ALOAD, 0);
    code.visitMethodInsn(Opcodes.INVOKESPECIAL, OBJECT, "<init>", "()V", false);
    for (int i = 0; i < methods.size(); i++) {
      code.visitVarInsn(Opcodes.ALOAD, 0);
      code.visitVarInsn(Opcodes.ALOAD, 1);
      code.visitLdcInsn(i);
      code.visitInsn(Opcodes.AALOAD);
      code.visitFieldInsn(Opcodes.PUTFIELD, name, field(i), FUNCTION_TYPE);
    }
    code.visitInsn(Opcodes.RETURN);
    code.visitMaxs(0, 0);
    code.visitEnd();
  }

  private void writeMethod(int index, BoundMethod bound) {
    Method method = bound.method();
    String descriptor = Type.getMethodDescriptor(method);
    MethodVisitor code =
        writer.visitMethod(Opcodes.ACC_PUBLIC, method.getName(), descriptor, null, null);
    code.visitCode();
    Optional<DirectCall> direct = bound.direct();
    if (direct.isPresent()) {
      Label checked = new Label();
      writeDirect(code, index, method, direct.get(), checked);
      code.visitLabel(checked);
    }
    writeChecked(code, index, method);
    code.visitMaxs(0, 0);
    code.visitEnd();
  }

  private void writeDirect(
      MethodVisitor code, int index, Method method, DirectCall call, Label checked) {
    int nativeAccess = Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC | Opcodes.ACC_NATIVE;
    writer.visitMethod(nativeAccess, nativeName(index), call.descriptor(), null, null).visitEnd();
    int frame = Type.getArgumentsAndReturnSizes(Type.getMethodDescriptor(method)) >> 2;
    ArgumentWriter arguments =
        new ArgumentWriter(
            code, method.getParameterTypes(), () -> loadFunction(code, index), frame);
    call.loaded().forEach(each -> arguments.writeChecks(each.leaves(), checked));
    loadFunction(code, index);
    code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, FUNCTION, "requireOpen", "()V", false);
    Runnable body =
        () -> {
          call.writtenResult().ifPresent(place -> loadAddress(code, frame, place));
          call.loaded().forEach(arguments::write);
          if (call.keepsResult()) {
            loadAddress(code, frame, 0);
          }
          String name = nativeName(index);
          code.visitMethodInsn(Opcodes.INVOKESTATIC, this.name, name, call.descriptor(), false);
          String thrown = Type.getInternalName(Thrown.class);
          code.visitMethodInsn(Opcodes.INVOKESTATIC, thrown, "rethrow", "()V", false);
          if (call.result() instanceof ReturnedScalar scalar) {
            new ResultWriter(code, scalar, () -> loadFunction(code, index)).write();
          } else if (call.result() instanceof ReturnedRecord made) {
            new RecordWriter(code, made, () -> loadFunction(code, index), frame).write();
          }
        };
    if (call.hasFrame()) {
      withFrame(code, index, frame, body);
    } else {
      body.run();
    }
    code.visitInsn(Type.getReturnType(method).getOpcode(Opcodes.IRETURN));
  }

  /** Opens a frame, and closes it whatever happens. */
  private void withFrame(MethodVisitor code, int index, int frame, Runnable body) {
    final Label start = new Label();
    final Label end = new Label();
    final Label failed = new Label();
    final Label closed = new Label();
    code.visitTryCatchBlock(start, end, failed, null);
    loadFunction(code, index);
    String opened = "()" + Type.getDescriptor(CallFrame.class);
    code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, FUNCTION, "open", opened, false);
    code.visitVarInsn(Opcodes.ASTORE, frame);
    code.visitLabel(start);
    body.run();
    code.visitLabel(end);
    close(code, frame);
    code.visitJumpInsn(Opcodes.GOTO, closed);
    code.visitLabel(failed);
    close(code, frame);
    code.visitInsn(Opcodes.ATHROW);
    code.visitLabel(closed);
  }

  private static void close(MethodVisitor code, int frame) {
    code.visitVarInsn(Opcodes.ALOAD, frame);
    code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, FRAME, "close", "()V", false);
  }

  private static void loadAddress(MethodVisitor code, int frame, int place) {
    code.visitVarInsn(Opcodes.ALOAD, frame);
    code.visitLdcInsn(place);
    code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, FRAME, "address", "(I)J", false);
  }

  private void loadFunction(MethodVisitor code, int index) {
    code.visitVarInsn(Opcodes.ALOAD, 0);
    code.visitFieldInsn(Opcodes.GETFIELD, name, field(index), FUNCTION_TYPE);
  }

  private void writeChecked(MethodVisitor code, int index, Method method) {
    loadFunction(code, index);
    Class<?>[] types = method.getParameterTypes();
    code.visitLdcInsn(types.length);
    code.visitTypeInsn(Opcodes.ANEWARRAY, OBJECT);
    int local = 1;
    for (int i = 0; i < types.length; i++) {
      Type parameter = Type.getType(types[i]);
      code.visitInsn(Opcodes.DUP);
      code.visitLdcInsn(i);
      code.visitVarInsn(parameter.getOpcode(Opcodes.ILOAD), local);
      Boxes.box(code, types[i]);
      code.visitInsn(Opcodes.AASTORE);
      local += parameter.getSize();
    }
    code.visitMethodInsn(
        Opcodes.INVOKEVIRTUAL, FUNCTION, "call", "([Ljava/lang/Object;)L" + VALUE + ";", false);
    Class<?> result = method.getReturnType();
    if (result != void.class) {
      Boxes.loadClass(code, result);
      String to = "(Ljava/lang/Class;)Ljava/lang/Object;";
      code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, VALUE, "to", to, false);
      Boxes.unbox(code, result);
    }
    code.visitInsn(Type.getType(result).getOpcode(Opcodes.IRETURN));
  }
}
