package org.umbriel.metadata.classfile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.umbriel.metadata.classfile.Opcode.ALOAD;
import static org.umbriel.metadata.classfile.Opcode.NOP;
import static org.umbriel.metadata.classfile.Opcode.RETURN;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.umbriel.metadata.testing.MethodAssembler;

/** A class for every kind of corruption: each is named, in time and memory like a sound class. */
@Timeout(20)
final class CorruptClassTest {
  private static final int LARGEST_CODE = 65_535;

  private static String reasonFor(byte[] bytes) {
    MalformedClassException thrown =
        assertThrows(
            MalformedClassException.class,
            () -> ClassDecoder.decode(new ClassFile("a/B.class", bytes)));
    assertEquals("a/B.class", thrown.path());
    assertEquals(1, thrown.reason().lines().count(), thrown.reason());
    return thrown.reason();
  }

  /** A class whose only method has these bytes as its code. */
  private static byte[] withCode(int... code) {
    MethodAssembler assembler = MethodAssembler.method("()V");
    for (int i = 0; i < code.length; i++) {
      assembler.op(NOP);
    }
    byte[] bytes = assembler.bytes();
    int start = codeStart(bytes, code.length);
    for (int i = 0; i < code.length; i++) {
      bytes[start + i] = (byte) code[i];
    }
    return bytes;
  }

  /** Where code of nothing but nops starts. */
  private static int codeStart(byte[] bytes, int length) {
    byte[] wanted = new byte[length + Integer.BYTES];
    wanted[2] = (byte) (length >> 8);
    wanted[3] = (byte) length;
    for (int at = bytes.length - wanted.length; at > 0; at--) {
      if (Arrays.equals(bytes, at, at + wanted.length, wanted, 0, wanted.length)) {
        return at + Integer.BYTES;
      }
    }
    throw new AssertionError("no code");
  }

  private static byte[] withMethod(Consumer<MethodVisitor> code) {
    ClassWriter writer = new ClassWriter(0);
    writer.visit(Opcodes.V11, Opcodes.ACC_PUBLIC, "a/B", null, "java/lang/Object", null);
    MethodVisitor method = writer.visitMethod(Opcodes.ACC_STATIC, "m", "()V", null, null);
    method.visitCode();
    code.accept(method);
    method.visitInsn(Opcodes.RETURN);
    method.visitMaxs(9, 9);
    method.visitEnd();
    return writer.toByteArray();
  }

  @Test
  void whatIsNoClassFileIsNamed() {
    String reason = "not a class file (JVMS 4.1: no magic 0xCAFEBABE)";
    assertEquals(reason, reasonFor(new byte[0]));
    assertEquals(
        reason, reasonFor(new byte[] {(byte) 0xca, (byte) 0xfe, (byte) 0xba, (byte) 0xbe}));
    assertEquals(reason, reasonFor("PK and something else".getBytes()));
  }

  @Test
  void partsOfAClassAreNamed() {
    byte[] whole = MethodAssembler.method("()V").op(RETURN).bytes();
    for (int length = 10; length < whole.length; length++) {
      assertTrue(reasonFor(Arrays.copyOf(whole, length)).startsWith("corrupt class file"));
    }
    assertEquals(
        "corrupt class file: 3 bytes behind its end",
        reasonFor(Arrays.copyOf(whole, whole.length + 3)));
  }

  @Test
  void codeThatLeavesItsArrayIsNamed() {
    assertEquals(
        "corrupt class file: m()V: the instruction at 1 leaves the code array",
        reasonFor(withCode(0x00, 0xa7)));
    assertEquals(
        "corrupt class file: m()V: no such opcode: 203 at 2",
        reasonFor(withCode(0x00, 0x00, 0xcb)));
    assertEquals(
        "corrupt class file: m()V: a branch behind the end of the code",
        reasonFor(withCode(0x00, 0xa7, 0x00, 0x03)));
    assertEquals(
        "corrupt class file: m()V: a position between the bytes of an instruction",
        reasonFor(withCode(0xa7, 0x00, 0x01, 0xb1)));
    assertTrue(reasonFor(withCode(0xa7, 0x70, 0x00, 0xb1)).contains("leads astray"));
  }

