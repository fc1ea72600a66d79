package org.umbriel.rewriter.pipeline;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.umbriel.metadata.classfile.ClassFile;
import org.umbriel.metadata.classfile.ClassUnit;
import org.umbriel.metadata.classfile.FieldReference;
import org.umbriel.metadata.classfile.MethodReference;
import org.umbriel.shadow.link.Fact;

/**
 * The synthetic class beside a program class that holds its flags and makes its checks, so that the
 * program class gets no member and keeps its default {@code serialVersionUID}.
 *
 * <p>Link checks need no initialiser, so nothing can go wrong in one: a method checks until it has
 * succeeded once. Guards are {@code static final}, which compilers fold; their initialiser calls a
 * method that never throws.
 */
public final class Companion {
  private static final int LONGEST_CONSTANT = 65_535;

  private final ClassUnit unit;
  private final ClientRuntime runtime;
  private final String name;
  private final Map<String, String> links = new LinkedHashMap<>();
  private final Map<String, String> castLinks = new LinkedHashMap<>();
  private final Map<String, String> guards = new LinkedHashMap<>();

  Companion(ClassUnit unit, ClientRuntime runtime, String name) {
    this.unit = unit;
    this.runtime = runtime;
    this.name = name;
  }

  public boolean isEmpty() {
    return links.isEmpty() && castLinks.isEmpty() && guards.isEmpty();
  }

  /** The method that checks a reference; nothing if it is too long to be written down. */
  public Optional<MethodReference> link(Fact fact) {
    return member(links, fact.encoded(), "link").map(m -> new MethodReference(name, m, "()V"));
  }

  /** Likewise, for an instruction that needs the class only if the reference is not null. */
  public Optional<MethodReference> linkUnlessNull(Fact fact) {
    return member(castLinks, fact.encoded(), "cast")
        .map(m -> new MethodReference(name, m, "(Ljava/lang/Object;)V"));
  }

  /** The flag that says whether assumptions hold ({@code Guard} has their form). */
  public Optional<FieldReference> guard(String assumptions) {
    return member(guards, assumptions, "holds").map(m -> new FieldReference(name, m, "Z"));
  }

  private static Optional<String> member(
      Map<String, String> members, String constant, String prefix) {
    return utf8Length(constant) > LONGEST_CONSTANT
        ? Optional.empty()
        : Optional.of(members.computeIfAbsent(constant, c -> prefix + members.size()));
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
    links.forEach((fact, method) -> writeLink(writer, fact, method, false));
    castLinks.forEach((fact, method) -> writeLink(writer, fact, method, true));
    writeGuards(writer);
    writer.visitEnd();
    String path = unit.file().path();
    String folder = path.substring(0, path.length() - (unit.name() + ".class").length());
    return new ClassFile(folder + name + ".class", writer.toByteArray());
  }

  /** {@code static void link0() { if (!ok) { Link.check(C.class, fact); ok = true; } }}. */
  private void writeLink(ClassWriter writer, String fact, String method, boolean unlessNull) {
    String flag = method + "ok";
    int access = Opcodes.ACC_STATIC | Opcodes.ACC_SYNTHETIC;
    writer.visitField(Opcodes.ACC_PRIVATE | access, flag, "Z", null, null).visitEnd();
    String descriptor = unlessNull ? "(Ljava/lang/Object;)V" : "()V";
    MethodVisitor code = writer.visitMethod(access, method, descriptor, null, null);
    Label done = new Label();
    code.visitCode();
    code.visitFieldInsn(Opcodes.GETSTATIC, name, flag, "Z");
    code.visitJumpInsn(Opcodes.IFNE, done);
    if (unlessNull) {
      code.visitVarInsn(Opcodes.ALOAD, 0);
      code.visitJumpInsn(Opcodes.IFNULL, done);
    }
    code.visitLdcInsn(Type.getObjectType(unit.name()));
    code.visitLdcInsn(fact);
    invokeStatic(code, runtime.checkLink());
    code.visitInsn(Opcodes.ICONST_1);
    code.visitFieldInsn(Opcodes.PUTSTATIC, name, flag, "Z");
    code.visitLabel(done);
    code.visitFrame(Opcodes.F_SAME, 0, null, 0, null);
    code.visitInsn(Opcodes.RETURN);
    code.visitMaxs(2, unlessNull ? 1 : 0);
    code.visitEnd();
  }

  private void writeGuards(ClassWriter writer) {
    if (guards.isEmpty()) {
      return;
    }
    int access = Opcodes.ACC_STATIC | Opcodes.ACC_FINAL | Opcodes.ACC_SYNTHETIC;
    guards.values().forEach(g -> writer.visitField(access, g, "Z", null, null).visitEnd());
    MethodVisitor code = writer.visitMethod(Opcodes.ACC_STATIC, "<clinit>", "()V", null, null);
    code.visitCode();
    guards.forEach(
        (assumptions, guard) -> {
          code.visitLdcInsn(Type.getObjectType(unit.name()));
          code.visitLdcInsn(assumptions);
          invokeStatic(code, runtime.guardHolds());
          code.visitFieldInsn(Opcodes.PUTSTATIC, name, guard, "Z");
        });
    code.visitInsn(Opcodes.RETURN);
    code.visitMaxs(2, 0);
    code.visitEnd();
  }

  private static void invokeStatic(MethodVisitor code, MethodReference method) {
    code.visitMethodInsn(
        Opcodes.INVOKESTATIC, method.owner(), method.name(), method.descriptor(), false);
  }
}
