package org.umbriel.symexec.path;

import java.util.Random;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * A random class: {@code static int m(int x, int y, long z, int[] a, Subject s)} and a helper that
 * it calls. Loops end: each burns fuel. Line numbers are instruction indices, so that a stack trace
 * names the instruction.
 *
 * <p>Locals of the method: 0 x, 1 y, 2 z, 4 a, 5 s, 6 int, 7 int[], 8 Subject, 9 fuel.
 */
final class RandomMethod implements Opcodes {
  static final String NAME = "Subject";
  static final String DESCRIPTOR = "(IIJ[ILSubject;)I";
  private static final int[] CONSTANTS = {
    0, 1, 2, -1, 3, 7, 255, Integer.MAX_VALUE, Integer.MIN_VALUE, 31
  };
  private static final int[] INTS = {0, 1, 6};
  private static final int[] ARRAYS = {4, 7};
  private static final int[] OBJECTS = {5, 8};

  private final Random random;
  private final MethodVisitor code;
  private final boolean isHelper;

  private RandomMethod(Random random, MethodVisitor code, boolean isHelper) {
    this.random = random;
    this.code = code;
    this.isHelper = isHelper;
  }

  /**
   * The class file; with probes, each instruction of {@code m} first reports its index to {@link
   * Probe}.
   */
  static byte[] generate(long seed, boolean withProbes) {
    Random random = new Random(seed);
    ClassWriter writer =
        new ClassWriter(ClassWriter.COMPUTE_FRAMES) {
          @Override
          protected String getCommonSuperClass(String a, String b) {
            return "java/lang/Object";
          }
        };
    writer.visit(V11, ACC_PUBLIC, NAME, null, "java/lang/Object", null);
    writer.visitField(ACC_PUBLIC, "v", "I", null, null);
    writer.visitField(ACC_PUBLIC, "b", "B", null, null);
    writer.visitField(ACC_PUBLIC, "next", "LSubject;", null, null);
    writer.visitField(ACC_PUBLIC | ACC_STATIC, "count", "I", null, null);
    MethodVisitor constructor = writer.visitMethod(ACC_PUBLIC, "<init>", "()V", null, null);
    constructor.visitCode();
    constructor.visitVarInsn(ALOAD, 0);
    constructor.visitMethodInsn(INVOKESPECIAL, "java/lang/Object", "<init>", "()V", false);
    constructor.visitInsn(RETURN);
    constructor.visitMaxs(0, 0);
    constructor.visitEnd();
    method(random, writer, "helper", true, false);
    method(random, writer, "m", false, withProbes);
    writer.visitEnd();
    return writer.toByteArray();
  }

  private static void method(
      Random random, ClassWriter writer, String name, boolean isHelper, boolean withProbes) {
    MethodVisitor visitor =
        writer.visitMethod(ACC_PUBLIC | ACC_STATIC, name, DESCRIPTOR, null, null);
    MethodVisitor code = new IndexLines(visitor, withProbes);
    code.visitCode();
    RandomMethod method = new RandomMethod(random, code, isHelper);
    method.constant(0);
    code.visitVarInsn(ISTORE, 6);
    code.visitVarInsn(ALOAD, 4);
    code.visitVarInsn(ASTORE, 7);
    code.visitInsn(ACONST_NULL);
    code.visitVarInsn(ASTORE, 8);
    method.constant(4);
    code.visitVarInsn(ISTORE, 9);
    method.statements(isHelper ? 2 : 5, isHelper ? 1 : 3);
    method.integer(2);
    code.visitInsn(IRETURN);
    code.visitMaxs(0, 0);
    code.visitEnd();
  }

  private int pick(int[] some) {
    return some[random.nextInt(some.length)];
  }

  private void constant(int value) {
    if (value >= -1 && value <= 5) {
      code.visitInsn(ICONST_0 + value);
    } else {
      code.visitLdcInsn(value);
    }
  }

  private void statements(int count, int depth) {
    for (int i = 1 + random.nextInt(count); i > 0; i--) {
      statement(depth);
    }
  }