  @Test
  void switchesWithAbsurdCountsAreNamed() {
    assertEquals(
        "corrupt class file: m()V: a tableswitch without keys at 3 (JVMS 6.5)",
        reasonFor(withCode(0, 0, 0, 0xaa, 0, 0, 0, 0, 0, 0, 0, 9, 0, 0, 0, 8, 0)));
    assertEquals(
        "corrupt class file: m()V: the instruction at 3 leaves the code array",
        reasonFor(withCode(0, 0, 0, 0xaa, 0, 0, 0, 0, 0x80, 0, 0, 0, 0x7f, 0xff, 0xff, 0xff, 0)));
    assertEquals(
        "corrupt class file: m()V: the instruction at 3 leaves the code array",
        reasonFor(withCode(0, 0, 0, 0xab, 0, 0, 0, 0, 0x7f, 0xff, 0xff, 0xff, 0)));
  }

  @Test
  void codeArraysHaveOneTo65535Bytes() {
    byte[] bytes = MethodAssembler.method("()V").op(NOP, NOP, NOP, NOP).bytes();
    int length = codeStart(bytes, 4) - Integer.BYTES;
    bytes[length + 1] = 1;
    assertEquals(
        "corrupt class file: m()V: a code array of 65540 bytes (JVMS 4.7.3)", reasonFor(bytes));
    bytes[length] = (byte) 0x80;
    assertTrue(reasonFor(bytes).contains("a code array of -"), reasonFor(bytes));
    Arrays.fill(bytes, length, length + Integer.BYTES, (byte) 0);
    assertEquals(
        "corrupt class file: m()V: a code array of 0 bytes (JVMS 4.7.3)", reasonFor(bytes));
  }

  @Test
  void operandsThatMeanNothingAreNamed() {
    assertTrue(
        reasonFor(withMethod(m -> m.visitIntInsn(Opcodes.NEWARRAY, 3)))
            .endsWith("newarray of type 3 (JVMS table 6.5.newarray-A)"));
    assertTrue(
        reasonFor(withMethod(m -> m.visitMultiANewArrayInsn("[I", 2)))
            .endsWith("multianewarray of [I with 2 dimensions (JVMS 6.5)"));
    assertTrue(
        reasonFor(withMethod(m -> m.visitMultiANewArrayInsn("[I", 0)))
            .endsWith("multianewarray of [I with 0 dimensions (JVMS 6.5)"));
    assertTrue(
        reasonFor(withMethod(m -> m.visitTypeInsn(Opcodes.NEW, "[I")))
            .endsWith("not a class name: [I (JVMS 4.2.1)"));
    assertTrue(
        reasonFor(withMethod(m -> m.visitTypeInsn(Opcodes.CHECKCAST, "[[")))
            .endsWith("not a field descriptor: [[ (JVMS 4.3.2)"));
    assertTrue(
        reasonFor(withMethod(m -> m.visitFieldInsn(Opcodes.GETSTATIC, "a/B", "f", "Q")))
            .endsWith("not a field descriptor: Q (JVMS 4.3.2)"));
    assertTrue(
        reasonFor(
                withMethod(
                    m -> m.visitMethodInsn(Opcodes.INVOKESTATIC, "a/B", "x", "(Ia)V", false)))
            .endsWith("not a method descriptor: (Ia)V (JVMS 4.3.3)"));
  }

  @Test
  void exceptionRangesWithoutInstructionsAreNamed() {
    byte[] bytes =
        withMethod(
            m -> {
              Label start = new Label();
              Label end = new Label();
              m.visitTryCatchBlock(end, start, start, null);
              m.visitLabel(start);
              m.visitInsn(Opcodes.NOP);
              m.visitLabel(end);
            });

    assertTrue(reasonFor(bytes).endsWith("an exception range without instructions (JVMS 4.7.3)"));
  }

  @Test
  void exceptionRangesThatMultiplyAreNamed() {
    MethodAssembler assembler = MethodAssembler.method("()V").label("start");
    for (int i = 0; i < 40_000; i++) {
      assembler.op(NOP);
    }
    assembler.op(RETURN).label("end").op(RETURN);
    for (int i = 0; i < 60_000; i++) {
      assembler.handler("start", "end", "end", "a/E" + i % 1000);
    }

    assertTrue(reasonFor(assembler.bytes()).endsWith("cover more than any compiler makes them"));
  }

  private static final int CHAIN = 40;
  private static final int BOOTSTRAP_ROW = 8;

  /** Dynamic constants, each with the one before it and a number as bootstrap arguments. */
  private static byte[] chainOfDynamicConstants() {
    Handle bootstrap = new Handle(Opcodes.H_INVOKESTATIC, "a/B", "b", "()V", false);
    Object last = "leaf";
    for (int i = 0; i < CHAIN; i++) {
      last = new ConstantDynamic("c" + i, "I", bootstrap, last, i);
    }
    Object constant = last;
    return withMethod(m -> m.visitLdcInsn(constant));
  }

