package org.umbriel.symexec.explore;

import java.util.List;
import java.util.Optional;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.umbriel.metadata.classfile.ClassDecoder;
import org.umbriel.metadata.classfile.ClassFile;
import org.umbriel.metadata.classfile.ClassUnit;
import org.umbriel.metadata.classfile.Instruction;
import org.umbriel.metadata.classfile.MalformedClassException;
import org.umbriel.metadata.classfile.MethodCode;

/**
 * Where an exploration starts: in {@code main} itself, with no arguments, if it does not look at
 * them; else in a class that calls it with any arguments there are.
 */
final class EntryPoint {
  private static final String NAME = "$UmbrielEntry";
  private static final String ARGUMENTS = "org/umbriel/symexec/explore/model/Arguments";
  private static final String MAIN = "([Ljava/lang/String;)V";

  private EntryPoint() {}

  /** The class that calls {@code main} with arguments; empty if it does not look at them. */
  static Optional<ClassUnit> of(String mainClass, MethodCode main) {
    List<Instruction> instructions = main.instructions();
    boolean isRead = false;
    boolean isCounted = true;
    for (int i = 0; i < instructions.size(); i++) {
      if (instructions.get(i) instanceof Instruction.LoadLocal load && load.slot() == 0) {
        isRead = true;
        isCounted &= instructions.get(i + 1) instanceof Instruction.ArrayLength;
      }
    }
    return isRead
        ? Optional.of(caller(mainClass, isCounted ? "counted" : "any"))
        : Optional.empty();
  }

  /** In the main class's package, which it may be private to. */
  private static ClassUnit caller(String mainClass, String arguments) {
    String name = mainClass.substring(0, mainClass.lastIndexOf('/') + 1) + NAME;
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    writer.visit(Opcodes.V1_8, Opcodes.ACC_SUPER, name, null, "java/lang/Object", null);
    MethodVisitor code = writer.visitMethod(Opcodes.ACC_STATIC, "main", MAIN, null, null);
    code.visitCode();
    code.visitMethodInsn(
        Opcodes.INVOKESTATIC, ARGUMENTS, arguments, "()[Ljava/lang/String;", false);
    code.visitMethodInsn(Opcodes.INVOKESTATIC, mainClass, "main", MAIN, false);
    code.visitInsn(Opcodes.RETURN);
    code.visitMaxs(0, 0);
    code.visitEnd();
    writer.visitEnd();
    try {
      return ClassDecoder.decode(new ClassFile(name + ".class", writer.toByteArray()));
    } catch (MalformedClassException e) {
      throw new IllegalStateException(e);
    }
  }
}