  private void statement(int depth) {
    switch (random.nextInt(depth > 0 ? 14 : 9)) {
      case 0, 1 -> {
        integer(2);
        code.visitVarInsn(ISTORE, pick(INTS));
      }
      case 2 -> code.visitIincInsn(pick(INTS), random.nextInt(5) - 2);
      case 3 -> {
        array();
        integer(1);
        integer(1);
        code.visitInsn(IASTORE);
      }
      case 4 -> {
        array();
        code.visitVarInsn(ASTORE, 7);
      }
      case 5 -> {
        object();
        code.visitVarInsn(ASTORE, pick(OBJECTS));
      }
      case 6 -> {
        object();
        integer(1);
        boolean isNarrow = random.nextBoolean();
        code.visitFieldInsn(PUTFIELD, NAME, isNarrow ? "b" : "v", isNarrow ? "B" : "I");
      }
      case 7 -> {
        object();
        object();
        code.visitFieldInsn(PUTFIELD, NAME, "next", "LSubject;");
      }
      case 8 -> {
        integer(1);
        code.visitFieldInsn(PUTSTATIC, NAME, "count", "I");
      }
      case 9, 10 -> conditional(depth);
      case 11 -> loop(depth);
      case 12 -> attempt(depth);
      default -> choice(depth);
    }
  }

  private void conditional(int depth) {
    Label otherwise = new Label();
    Label end = new Label();
    condition(otherwise);
    statements(2, depth - 1);
    code.visitJumpInsn(GOTO, end);
    code.visitLabel(otherwise);
    if (random.nextBoolean()) {
      statements(2, depth - 1);
    }
    code.visitLabel(end);
  }

  private void loop(int depth) {
    Label head = new Label();
    Label end = new Label();
    code.visitLabel(head);
    code.visitIincInsn(9, -1);
    code.visitVarInsn(ILOAD, 9);
    code.visitJumpInsn(IFLE, end);
    condition(end);
    statements(3, depth - 1);
    code.visitJumpInsn(GOTO, head);
    code.visitLabel(end);
  }

  private void attempt(int depth) {
    Label start = new Label();
    Label end = new Label();
    Label handler = new Label();
    Label after = new Label();
    String[] types = {
      null,
      "java/lang/RuntimeException",
      "java/lang/ArithmeticException",
      "java/lang/NullPointerException",
      "java/lang/IndexOutOfBoundsException"
    };
    code.visitTryCatchBlock(start, end, handler, types[random.nextInt(types.length)]);
    code.visitLabel(start);
    statements(3, depth - 1);
    code.visitLabel(end);
    code.visitJumpInsn(GOTO, after);
    code.visitLabel(handler);
    code.visitInsn(POP);
    statements(1, depth - 1);
    code.visitLabel(after);
  }

  private void choice(int depth) {
    Label first = new Label();
    Label second = new Label();
    Label end = new Label();
    integer(1);
    code.visitLookupSwitchInsn(end, new int[] {0, 7}, new Label[] {first, second});
    code.visitLabel(first);
    statements(1, depth - 1);
    code.visitLabel(second);
    statements(1, depth - 1);
    code.visitLabel(end);
  }

  /** Jumps if a random condition does not hold. */
  private void condition(Label otherwise) {
    switch (random.nextInt(5)) {
      case 0 -> {
        object();
        code.visitJumpInsn(random.nextBoolean() ? IFNULL : IFNONNULL, otherwise);
      }
      case 1 -> {
        array();
        code.visitJumpInsn(IFNULL, otherwise);
      }
      case 2 -> {
        object();
        object();
        code.visitJumpInsn(IF_ACMPNE, otherwise);
      }
      case 3 -> {
        integer(2);
        code.visitJumpInsn(IFEQ + random.nextInt(6), otherwise);
      }
      default -> {
        integer(1);
        integer(1);
        code.visitJumpInsn(IF_ICMPEQ + random.nextInt(6), otherwise);
      }
    }
  }

  private void array() {
    switch (random.nextInt(6)) {
      case 0 -> {
        integer(1);
        code.visitInsn(I2B);
        code.visitIntInsn(NEWARRAY, T_INT);
      }
      case 1 -> code.visitInsn(ACONST_NULL);
      default -> code.visitVarInsn(ALOAD, pick(ARRAYS));
    }
  }

  private void object() {
    switch (random.nextInt(7)) {
      case 0 -> {
        code.visitTypeInsn(NEW, NAME);
        code.visitInsn(DUP);
        code.visitMethodInsn(INVOKESPECIAL, NAME, "<init>", "()V", false);
      }
      case 1 -> code.visitInsn(ACONST_NULL);
      case 2 -> {
        code.visitVarInsn(ALOAD, pick(OBJECTS));
        code.visitFieldInsn(GETFIELD, NAME, "next", "LSubject;");
      }
      default -> code.visitVarInsn(ALOAD, pick(OBJECTS));
    }
  }

