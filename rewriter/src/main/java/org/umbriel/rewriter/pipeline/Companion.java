package org.umbriel.rewriter.pipeline;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.umbriel.metadata.classfile.ClassFile;
import org.umbriel.metadata.classfile.ClassUnit;
import org.umbriel.metadata.classfile.FieldReference;

/**
 * The synthetic class beside a program class that holds its flags, so that the program class gets
 * no member and keeps its default {@code serialVersionUID}. Flags are {@code static final}, which
 * compilers fold; the initialiser calls a method that never throws.
 */
public final class Companion {
  private static final int LONGEST_CONSTANT = 65_535;

  private final ClassUnit unit;
  private final ClientRuntime runtime;
  private final String name;
  private final Map<String, String> guards = new LinkedHashMap<>();

  Companion(ClassUnit unit, ClientRuntime runtime, String name) {
    this.unit = unit;
    this.runtime = runtime;
    this.name = name;
  }

  public boolean isEmpty() {
    return guards.isEmpty();
  }

  /**
   * The flag that says whether assumptions hold ({@code Guard} has their form); nothing if they are
   * too long to be written down.
   */
  public Optional<FieldReference> guard(String assumptions) {
    return utf8Length(assumptions) > LONGEST_CONSTANT
        ? Optional.empty()
        : Optional.of(
            new FieldReference(
                name, guards.computeIfAbsent(assumptions, a -> "holds" + guards.size()), "Z"));
  }

  private static int utf8Length(String text) {
    int length = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      length += c >= 1 && c < 0x80 ? 1 : c < 0x800 ? 2 : 3;
    }
    return length;
  }

  /** The class file, beside that of the class it belongs to. */
  public ClassFile toClassFile() {
    ClassWriter writer = new ClassWriter(0);
    writer.visit(
        Opcodes.V1_8,
        Opcodes.ACC_FINAL | Opcodes.ACC_SUPER | Opcodes.ACC_SYNTHETIC,
        name,
        null,
        "java/lang/Object",
        null);
    writeGuards(writer);
    writer.visitEnd();
    String path = unit.file().path();
    String folder = path.substring(0, path.length() - (unit.name() + ".class").length());
    return new ClassFile(folder + name + ".class", writer.toByteArray());
  }

  private void writeGuards(ClassWriter writer) {
    int access = Opcodes.ACC_STATIC | Opcodes.ACC_FINAL | Opcodes.ACC_SYNTHETIC;
    guards.values().forEach(g -> writer.visitField(access, g, "Z", null, null).visitEnd());
    MethodVisitor code = writer.visitMethod(Opcodes.ACC_STATIC, "<clinit>", "()V", null, null);
    code.visitCode();
    guards.forEach(
        (assumptions, guard) -> {
          code.visitLdcInsn(Type.getObjectType(unit.name()));
          code.visitLdcInsn(assumptions);
          code.visitMethodInsn(
              Opcodes.INVOKESTATIC,
              runtime.guardHolds().owner(),
              runtime.guardHolds().name(),
              runtime.guardHolds().descriptor(),
              false);
          code.visitFieldInsn(Opcodes.PUTSTATIC, name, guard, "Z");
        });
    code.visitInsn(Opcodes.RETURN);
    code.visitMaxs(2, 0);
    code.visitEnd();
  }
}