  /** The first bootstrap argument of a link of the chain; the table ends the file. */
  private static int firstArgument(byte[] bytes, int link) {
    return bytes.length - (CHAIN - link) * BOOTSTRAP_ROW + 4;
  }

  @Test
  void dynamicConstantsThatUnfoldWithoutEndAreNamed() {
    byte[] bytes = chainOfDynamicConstants();
    for (int link = 1; link < CHAIN; link++) {
      int first = firstArgument(bytes, link);
      System.arraycopy(bytes, first, bytes, first + 2, 2);
    }

    assertTrue(reasonFor(bytes).contains("nested"), reasonFor(bytes));
  }

  @Test
  void dynamicConstantsThatContainThemselvesAreNamed() {
    byte[] bytes = chainOfDynamicConstants();
    System.arraycopy(
        bytes, firstArgument(bytes, CHAIN - 1), bytes, firstArgument(bytes, CHAIN / 2), 2);

    assertTrue(reasonFor(bytes).contains("nested"), reasonFor(bytes));
  }

  /** The JVM does not read them, and obfuscators write what they like. */
  @ParameterizedTest
  @ValueSource(strings = {"", "(", "(La", "(La<La", "nonsense"})
  void signaturesThatAreNoneDoNotMatter(String signature) throws Exception {
    ClassWriter writer = new ClassWriter(0);
    writer.visit(Opcodes.V11, Opcodes.ACC_PUBLIC, "a/B", signature, "java/lang/Object", null);
    writer.visitMethod(Opcodes.ACC_ABSTRACT, "<init>", "([I)V", signature, null).visitEnd();
    writer
        .visitMethod(Opcodes.ACC_ABSTRACT, "n", "([I)V", "(" + "[".repeat(65_000), null)
        .visitEnd();

    ClassUnit unit = ClassDecoder.decode(new ClassFile("a/B.class", writer.toByteArray()));

    assertEquals(Optional.of(signature), unit.methods().get(0).signature());
  }

  @Test
  void annotationsNestedWithoutEndAreNamed() {
    ClassWriter writer = new ClassWriter(0);
    writer.visit(Opcodes.V11, Opcodes.ACC_PUBLIC, "a/B", null, "java/lang/Object", null);
    Deque<AnnotationVisitor> open = new ArrayDeque<>();
    open.push(writer.visitAnnotation("La/A;", true));
    for (int i = 0; i < 200_000; i++) {
      open.push(open.peek().visitArray("v"));
    }
    open.forEach(AnnotationVisitor::visitEnd);
    writer.visitEnd();

    assertEquals(
        "corrupt class file: Too many nested annotations", reasonFor(writer.toByteArray()));
  }

  @Test
  void callsWithBootstrapArgumentsThatMultiplyAreNamed() {
    int calls = 10_000;
    int callLength = 5;
    Object[] arguments = new Object[65_000];
    Arrays.fill(arguments, 1);
    Handle bootstrap = new Handle(Opcodes.H_INVOKESTATIC, "a/B", "b", "()V", false);
    MethodAssembler assembler =
        MethodAssembler.method("()V")
            .version(51)
            .step(m -> m.visitInvokeDynamicInsn("x", "()V", bootstrap, arguments));
    for (int i = 0; i < (calls - 1) * callLength; i++) {
      assembler.op(NOP);
    }
    byte[] bytes = assembler.bytes();
    int nops = nopsStart(bytes, (calls - 1) * callLength);
    for (int i = 0; i < (calls - 1) * callLength; i++) {
      bytes[nops + i] = bytes[nops - callLength + i];
    }

    assertEquals(
        "corrupt class file: more bootstrap arguments than any compiler makes", reasonFor(bytes));
  }

  private static int nopsStart(byte[] bytes, int count) {
    int run = 0;
    for (int at = 0; at < bytes.length; at++) {
      run = bytes[at] == 0 ? run + 1 : 0;
      if (run > count) { // the call's operand ends with two zeros
        return at - run + 3;
      }
    }
    throw new AssertionError("no nops");
  }

  @Test
  void aMethodOf64KilobytesIsLegal() throws Exception {
    MethodAssembler assembler = MethodAssembler.method("(Ljava/lang/Object;)V");
    for (int i = 0; i < LARGEST_CODE / 2; i++) {
      assembler.local(ALOAD, 0).op(Opcode.POP);
    }
    MethodCode code = assembler.op(RETURN).code();

    assertEquals(LARGEST_CODE, code.codeLength());
    assertEquals(LARGEST_CODE, code.instructions().size());
  }
}
