package org.umbriel.benchmarks.random;

import java.util.Random;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;

/**
 * A random class: a method {@code long m(int, int, long, long)} that ends, whose result depends on
 * whatever it did, and what it calls.
 */
final class RandomClass extends Expressions {
  private static final int MOST_LOOPS = 4;

  private int free = Locals.FREE;
  private int loops;

  private RandomClass(Random random, MethodVisitor code, boolean isModern) {
    super(random, code, isModern);
  }

  /** The class file of a seed; every second one is of version 49, without frames and with jsr. */
  static byte[] generate(long seed) {
    Random random = spread(seed);
    boolean isModern = random.nextBoolean();
    ClassWriter writer = isModern ? new Frames() : new ClassWriter(ClassWriter.COMPUTE_MAXS);
    writer.visit(
        isModern ? V11 : V1_5,
        ACC_PUBLIC | ACC_SUPER,
        Locals.SUBJECT,
        null,
        "java/lang/Object",
        new String[] {"java/util/function/IntUnaryOperator"});
    Helpers.addTo(writer, random);
    MethodVisitor code =
        writer.visitMethod(ACC_PUBLIC | ACC_STATIC, "m", Locals.DESCRIPTOR, null, null);
    code.visitCode();
    RandomClass method = new RandomClass(random, code, isModern);
    method.initialise();
    method.statements(5, 3);
    method.digest();
    code.visitInsn(LRETURN);
    code.visitMaxs(0, 0);
    code.visitEnd();
    writer.visitEnd();
    return writer.toByteArray();
  }

  /** {@link Random}'s first numbers are much the same for neighbours. */
  static Random spread(long seed) {
    return new Random(seed * 0x9e3779b97f4a7c15L >>> 7);
  }

  /** All types meet in Object, or in what the verifier does not ask about. */
  private static final class Frames extends ClassWriter {
    Frames() {
      super(COMPUTE_FRAMES);
    }

    @Override
    protected String getCommonSuperClass(String a, String b) {
      return "java/lang/Object";
    }
  }

  private void initialise() {
    constant(0);
    code.visitFieldInsn(PUTSTATIC, Locals.SUBJECT, "count", "I");
    code.visitVarInsn(ILOAD, Locals.X);
    code.visitVarInsn(ISTORE, Locals.INT);
    code.visitVarInsn(LLOAD, Locals.P);
    code.visitVarInsn(LSTORE, Locals.LONG);
    code.visitVarInsn(ILOAD, Locals.Y);
    code.visitMethodInsn(INVOKESTATIC, "java/lang/Float", "intBitsToFloat", "(I)F", false);
    code.visitVarInsn(FSTORE, Locals.FLOAT);
    code.visitVarInsn(LLOAD, Locals.Q);
    code.visitMethodInsn(INVOKESTATIC, "java/lang/Double", "longBitsToDouble", "(J)D", false);
    code.visitVarInsn(DSTORE, Locals.DOUBLE);
    constant(Locals.LENGTH);
    code.visitIntInsn(NEWARRAY, T_INT);
    code.visitVarInsn(ASTORE, Locals.INTS);
    constant(Locals.LENGTH);
    code.visitIntInsn(NEWARRAY, T_LONG);
    code.visitVarInsn(ASTORE, Locals.LONGS);
    constant(Locals.LENGTH);
    code.visitTypeInsn(ANEWARRAY, "java/lang/Object");
    code.visitVarInsn(ASTORE, Locals.OBJECTS);
    newSubject();
    code.visitVarInsn(ASTORE, Locals.OBJECT);
    code.visitInsn(ACONST_NULL);
    code.visitVarInsn(ASTORE, Locals.ANY);
  }

  private void newSubject() {
    code.visitTypeInsn(NEW, Locals.SUBJECT);
    code.visitInsn(DUP);
    code.visitMethodInsn(INVOKESPECIAL, Locals.SUBJECT, "<init>", "()V", false);
  }

  private void statements(int count, int depth) {
    for (int i = 1 + random.nextInt(count); i > 0; i--) {
      statement(depth);
    }
  }

  private void statement(int depth) {
    switch (random.nextInt(depth > 0 ? 17 : 11)) {
      case 0 -> store(ISTORE, Locals.INT);
      case 1 -> store(LSTORE, Locals.LONG);
      case 2 -> store(FSTORE, Locals.FLOAT);
      case 3 -> store(DSTORE, Locals.DOUBLE);
      case 4 -> code.visitIincInsn(pick(Locals.X, Locals.Y, Locals.INT), random.nextInt(300) - 150);
      case 5 -> element();
      case 6 -> smallArray();
      case 7 -> field();
      case 8 -> reference();
      case 9 -> dropped();
      case 10 -> call();
      case 11 -> choice(depth);
      case 12 -> loop(depth);
      case 13 -> table(depth);
      case 14 -> guarded(depth);
      case 15 -> locked(depth);
      default -> subroutine(depth);
    }
  }

