package org.umbriel.benchmarks.proxy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.analysis.Analyzer;
import org.objectweb.asm.tree.analysis.AnalyzerException;
import org.objectweb.asm.tree.analysis.SimpleVerifier;

/**
 * What rewriting is compared with: the straight way with ASM. Each method gets a call at its entry
 * and its exits, ASM's own verifier looks at it (which takes three bad methods in ten for good),
 * and the result is deflated at level 1.
 */
final class AsmPrototype {
  private static final int ASM = Opcodes.ASM9;
  private static final String HOOK = "hook/Hook";

  private AsmPrototype() {}

  static byte[] rewrite(byte[] jar, ClassLoader around) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(jar));
        ZipOutputStream out = new ZipOutputStream(bytes)) {
      out.setLevel(Deflater.BEST_SPEED);
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        byte[] content = in.readAllBytes();
        String name = entry.getName();
        out.putNextEntry(new ZipEntry(name));
        boolean code = name.endsWith(".class") && !name.endsWith("module-info.class");
        out.write(code ? rewriteClass(content, around) : content);
        out.closeEntry();
      }
    }
    return bytes.toByteArray();
  }

  private static byte[] rewriteClass(byte[] file, ClassLoader around) {
    ClassReader reader = new ClassReader(file);
    verify(reader, around);
    ClassWriter writer = new ClassWriter(reader, 0);
    reader.accept(new Hooks(writer), 0);
    return writer.toByteArray();
  }

  private static void verify(ClassReader reader, ClassLoader around) {
    ClassNode node = new ClassNode();
    reader.accept(node, ClassReader.SKIP_DEBUG);
    for (MethodNode method : node.methods) {
      SimpleVerifier verifier =
          new SimpleVerifier(
              Type.getObjectType(node.name),
              node.superName == null ? null : Type.getObjectType(node.superName),
              node.interfaces.stream().map(Type::getObjectType).toList(),
              (node.access & Opcodes.ACC_INTERFACE) != 0);
      verifier.setClassLoader(around);
      try {
        new Analyzer<>(verifier).analyze(node.name, method);
      } catch (AnalyzerException | TypeNotPresentException | LinkageError rejected) {
        continue;
      }
    }
  }

  private static final class Hooks extends ClassVisitor {
    Hooks(ClassVisitor next) {
      super(ASM, next);
    }

    @Override
    public MethodVisitor visitMethod(
        int access,
        String name,
        String descriptor,
        @Nullable String signature,
        String @Nullable [] exceptions) {
      MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
      return new MethodVisitor(ASM, next) {
        @Override
        public void visitCode() {
          super.visitCode();
          super.visitLdcInsn(name);
          super.visitMethodInsn(
              Opcodes.INVOKESTATIC, HOOK, "enter", "(Ljava/lang/String;)V", false);
        }

        @Override
        public void visitInsn(int opcode) {
          if (opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN) {
            super.visitMethodInsn(Opcodes.INVOKESTATIC, HOOK, "exit", "()V", false);
          }
          super.visitInsn(opcode);
        }

        @Override
        public void visitMaxs(int stack, int locals) {
          super.visitMaxs(stack + 1, locals);
        }
      };
    }
  }
}
