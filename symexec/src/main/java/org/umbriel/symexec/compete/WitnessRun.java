package org.umbriel.symexec.compete;

import static org.objectweb.asm.Opcodes.ACC_PUBLIC;
import static org.objectweb.asm.Opcodes.ACC_SUPER;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.ClassRemapper;
import org.objectweb.asm.commons.Remapper;
import org.umbriel.symexec.explore.Value;
import org.umbriel.symexec.replay.ProgramFiles;
import org.umbriel.symexec.replay.ProgramReplay;

/** Runs a program with given inputs on a real JVM: with a {@code Verifier} that answers them. */
final class WitnessRun {
  private static final String VERIFIER = "org/sosy_lab/sv_benchmarks/Verifier";
  private static final String WITNESS = "META-INF/umbriel/witness.txt";
  private static final String DRIVER = "$UmbrielWitness";

  private final ProgramFiles files;
  private final ProgramReplay replay;

  WitnessRun(ProgramFiles files, ProgramReplay replay) {
    this.files = files;
    this.replay = replay;
  }

  /** The class of the exception that the program ends with under some inputs; empty if none. */
  Optional<String> run(String mainClass, List<Value> inputs) {
    byte[] witness = lines(inputs).getBytes(StandardCharsets.US_ASCII);
    byte[] verifier = verifier();
    try {
      return replay
          .run(
              driverOf(mainClass).replace('/', '.'),
              driver(mainClass, WITNESS, false),
              withInputs(files, verifier, WITNESS, witness))
          .filter(name -> !name.isEmpty());
    } catch (IOException noProcess) {
      return Optional.empty();
    }
  }

  /** A program's files, with a {@code Verifier} and what it reads. */
  static Function<String, Optional<byte[]>> withInputs(
      ProgramFiles files, byte[] verifier, String resource, byte[] witness) {
    return path ->
        path.equals(resource)
            ? Optional.of(witness)
            : path.equals(VERIFIER + ".class") ? Optional.of(verifier) : files.find(path);
  }

  /** The inputs as {@link ReplayVerifier} reads them. */
  static String lines(List<Value> inputs) {
    StringBuilder lines = new StringBuilder();
    for (Value value : inputs) {
      lines.append(value.kind()).append(' ');
      if (value.kind() == org.umbriel.symexec.explore.machine.Input.Kind.STRING) {
        value.text().chars().forEach(c -> lines.append(String.format("%04x", c)));
      } else {
        lines.append(value.bits());
      }
      lines.append('\n');
    }
    return lines.toString();
  }

  static byte[] verifier() {
    String name = ReplayVerifier.class.getName().replace('.', '/');
    try (InputStream in = WitnessRun.class.getClassLoader().getResourceAsStream(name + ".class")) {
      ClassWriter writer = new ClassWriter(0);
      ClassReader reader = new ClassReader(in);
      reader.accept(new ClassRemapper(new Public(writer), new Renaming(name)), 0);
      return writer.toByteArray();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /** Gives the copy its name. */
  private static final class Renaming extends Remapper {
    private final String original;

    Renaming(String original) {
      super(Opcodes.ASM9);
      this.original = original;
    }

    @Override
    public String map(String internalName) {
      return internalName.equals(original) ? VERIFIER : internalName;
    }
  }

  /** Makes the copy public. */
  private static final class Public extends org.objectweb.asm.ClassVisitor {
    Public(ClassWriter writer) {
      super(Opcodes.ASM9, writer);
    }

    @Override
    public void visit(
        int version,
        int access,
        String name,
        @org.jspecify.annotations.Nullable String signature,
        String superName,
        String[] interfaces) {
      super.visit(version, access | ACC_PUBLIC, name, signature, superName, interfaces);
    }
  }

  /** In the main class's package, which it may be private to. */
  static String driverOf(String mainClass) {
    return mainClass.substring(0, mainClass.lastIndexOf('/') + 1) + DRIVER;
  }

  /**
   * The class that calls {@code main}.
   *
   * @param resource with the inputs
   * @param isTrial whether an exception ends it with what was asked for
   */
  static byte[] driver(String mainClass, String resource, boolean isTrial) {
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    writer.visit(
        Opcodes.V1_5,
        ACC_PUBLIC | ACC_SUPER,
        driverOf(mainClass),
        null,
        "java/lang/Object",
        new String[] {"java/lang/Runnable"});
    MethodVisitor constructor = writer.visitMethod(ACC_PUBLIC, "<init>", "()V", null, null);
    constructor.visitCode();
    constructor.visitVarInsn(Opcodes.ALOAD, 0);
    constructor.visitMethodInsn(Opcodes.INVOKESPECIAL, "java/lang/Object", "<init>", "()V", false);
    constructor.visitInsn(Opcodes.RETURN);
    constructor.visitMaxs(0, 0);
    constructor.visitEnd();
    MethodVisitor run = writer.visitMethod(ACC_PUBLIC, "run", "()V", null, null);
    run.visitCode();
    Label start = new Label();
    Label end = new Label();
    Label handler = new Label();
    run.visitLdcInsn(resource);
    run.visitMethodInsn(Opcodes.INVOKESTATIC, VERIFIER, "begin", "(Ljava/lang/String;)V", false);
    run.visitLabel(start);
    run.visitMethodInsn(
        Opcodes.INVOKESTATIC, VERIFIER, "arguments", "()[Ljava/lang/String;", false);
    run.visitMethodInsn(Opcodes.INVOKESTATIC, mainClass, "main", "([Ljava/lang/String;)V", false);
    run.visitLabel(end);
    run.visitInsn(Opcodes.RETURN);
    if (isTrial) {
      run.visitLabel(handler);
      run.visitMethodInsn(
          Opcodes.INVOKESTATIC,
          VERIFIER,
          "ended",
          "(Ljava/lang/Throwable;)Ljava/lang/RuntimeException;",
          false);
      run.visitInsn(Opcodes.ATHROW);
      run.visitTryCatchBlock(start, end, handler, "java/lang/Throwable");
    }
    run.visitMaxs(0, 0);
    run.visitEnd();
    writer.visitEnd();
    return writer.toByteArray();
  }
}