  private void integer(int depth) {
    int[] operations = {IADD, ISUB, IMUL, IDIV, IREM, IAND, IOR, IXOR, ISHL, ISHR, IUSHR};
    switch (random.nextInt(depth > 0 ? 15 : 5)) {
      case 0 -> constant(CONSTANTS[random.nextInt(CONSTANTS.length)]);
      case 1, 2, 3, 4 -> code.visitVarInsn(ILOAD, pick(INTS));
      case 5, 6, 7 -> {
        integer(depth - 1);
        integer(depth - 1);
        code.visitInsn(operations[random.nextInt(operations.length)]);
      }
      case 8 -> {
        integer(depth - 1);
        code.visitInsn(new int[] {INEG, I2B, I2C, I2S}[random.nextInt(4)]);
      }
      case 9 -> {
        array();
        code.visitInsn(ARRAYLENGTH);
      }
      case 10 -> {
        array();
        integer(depth - 1);
        code.visitInsn(IALOAD);
      }
      case 11 -> {
        object();
        boolean isNarrow = random.nextBoolean();
        code.visitFieldInsn(GETFIELD, NAME, isNarrow ? "b" : "v", isNarrow ? "B" : "I");
      }
      case 12 -> wide(depth);
      case 13 -> code.visitFieldInsn(GETSTATIC, NAME, "count", "I");
      default -> call(depth);
    }
  }

  private void wide(int depth) {
    code.visitVarInsn(LLOAD, 2);
    integer(depth - 1);
    code.visitInsn(I2L);
    switch (random.nextInt(4)) {
      case 0 -> code.visitInsn(LCMP);
      case 1 -> {
        code.visitInsn(LADD);
        code.visitInsn(DUP2);
        code.visitVarInsn(LSTORE, 2);
        code.visitInsn(L2I);
      }
      case 2 -> {
        code.visitInsn(LDIV);
        code.visitInsn(L2I);
      }
      default -> {
        code.visitInsn(LMUL);
        code.visitInsn(L2I);
      }
    }
  }

  private void call(int depth) {
    if (isHelper) {
      constant(1);
      return;
    }
    integer(depth - 1);
    code.visitVarInsn(ILOAD, 1);
    code.visitVarInsn(LLOAD, 2);
    array();
    object();
    code.visitMethodInsn(INVOKESTATIC, NAME, "helper", DESCRIPTOR, false);
  }

  /** Where an execution with probes leaves its trace. */
  public static final class Probe {
    private static final java.util.BitSet HITS = new java.util.BitSet();

    private Probe() {}

    public static void hit(int index) {
      HITS.set(index);
    }

    static java.util.BitSet take() {
      java.util.BitSet hits = (java.util.BitSet) HITS.clone();
      HITS.clear();
      return hits;
    }
  }

  /** Gives each instruction its index as its line. */
  private static final class IndexLines extends MethodVisitor {
    private final boolean withProbes;
    private int index;

    IndexLines(MethodVisitor next, boolean withProbes) {
      super(ASM9, next);
      this.withProbes = withProbes;
    }

    private void before() {
      Label here = new Label();
      super.visitLabel(here);
      super.visitLineNumber(index, here);
      if (withProbes) {
        super.visitLdcInsn(index);
        super.visitMethodInsn(
            INVOKESTATIC, Type.getInternalName(Probe.class), "hit", "(I)V", false);
      }
      index++;
    }

    @Override
    public void visitInsn(int opcode) {
      before();
      super.visitInsn(opcode);
    }

    @Override
    public void visitIntInsn(int opcode, int operand) {
      before();
      super.visitIntInsn(opcode, operand);
    }

    @Override
    public void visitVarInsn(int opcode, int slot) {
      before();
      super.visitVarInsn(opcode, slot);
    }

    @Override
    public void visitTypeInsn(int opcode, String type) {
      before();
      super.visitTypeInsn(opcode, type);
    }

    @Override
    public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
      before();
      super.visitFieldInsn(opcode, owner, name, descriptor);
    }

    @Override
    public void visitMethodInsn(
        int opcode, String owner, String name, String descriptor, boolean isInterface) {
      before();
      super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
    }

    @Override
    public void visitJumpInsn(int opcode, Label label) {
      before();
      super.visitJumpInsn(opcode, label);
    }

    @Override
    public void visitLdcInsn(Object value) {
      before();
      super.visitLdcInsn(value);
    }

    @Override
    public void visitIincInsn(int slot, int amount) {
      before();
      super.visitIincInsn(slot, amount);
    }

    @Override
    public void visitLookupSwitchInsn(Label otherwise, int[] keys, Label[] labels) {
      before();
      super.visitLookupSwitchInsn(otherwise, keys, labels);
    }
  }
}
