package org.umbriel.metadata.testing;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.umbriel.metadata.classfile.ClassDecoder;
import org.umbriel.metadata.classfile.ClassFile;
import org.umbriel.metadata.classfile.ClassUnit;
import org.umbriel.metadata.classfile.MalformedClassException;
import org.umbriel.metadata.classfile.MethodCode;
import org.umbriel.metadata.classfile.Opcode;

/**
 * Assembles a class with one method, instruction by instruction:
 *
 * <pre>{@code
 * MethodCode abs = MethodAssembler.method("(I)I")
 *     .local(ILOAD, 0).jump(IFGE, "positive")
 *     .local(ILOAD, 0).op(INEG, IRETURN)
 *     .label("positive").local(ILOAD, 0).op(IRETURN)
 *     .code();
 * }</pre>
 *
 * <p>The class file has version 49, so it may have subroutines and needs no frames. Maxima are
 * computed. Labels are names; they may be used before they are placed.
 */
public final class MethodAssembler {
  /** Internal name of the class; beside this one, so that a lookup of it may define it. */
  public static final String CLASS = "org/umbriel/metadata/testing/Subject";

  private final String name;
  private final String descriptor;
  private final List<Consumer<MethodVisitor>> steps = new ArrayList<>();
  private final Map<String, Label> labels = new HashMap<>();
  private int access = Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC;
  private int version = Opcodes.V1_5;

  private MethodAssembler(String name, String descriptor) {
    this.name = name;
    this.descriptor = descriptor;
  }

  /** A public static method {@code m}. */
  public static MethodAssembler method(String descriptor) {
    return method("m", descriptor);
  }

  /** A public static method. */
  public static MethodAssembler method(String name, String descriptor) {
    return new MethodAssembler(name, descriptor);
  }

  /** Replaces the {@code ACC_} flags of the method. */
  public MethodAssembler access(int flags) {
    access = flags;
    return this;
  }

  /** Replaces the major version of the class file. */
  public MethodAssembler version(int major) {
    version = major;
    return this;
  }

  /** Instructions without operands. */
  public MethodAssembler op(Opcode... opcodes) {
    for (Opcode opcode : opcodes) {
      step(v -> v.visitInsn(opcode.code()));
    }
    return this;
  }

  /** The shortest instruction that pushes an int. */
  public MethodAssembler push(int value) {
    if (value >= -1 && value <= 5) {
      return step(v -> v.visitInsn(Opcodes.ICONST_0 + value));
    } else if (value == (byte) value) {
      return step(v -> v.visitIntInsn(Opcodes.BIPUSH, value));
    } else if (value == (short) value) {
      return step(v -> v.visitIntInsn(Opcodes.SIPUSH, value));
    }
    return constant(value);
  }

  /** {@code ldc} of whatever ASM takes: a box, a string, a {@code Type}, a handle. */
  public MethodAssembler constant(Object value) {
    return step(v -> v.visitLdcInsn(value));
  }

  /** A load, a store or {@code ret}. */
  public MethodAssembler local(Opcode opcode, int slot) {
    return step(v -> v.visitVarInsn(opcode.code(), slot));
  }

  public MethodAssembler increment(int slot, int amount) {
    return step(v -> v.visitIincInsn(slot, amount));
  }

  /** A branch, {@code goto} or {@code jsr}. */
  public MethodAssembler jump(Opcode opcode, String label) {
    return step(v -> v.visitJumpInsn(opcode.code(), labelled(label)));
  }

  /** Places a label: the next instruction is its target. */
  public MethodAssembler label(String label) {
    return step(v -> v.visitLabel(labelled(label)));
  }

  /** The next instructions stand on this line. */
  public MethodAssembler line(int number) {
    return step(
        v -> {
          Label here = new Label();
          v.visitLabel(here);
          v.visitLineNumber(number, here);
        });
  }

