package org.umbriel.metadata.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.umbriel.metadata.archive.PlatformClasses;
import org.umbriel.metadata.classfile.ClassFile;
import org.umbriel.metadata.classfile.ClassSource;
import org.umbriel.metadata.verify.format.JvmRules;
import org.umbriel.metadata.verify.result.LinkFact;
import org.umbriel.metadata.verify.result.LinkFacts;
import org.umbriel.metadata.verify.result.Place;
import org.umbriel.metadata.verify.result.Rejection;
import org.umbriel.metadata.verify.result.Verification;
import org.umbriel.metadata.verify.type.Hierarchy;

/** One rule at a time; the comparison with HotSpot on many classes is in {@code benchmarks}. */
class VerifierTest {
  private static final String VOID = "()V";

  private static Verification verify(byte[] bytes, ClassSource around) {
    return new Verifier(new Hierarchy(around), JvmRules.NEWEST).verify(new ClassFile("T", bytes));
  }

  private static ClassWriter type(int version) {
    ClassWriter type = new ClassWriter(0);
    type.visit(version, Opcodes.ACC_PUBLIC, "T", null, "java/lang/Object", null);
    return type;
  }

  /** A class of a version with one static method. */
  private static byte[] method(
      int version, String descriptor, int stack, int locals, Consumer<MethodVisitor> code) {
    ClassWriter type = type(version);
    MethodVisitor method = type.visitMethod(Opcodes.ACC_STATIC, "m", descriptor, null, null);
    method.visitCode();
    code.accept(method);
    method.visitMaxs(stack, locals);
    method.visitEnd();
    type.visitEnd();
    return type.toByteArray();
  }

  private static Rejection rejected(byte[] bytes) {
    return assertInstanceOf(Rejection.class, verify(bytes, ClassSource.EMPTY));
  }

  private static LinkFacts accepted(byte[] bytes) {
    return assertInstanceOf(LinkFacts.class, verify(bytes, ClassSource.EMPTY));
  }

  @Test
  void acceptsThisVerifier() throws IOException {
    PlatformClasses platform = PlatformClasses.running();
    ClassSource around =
        name -> {
          try (var in = VerifierTest.class.getResourceAsStream("/" + name + ".class")) {
            return in == null
                ? platform.find(name)
                : java.util.Optional.of(new ClassFile(name, in.readAllBytes()));
          } catch (IOException e) {
            return java.util.Optional.empty();
          }
        };
    for (Class<?> own : List.of(Verifier.class, VerifierTest.class, Hierarchy.class)) {
      byte[] bytes = around.find(own.getName().replace('.', '/')).orElseThrow().bytes();
      assertEquals(
          List.of(), assertInstanceOf(LinkFacts.class, verify(bytes, around)).assumptions());
    }
  }

  @Test
  void namesThePlaceOfAWrongType() {
    byte[] bytes =
        method(
            Opcodes.V17,
            "()I",
            1,
            0,
            code -> {
              code.visitInsn(Opcodes.NOP);
              code.visitInsn(Opcodes.FCONST_0);
              code.visitInsn(Opcodes.IRETURN);
            });
    Rejection rejection = rejected(bytes);
    assertEquals(Rejection.Kind.VERIFY, rejection.kind());
    assertEquals(new Place("m", "()I", 2), rejection.place());
    assertEquals(
        "JVMS 4.10.1.4, m()I at 2: expected int on the stack, found float", rejection.toString());
  }

  @Test
  void rejectsAStackThatOverflows() {
    Consumer<MethodVisitor> code =
        m -> {
          m.visitInsn(Opcodes.ICONST_0);
          m.visitInsn(Opcodes.POP);
          m.visitInsn(Opcodes.RETURN);
        };
    accepted(method(Opcodes.V17, VOID, 1, 0, code));
    rejected(method(Opcodes.V17, VOID, 0, 0, code));
    rejected(method(Opcodes.V1_4, VOID, 0, 0, code));
  }

  @Test
  void needsAFrameAtABranchTargetUnlessOld() {
    Consumer<MethodVisitor> loop =
        m -> {
          Label top = new Label();
          m.visitLabel(top);
          m.visitJumpInsn(Opcodes.GOTO, top);
        };
    rejected(method(Opcodes.V1_7, VOID, 0, 0, loop));
    accepted(method(Opcodes.V1_6, VOID, 0, 0, loop)); // fails over to inference
    accepted(method(Opcodes.V1_2, VOID, 0, 0, loop));
  }