  private void store(int opcode, int local) {
    switch (opcode) {
      case ISTORE -> integer(3);
      case LSTORE -> wide(3);
      case FSTORE -> single(3);
      default -> twice(3);
    }
    code.visitVarInsn(opcode, local);
  }

  private void element() {
    int kind = random.nextInt(3);
    code.visitVarInsn(ALOAD, pick(Locals.INTS + kind));
    index(1);
    if (kind == 0) {
      integer(2);
    } else if (kind == 1) {
      wide(2);
    } else {
      object(2);
    }
    code.visitInsn(kind == 0 ? IASTORE : kind == 1 ? LASTORE : AASTORE);
  }

  /** One element of an array of another type, written and read. */
  private void smallArray() {
    int[] types = {T_BOOLEAN, T_BYTE, T_CHAR, T_SHORT, T_FLOAT, T_DOUBLE};
    int[] stores = {BASTORE, BASTORE, CASTORE, SASTORE, FASTORE, DASTORE};
    int[] loads = {BALOAD, BALOAD, CALOAD, SALOAD, FALOAD, DALOAD};
    int kind = random.nextInt(types.length);
    int array = free++;
    if (oneIn(4)) {
      integer(1);
      constant(3);
      code.visitInsn(IREM);
    } else {
      constant(Locals.LENGTH);
    }
    code.visitIntInsn(NEWARRAY, types[kind]);
    code.visitVarInsn(ASTORE, array);
    code.visitVarInsn(ALOAD, array);
    index(1);
    if (kind < 4) {
      integer(1);
    } else if (kind == 4) {
      single(1);
    } else {
      twice(1);
    }
    code.visitInsn(stores[kind]);
    code.visitVarInsn(ALOAD, array);
    index(1);
    code.visitInsn(loads[kind]);
    code.visitVarInsn(
        kind < 4 ? ISTORE : kind == 4 ? FSTORE : DSTORE,
        kind < 4 ? Locals.INT : kind == 4 ? Locals.FLOAT : Locals.DOUBLE);
  }

  private void field() {
    if (oneIn(4)) {
      integer(2);
      code.visitFieldInsn(PUTSTATIC, Locals.SUBJECT, "count", "I");
      return;
    }
    String[] fields = {"i:I", "b:B", "s:S", "c:C", "z:Z"};
    String[] field = fields[random.nextInt(fields.length)].split(":", -1);
    code.visitVarInsn(ALOAD, Locals.OBJECT);
    integer(2);
    code.visitFieldInsn(PUTFIELD, Locals.SUBJECT, field[0], field[1]);
  }

  private void reference() {
    switch (random.nextInt(5)) {
      case 0 -> {
        object(2);
        code.visitTypeInsn(CHECKCAST, Locals.SUBJECT);
        code.visitVarInsn(ASTORE, Locals.OBJECT);
      }
      case 1 -> {
        object(2);
        code.visitVarInsn(ASTORE, Locals.ANY);
      }
      case 2 -> {
        newSubject();
        code.visitVarInsn(ASTORE, Locals.OBJECT);
      }
      case 3 -> {
        code.visitVarInsn(ALOAD, Locals.OBJECT);
        newSubject();
        code.visitFieldInsn(PUTFIELD, Locals.SUBJECT, "next", Locals.SUBJECT_TYPE);
      }
      default -> {
        constant(2);
        constant(Locals.LENGTH);
        code.visitMultiANewArrayInsn("[[I", 2);
        constant(random.nextInt(3));
        code.visitInsn(AALOAD);
        code.visitVarInsn(ASTORE, Locals.INTS);
      }
    }
  }

  private void dropped() {
    if (random.nextBoolean()) {
      integer(2);
      code.visitInsn(POP);
    } else {
      wide(2);
      code.visitInsn(POP2);
    }
    code.visitInsn(NOP);
  }

  private void call() {
    if (random.nextBoolean()) {
      object(1);
      code.visitMethodInsn(
          INVOKESTATIC, Locals.SUBJECT, "same", "(Ljava/lang/Object;)Ljava/lang/Object;", false);
      code.visitVarInsn(ASTORE, Locals.ANY);
    } else {
      integer(2);
      code.visitMethodInsn(INVOKESTATIC, Locals.SUBJECT, "set", "(I)V", false);
    }
  }

  private void choice(int depth) {
    Label otherwise = new Label();
    Label end = new Label();
    jump(2, otherwise);
    statements(2, depth - 1);
    code.visitJumpInsn(GOTO, end);
    code.visitLabel(otherwise);
    if (random.nextBoolean()) {
      statements(2, depth - 1);
    }
    code.visitLabel(end);
  }

