package org.umbriel.metadata.classfile;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.objectweb.asm.Opcodes;

/**
 * A method and its code (JVMS 4.6, 4.7.3). Positions are instruction indices, 0 to {@code
 * instructions().size() - 1}; {@link #bytecodeIndex} leads back to the class file. Compares by
 * identity.
 */
public final class MethodCode {
  private final MethodReference reference;
  private final int access;
  private final Optional<String> signature;
  private final List<String> exceptions;
  private final List<AnnotationUse> annotations;
  private final List<List<AnnotationUse>> parameterAnnotations;
  private final List<TypeAnnotation> typeAnnotations;
  private final Optional<String> defaultValue;
  private final MethodDescriptor type;
  private final int[] bytecodeIndices;
  private final Supplier<Body> code;

  /**
   * A method.
   *
   * @param bytecodeIndices one an instruction, and the code's length behind the last
   * @param code asked whenever someone wants more of the code than that
   */
  MethodCode(
      MethodReference reference,
      int access,
      Optional<String> signature,
      List<String> exceptions,
      List<AnnotationUse> annotations,
      List<List<AnnotationUse>> parameterAnnotations,
      List<TypeAnnotation> typeAnnotations,
      Optional<String> defaultValue,
      MethodDescriptor type,
      int[] bytecodeIndices,
      Supplier<Body> code) {
    this.reference = reference;
    this.access = access;
    this.signature = signature;
    this.exceptions = List.copyOf(exceptions);
    this.annotations = List.copyOf(annotations);
    this.parameterAnnotations = List.copyOf(parameterAnnotations);
    this.typeAnnotations = List.copyOf(typeAnnotations);
    this.defaultValue = defaultValue;
    this.type = type;
    this.bytecodeIndices = bytecodeIndices;
    this.code = code;
  }

  /**
   * The Code attribute.
   *
   * @param lines one an instruction; 0 where the class has none
   */
  record Body(
      int maxStack,
      int maxLocals,
      List<Instruction> instructions,
      int[] lines,
      List<ExceptionHandler> handlers,
      List<LocalVariable> localVariables) {
    static final Body NONE = new Body(0, 0, List.of(), new int[0], List.of(), List.of());
  }

  public MethodReference reference() {
    return reference;
  }

  /** Internal name of the declaring class. */
  public String owner() {
    return reference.owner();
  }

  public String name() {
    return reference.name();
  }

  public String descriptor() {
    return reference.descriptor();
  }

  /** The descriptor, taken apart. */
  public MethodDescriptor type() {
    return type;
  }

  /** {@code ACC_} flags (JVMS table 4.6-A). */
  public int access() {
    return access;
  }

  /** The Signature attribute (JVMS 4.7.9). */
  public Optional<String> signature() {
    return signature;
  }

  /** Internal names of the Exceptions attribute. */
  public List<String> exceptions() {
    return exceptions;
  }

  /** Annotations of the method and of its return type. */
  public List<AnnotationUse> annotations() {
    return annotations;
  }

  /** Annotations by parameter of the descriptor; as many lists as parameters. */
  public List<List<AnnotationUse>> parameterAnnotations() {
    return parameterAnnotations;
  }

  /** Annotations within the types of its parameters, its result and what it throws. */
  public List<TypeAnnotation> typeAnnotations() {
    return typeAnnotations;
  }

  /** Of an annotation's element: its value where none is given (JVMS 4.7.22), as Java writes it. */
  public Optional<String> defaultValue() {
    return defaultValue;
  }

  public boolean isStatic() {
    return (access & Opcodes.ACC_STATIC) != 0;
  }

  public boolean isPrivate() {
    return (access & Opcodes.ACC_PRIVATE) != 0;
  }

  public boolean isPublic() {
    return (access & Opcodes.ACC_PUBLIC) != 0;
  }

  public boolean isProtected() {
    return (access & Opcodes.ACC_PROTECTED) != 0;
  }

  public boolean isFinal() {
    return (access & Opcodes.ACC_FINAL) != 0;
  }

  public boolean isAbstract() {
    return (access & Opcodes.ACC_ABSTRACT) != 0;
  }

  public boolean isNative() {
    return (access & Opcodes.ACC_NATIVE) != 0;
  }

  public boolean isSynchronized() {
    return (access & Opcodes.ACC_SYNCHRONIZED) != 0;
  }

  public boolean isSynthetic() {
    return (access & Opcodes.ACC_SYNTHETIC) != 0;
  }

  public boolean isBridge() {
    return (access & Opcodes.ACC_BRIDGE) != 0;
  }

  public boolean isConstructor() {
    return reference.isConstructor();
  }

  public boolean isClassInitializer() {
    return reference.isClassInitializer();
  }

  public boolean hasCode() {
    return bytecodeIndices.length > 1;
  }

  public int maxStack() {
    return code.get().maxStack;
  }

  public int maxLocals() {
    return code.get().maxLocals;
  }

  /** How many instructions it has. */
  public int size() {
    return bytecodeIndices.length - 1;
  }

  /**
   * The instructions.
   *
   * @throws CorruptClassException if they are decoded only now and cannot be
   */
  public List<Instruction> instructions() {
    return code.get().instructions;
  }

  public Instruction instruction(int index) {
    return code.get().instructions.get(index);
  }

  /** In the order of the exception table: the first that covers and matches catches. */
  public List<ExceptionHandler> handlers() {
    return code.get().handlers;
  }

  public List<LocalVariable> localVariables() {
    return code.get().localVariables;
  }

  /**
   * The offset in the class file's code array.
   *
   * @param index of an instruction, or their number for the end of the code
   */
  public int bytecodeIndex(int index) {
    return bytecodeIndices[index];
  }

  /** Bytes of the code array. */
  public int codeLength() {
    return bytecodeIndices[bytecodeIndices.length - 1];
  }

  /** The source line of an instruction; 0 where the class has no line table. */
  public int line(int index) {
    return code.get().lines[index];
  }

  /** The named local variable that a slot holds at an instruction. */
  public Optional<LocalVariable> localVariable(int slot, int instruction) {
    return code.get().localVariables.stream()
        .filter(v -> v.slot() == slot && v.start() <= instruction && instruction < v.end())
        .findFirst();
  }

  @Override
  public String toString() {
    return reference.toString();
  }
}