  @Test
  void followsSubroutines() {
    Consumer<MethodVisitor> code =
        m -> {
          Label subroutine = new Label();
          m.visitJumpInsn(Opcodes.JSR, subroutine);
          m.visitInsn(Opcodes.RETURN);
          m.visitLabel(subroutine);
          m.visitVarInsn(Opcodes.ASTORE, 0);
          m.visitVarInsn(Opcodes.RET, 0);
        };
    accepted(method(Opcodes.V1_4, VOID, 1, 1, code));
    rejected(method(Opcodes.V17, VOID, 1, 1, code));
  }

  @Test
  void collectsWhatIsNotKnown() {
    byte[] bytes =
        method(
            Opcodes.V17,
            "(La/A;)La/B;",
            1,
            1,
            code -> {
              code.visitVarInsn(Opcodes.ALOAD, 0);
              code.visitMethodInsn(Opcodes.INVOKESTATIC, "a/C", "of", "(La/A;)La/A;", false);
              code.visitInsn(Opcodes.ARETURN);
            });
    LinkFacts facts = accepted(bytes);
    assertEquals(
        List.of(
            new LinkFact.Superclass("java/lang/Object", Place.CLASS),
            new LinkFact.Subtype("a/A", "a/B", new Place("m", "(La/A;)La/B;", 4))),
        facts.assumptions());
    assertEquals("[INVOKE_STATIC a/C.of(La/A;)La/A; 0@1]", facts.references().toString());
  }

  @Test
  void joinsUnknownClassesAndAssumesOfEach() {
    byte[] bytes =
        method(
            Opcodes.V1_4,
            "(La/A;La/B;I)La/C;",
            1,
            3,
            code -> {
              Label other = new Label();
              Label end = new Label();
              code.visitVarInsn(Opcodes.ILOAD, 2);
              code.visitJumpInsn(Opcodes.IFEQ, other);
              code.visitVarInsn(Opcodes.ALOAD, 0);
              code.visitJumpInsn(Opcodes.GOTO, end);
              code.visitLabel(other);
              code.visitVarInsn(Opcodes.ALOAD, 1);
              code.visitLabel(end);
              code.visitInsn(Opcodes.ARETURN);
            });
    List<LinkFact> facts = accepted(bytes).assumptions();
    Place end = new Place("m", "(La/A;La/B;I)La/C;", 9);
    assertTrue(facts.contains(new LinkFact.Subtype("a/A", "a/C", end)), facts::toString);
    assertTrue(facts.contains(new LinkFact.Subtype("a/B", "a/C", end)), facts::toString);
  }

  @Test
  void knowsWhichVersionsThereAre() {
    byte[] bytes = type(Opcodes.V25).toByteArray();
    accepted(bytes);
    bytes[7]++;
    assertEquals(Rejection.Kind.VERSION, rejected(bytes).kind());
    bytes[7]--;
    Verification on17 =
        new Verifier(new Hierarchy(ClassSource.EMPTY), JvmRules.of(17))
            .verify(new ClassFile("T", bytes));
    assertEquals(Rejection.Kind.VERSION, assertInstanceOf(Rejection.class, on17).kind());
  }

  @Test
  void rejectsWhatIsCutOffOrTooLong() {
    byte[] bytes = type(Opcodes.V17).toByteArray();
    for (int length = 0; length < bytes.length; length++) {
      assertEquals(
          Rejection.Kind.FORMAT, rejected(Arrays.copyOf(bytes, length)).kind(), "length " + length);
    }
    assertEquals(Rejection.Kind.FORMAT, rejected(Arrays.copyOf(bytes, bytes.length + 1)).kind());
  }

  @Test
  void rejectsAFinalSuperclass() throws IOException {
    ClassWriter type = new ClassWriter(0);
    type.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, "T", null, "java/lang/String", null);
    Verification verification = verify(type.toByteArray(), PlatformClasses.running());
    assertEquals(
        Rejection.Kind.INCOMPATIBLE, assertInstanceOf(Rejection.class, verification).kind());
  }
}