  private void loop(int depth) {
    if (loops++ >= MOST_LOOPS) {
      return;
    }
    int counter = free++;
    constant(1 + random.nextInt(4));
    code.visitVarInsn(ISTORE, counter);
    Label start = new Label();
    Label end = new Label();
    code.visitLabel(start);
    code.visitVarInsn(ILOAD, counter);
    code.visitJumpInsn(IFLE, end);
    code.visitIincInsn(counter, -1);
    statements(2, depth - 1);
    if (oneIn(3)) {
      jump(1, end);
    }
    code.visitJumpInsn(GOTO, start);
    code.visitLabel(end);
  }

  private void table(int depth) {
    Label[] cases = {new Label(), new Label(), new Label()};
    Label otherwise = new Label();
    Label end = new Label();
    integer(2);
    if (random.nextBoolean()) {
      constant(3);
      code.visitInsn(IAND);
      code.visitTableSwitchInsn(0, 2, otherwise, cases);
    } else {
      code.visitLookupSwitchInsn(otherwise, new int[] {-1, 0, 1000}, cases);
    }
    for (Label each : cases) {
      code.visitLabel(each);
      statements(1, depth - 1);
      if (random.nextBoolean()) {
        code.visitJumpInsn(GOTO, end);
      }
    }
    code.visitLabel(otherwise);
    statements(1, depth - 1);
    code.visitLabel(end);
  }

  private void guarded(int depth) {
    Label start = new Label();
    Label end = new Label();
    Label handler = new Label();
    Label after = new Label();
    String[] types = {
      "java/lang/ArithmeticException",
      "java/lang/RuntimeException",
      "java/lang/IndexOutOfBoundsException",
      "java/lang/ClassCastException",
      "java/lang/NullPointerException"
    };
    String type = types[random.nextInt(types.length)];
    code.visitTryCatchBlock(start, end, handler, oneIn(4) ? null : type);
    code.visitLabel(start);
    code.visitInsn(NOP);
    statements(3, depth - 1);
    if (oneIn(4)) {
      Label skip = new Label();
      jump(1, skip);
      code.visitTypeInsn(NEW, type);
      code.visitInsn(DUP);
      code.visitMethodInsn(INVOKESPECIAL, type, "<init>", "()V", false);
      code.visitInsn(ATHROW);
      code.visitLabel(skip);
    }
    code.visitLabel(end);
    code.visitJumpInsn(GOTO, after);
    code.visitLabel(handler);
    code.visitVarInsn(ASTORE, Locals.ANY);
    code.visitIincInsn(Locals.INT, 17);
    code.visitLabel(after);
  }

  private void locked(int depth) {
    int lock = free++;
    code.visitVarInsn(ALOAD, Locals.INTS);
    code.visitInsn(DUP);
    code.visitVarInsn(ASTORE, lock);
    code.visitInsn(MONITORENTER);
    integer(0);
    code.visitVarInsn(ISTORE, Locals.INT);
    code.visitVarInsn(ALOAD, lock);
    code.visitInsn(MONITOREXIT);
    statements(1, depth - 1);
  }

  /** A subroutine that is entered twice (JVMS 4.10.2.5); a choice where there are none any more. */
  private void subroutine(int depth) {
    if (isModern) {
      choice(depth);
      return;
    }
    int address = free++;
    Label routine = new Label();
    Label end = new Label();
    code.visitJumpInsn(JSR, routine);
    statement(0);
    code.visitJumpInsn(JSR, routine);
    code.visitJumpInsn(GOTO, end);
    code.visitLabel(routine);
    code.visitVarInsn(ASTORE, address);
    statement(0);
    code.visitVarInsn(RET, address);
    code.visitLabel(end);
  }

  /** Pushes a long of all that there is. */
  private void digest() {
    code.visitVarInsn(LLOAD, Locals.LONG);
    mix(() -> code.visitVarInsn(ILOAD, Locals.INT));
    mix(() -> code.visitVarInsn(ILOAD, Locals.X));
    mix(
        () -> {
          code.visitVarInsn(FLOAD, Locals.FLOAT);
          code.visitMethodInsn(INVOKESTATIC, "java/lang/Float", "floatToIntBits", "(F)I", false);
        });
    mix(() -> code.visitFieldInsn(GETSTATIC, Locals.SUBJECT, "count", "I"));
    mix(
        () -> {
          code.visitVarInsn(ALOAD, Locals.INTS);
          code.visitVarInsn(ALOAD, Locals.LONGS);
          code.visitVarInsn(ALOAD, Locals.OBJECT);
          code.visitMethodInsn(
              INVOKESTATIC, Locals.SUBJECT, "digest", "([I[J" + Locals.SUBJECT_TYPE + ")I", false);
        });
    constant(31L);
    code.visitInsn(LMUL);
    code.visitVarInsn(DLOAD, Locals.DOUBLE);
    code.visitMethodInsn(INVOKESTATIC, "java/lang/Double", "doubleToLongBits", "(D)J", false);
    code.visitInsn(LXOR);
  }

  private void mix(Runnable integer) {
    constant(31L);
    code.visitInsn(LMUL);
    integer.run();
    code.visitInsn(I2L);
    code.visitInsn(LADD);
  }
}
