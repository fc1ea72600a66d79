package org.umbriel.rewriter.verify;

import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.umbriel.metadata.archive.ClassLocation;
import org.umbriel.metadata.classfile.ClassFile;

/**
 * What is served in the place of a rejected class: a class of the same name that throws {@code
 * VerifyError} when it is initialised. Where the original can be read that far, it has the
 * original's supertypes and members, so that others still link with it, and meet our message and
 * not an error about a missing member. Nothing of the original's code is in it.
 */
public final class Replacement {
  private static final String ERROR = "java/lang/VerifyError";
  private static final String OBJECT = "java/lang/Object";
  private static final int KEPT_OF_CLASS =
      Opcodes.ACC_PUBLIC | Opcodes.ACC_INTERFACE | Opcodes.ACC_ABSTRACT | Opcodes.ACC_SUPER;

  private Replacement() {}

  /**
   * Makes one.
   *
   * @param reason why the class is rejected
   * @param by what rejected it
   * @param isSound whether a JVM would take the class file
   */
  public static ClassFile of(
      ClassFile rejected, String reason, String by, Predicate<ClassFile> isSound) {
    String name = ClassLocation.inApplication(rejected.path()).name();
    String message = reason + "   (" + by + " of " + name.replace('/', '.') + ")";
    return like(rejected, message)
        .filter(file -> isSound.test(file))
        .orElseGet(() -> new ClassFile(rejected.path(), bare(name, message)));
  }

  private static Optional<ClassFile> like(ClassFile rejected, String message) {
    try {
      Shell shell = new Shell(message);
      new ClassReader(rejected.bytes())
          .accept(shell, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG);
      return Optional.of(new ClassFile(rejected.path(), shell.toByteArray()));
    } catch (RuntimeException unreadable) {
      return Optional.empty();
    }
  }

  private static byte[] bare(String name, String message) {
    Shell shell = new Shell(message);
    shell.visit(Opcodes.V1_8, Opcodes.ACC_PUBLIC | Opcodes.ACC_SUPER, name, null, OBJECT, null);
    shell.visitEnd();
    return shell.toByteArray();
  }

  /** Copies what others link with, and throws in place of all code. */
  private static final class Shell extends ClassVisitor {
    private final ClassWriter writer;
    private final String message;

    Shell(String message) {
      this(message, new ClassWriter(0));
    }

    private Shell(String message, ClassWriter writer) {
      super(Opcodes.ASM9);
      this.message = message;
      this.writer = writer;
    }

    byte[] toByteArray() {
      return writer.toByteArray();
    }

    @Override
    public void visit(
        int version,
        int access,
        String name,
        @Nullable String signature,
        @Nullable String superName,
        String @Nullable [] interfaces) {
      int major = Math.max(Opcodes.V1_8, version & 0xFFFF);
      writer.visit(major, access & KEPT_OF_CLASS, name, null, superName, interfaces);
    }

    @Override
    public void visitNestHost(String host) {
      writer.visitNestHost(host);
    }

    @Override
    public void visitNestMember(String member) {
      writer.visitNestMember(member);
    }

    @Override
    public @Nullable FieldVisitor visitField(
        int access,
        String name,
        String descriptor,
        @Nullable String signature,
        @Nullable Object value) {
      return writer.visitField(access, name, descriptor, null, null);
    }

    @Override
    public @Nullable MethodVisitor visitMethod(
        int access,
        String name,
        String descriptor,
        @Nullable String signature,
        String @Nullable [] exceptions) {
      if (name.equals("<clinit>")) {
        return null;
      }
      boolean bodyless = (access & Opcodes.ACC_ABSTRACT) != 0;
      MethodVisitor method =
          writer.visitMethod(access & ~Opcodes.ACC_NATIVE, name, descriptor, null, exceptions);
      if (!bodyless) {
        fail(method, slots(access, descriptor));
      }
      return null;
    }

    private static int slots(int access, String descriptor) {
      int size = Type.getArgumentsAndReturnSizes(descriptor) >> 2;
      return (access & Opcodes.ACC_STATIC) != 0 ? size - 1 : size;
    }

    private void fail(MethodVisitor method, int slots) {
      method.visitCode();
      method.visitTypeInsn(Opcodes.NEW, ERROR);
      method.visitInsn(Opcodes.DUP);
      method.visitLdcInsn(message);
      method.visitMethodInsn(
          Opcodes.INVOKESPECIAL, ERROR, "<init>", "(Ljava/lang/String;)V", false);
      method.visitInsn(Opcodes.ATHROW);
      method.visitMaxs(3, slots);
      method.visitEnd();
    }

    @Override
    public void visitEnd() {
      fail(writer.visitMethod(Opcodes.ACC_STATIC, "<clinit>", "()V", null, null), 0);
      writer.visitEnd();
    }
  }
}