  /** {@code tableswitch}: one label a key from {@code min} on. */
  public MethodAssembler tableSwitch(int min, String defaultLabel, String... cases) {
    return step(
        v ->
            v.visitTableSwitchInsn(
                min, min + cases.length - 1, labelled(defaultLabel), labelled(cases)));
  }

  /** {@code lookupswitch}: as many labels as keys. */
  public MethodAssembler lookupSwitch(String defaultLabel, int[] keys, String... cases) {
    return step(v -> v.visitLookupSwitchInsn(labelled(defaultLabel), keys, labelled(cases)));
  }

  public MethodAssembler field(Opcode opcode, String owner, String field, String type) {
    return step(v -> v.visitFieldInsn(opcode.code(), owner, field, type));
  }

  /** An invocation; {@code invokeinterface} says that the owner is an interface. */
  public MethodAssembler call(Opcode opcode, String owner, String method, String type) {
    return step(
        v ->
            v.visitMethodInsn(
                opcode.code(), owner, method, type, opcode == Opcode.INVOKEINTERFACE));
  }

  /** {@code new}, {@code anewarray}, {@code checkcast} or {@code instanceof}. */
  public MethodAssembler type(Opcode opcode, String internalName) {
    return step(v -> v.visitTypeInsn(opcode.code(), internalName));
  }

  /** {@code newarray}; the descriptor is of one element. */
  public MethodAssembler newArray(char elementDescriptor) {
    return step(v -> v.visitIntInsn(Opcodes.NEWARRAY, "ZCFDBSIJ".indexOf(elementDescriptor) + 4));
  }

  public MethodAssembler multiNewArray(String arrayDescriptor, int dimensions) {
    return step(v -> v.visitMultiANewArrayInsn(arrayDescriptor, dimensions));
  }

  /** An exception table row, behind those before it; no type catches everything. */
  public MethodAssembler handler(String start, String end, String target, @Nullable String type) {
    return step(v -> v.visitTryCatchBlock(labelled(start), labelled(end), labelled(target), type));
  }

  /** A row of the LocalVariableTable. */
  public MethodAssembler variable(
      String variable, String type, int slot, String start, String end) {
    return step(
        v -> v.visitLocalVariable(variable, type, null, labelled(start), labelled(end), slot));
  }

  /** Whatever the other methods do not offer. */
  public MethodAssembler step(Consumer<MethodVisitor> step) {
    steps.add(step);
    return this;
  }

  private Label labelled(String label) {
    return labels.computeIfAbsent(label, l -> new Label());
  }

  private Label[] labelled(String[] names) {
    return Arrays.stream(names).map(this::labelled).toArray(Label[]::new);
  }

  /** The class file, with this method alone. */
  public byte[] bytes() {
    labels.clear();
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    writer.visit(
        version, Opcodes.ACC_PUBLIC | Opcodes.ACC_SUPER, CLASS, null, "java/lang/Object", null);
    MethodVisitor method = writer.visitMethod(access, name, descriptor, null, null);
    method.visitCode();
    steps.forEach(s -> s.accept(method));
    method.visitMaxs(0, 0);
    method.visitEnd();
    writer.visitEnd();
    return writer.toByteArray();
  }

  /** The class, decoded. */
  public ClassUnit unit() {
    try {
      return ClassDecoder.decode(new ClassFile(CLASS + ".class", bytes()));
    } catch (MalformedClassException e) {
      throw new AssertionError(e);
    }
  }

  /** The method, decoded. */
  public MethodCode code() {
    return unit().methods().get(0);
  }

  /** The method as the JVM runs it; it must be static, public and pass verification. */
  public MethodHandle handle() {
    MethodHandles.Lookup lookup = MethodHandles.lookup();
    try {
      Class<?> subject = lookup.defineHiddenClass(bytes(), true).lookupClass();
      MethodType type = MethodType.fromMethodDescriptorString(descriptor, subject.getClassLoader());
      return lookup.findStatic(subject, name, type);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }
}
