package org.umbriel.benchmarks.random;

import java.util.Random;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Type;

/** Random code that pushes one value of a type, out of {@link Locals}. */
class Expressions extends Constants {
  private static final int[] INTS = {
    0,
    1,
    2,
    3,
    4,
    5,
    -1,
    6,
    -7,
    31,
    100,
    127,
    -128,
    255,
    1000,
    65535,
    Integer.MAX_VALUE,
    Integer.MIN_VALUE
  };
  private static final long[] LONGS = {
    0, 1, -1, 2, 63, 1000, 1L << 31, 1L << 32, Long.MAX_VALUE, Long.MIN_VALUE
  };
  private static final float[] FLOATS = {
    0, 1, 2, -0.0f, 0.5f, -3.25f, 1e10f, Float.NaN, Float.POSITIVE_INFINITY, Float.MIN_VALUE
  };
  private static final double[] DOUBLES = {
    0, 1, -0.0, 0.1, -2.5, 1e18, 1e300, Double.NaN, Double.NEGATIVE_INFINITY, Double.MIN_VALUE
  };
  private static final int[] INT_OPERATORS = {
    IADD, ISUB, IMUL, IDIV, IREM, IAND, IOR, IXOR, ISHL, ISHR, IUSHR
  };
  private static final int[] LONG_OPERATORS = {LADD, LSUB, LMUL, LDIV, LREM, LAND, LOR, LXOR};
  private static final int[] LONG_SHIFTS = {LSHL, LSHR, LUSHR};
  private static final int[] FLOAT_OPERATORS = {FADD, FSUB, FMUL, FDIV, FREM};
  private static final int[] DOUBLE_OPERATORS = {DADD, DSUB, DMUL, DDIV, DREM};

  Expressions(Random random, MethodVisitor code, boolean isModern) {
    super(random, code, isModern);
  }

  // int.

  final void integer(int depth) {
    if (depth <= 0) {
      if (oneIn(3)) {
        constant(pick(INTS));
      } else {
        code.visitVarInsn(ILOAD, pick(Locals.X, Locals.Y, Locals.INT));
      }
      return;
    }
    switch (random.nextInt(16)) {
      case 0, 1, 2, 3 -> {
        integer(depth - 1);
        integer(depth - 1);
        code.visitInsn(pick(INT_OPERATORS));
      }
      case 4 -> {
        integer(depth - 1);
        code.visitInsn(pick(INEG, I2B, I2C, I2S));
      }
      case 5 -> {
        wide(depth - 1);
        code.visitInsn(L2I);
      }
      case 6 -> {
        single(depth - 1);
        code.visitInsn(F2I);
      }
      case 7 -> {
        twice(depth - 1);
        code.visitInsn(D2I);
      }
      case 8 -> {
        wide(depth - 1);
        wide(depth - 1);
        code.visitInsn(LCMP);
      }
      case 9 -> {
        single(depth - 1);
        single(depth - 1);
        code.visitInsn(pick(FCMPL, FCMPG));
      }
      case 10 -> {
        twice(depth - 1);
        twice(depth - 1);
        code.visitInsn(pick(DCMPL, DCMPG));
      }
      case 11 -> shuffled(depth);
      case 12 -> element(depth, Locals.INTS, IALOAD);
      case 13 -> fieldOrCall(depth);
      case 14 -> textOrType(depth);
      default -> conditional(depth);
    }
  }

  /** What the stack instructions do. */
  private void shuffled(int depth) {
    integer(depth - 1);
    switch (random.nextInt(7)) {
      case 0 -> {
        code.visitInsn(DUP);
        code.visitInsn(IADD);
      }
      case 1 -> {
        integer(depth - 1);
        code.visitInsn(SWAP);
        code.visitInsn(ISUB);
      }
      case 2 -> {
        integer(depth - 1);
        code.visitInsn(DUP_X1);
        code.visitInsn(ISUB);
        code.visitInsn(IMUL);
      }
      case 3 -> {
        integer(0);
        integer(0);
        code.visitInsn(DUP_X2);
        code.visitInsn(IXOR);
        code.visitInsn(ISUB);
        code.visitInsn(IADD);
      }
      case 4 -> {
        integer(0);
        code.visitInsn(DUP2);
        code.visitInsn(ISUB);
        code.visitInsn(IXOR);
        code.visitInsn(IADD);
      }
      case 5 -> {
        wide(0);
        code.visitInsn(DUP2_X1);
        code.visitInsn(L2I);
        code.visitInsn(ISUB);
        code.visitInsn(I2L);
        code.visitInsn(LSUB);
        code.visitInsn(L2I);
      }
      default -> {
        wide(0);
        wide(0);
        code.visitInsn(DUP2_X2);
        code.visitInsn(LSUB);
        code.visitInsn(LXOR);
        code.visitInsn(L2I);
        code.visitInsn(IADD);
      }
    }
  }

  /** An element at an index that is often in bounds. */
  private void element(int depth, int array, int opcode) {
    code.visitVarInsn(ALOAD, array);
    index(depth - 1);
    code.visitInsn(opcode);
  }

  final void index(int depth) {
    integer(depth);
    if (!oneIn(6)) {
      constant(Locals.LENGTH - 1);
      code.visitInsn(IAND);
    }
  }

  private void fieldOrCall(int depth) {
    switch (random.nextInt(6)) {
      case 0 -> code.visitFieldInsn(GETSTATIC, Locals.SUBJECT, "count", "I");
      case 1 -> {
        String[] fields = {"i:I", "b:B", "s:S", "c:C", "z:Z"};
        String[] field = fields[random.nextInt(fields.length)].split(":", -1);
        code.visitVarInsn(ALOAD, Locals.OBJECT);
        code.visitFieldInsn(GETFIELD, Locals.SUBJECT, field[0], field[1]);
      }
      case 2 -> {
        code.visitVarInsn(ALOAD, Locals.OBJECT);
        integer(depth - 1);
        code.visitMethodInsn(INVOKEVIRTUAL, Locals.SUBJECT, "applyAsInt", "(I)I", false);
      }
      case 3 -> {
        code.visitVarInsn(ALOAD, Locals.OBJECT);
        integer(depth - 1);
        String type = "java/util/function/IntUnaryOperator";
        code.visitMethodInsn(INVOKEINTERFACE, type, "applyAsInt", "(I)I", true);
      }
      case 4 -> {
        integer(depth - 1);
        integer(0);
        code.visitMethodInsn(
            INVOKESTATIC, "java/lang/Math", pick2("max", "floorMod"), "(II)I", false);
      }
      default -> {
        code.visitVarInsn(ALOAD, pick(Locals.INTS, Locals.LONGS, Locals.OBJECTS));
        code.visitInsn(ARRAYLENGTH);
      }
    }
  }

  private String pick2(String a, String b) {
    return random.nextBoolean() ? a : b;
  }

  private void textOrType(int depth) {
    switch (random.nextInt(4)) {
      case 0 -> {
        object(depth - 1);
        code.visitTypeInsn(INSTANCEOF, pick2(Locals.SUBJECT, "java/lang/String"));
      }
      case 1 -> {
        text(depth - 1);
        code.visitMethodInsn(
            INVOKEVIRTUAL, "java/lang/String", pick2("length", "hashCode"), "()I", false);
      }
      case 2 -> {
        text(depth - 1);
        text(depth - 1);
        code.visitMethodInsn(
            INVOKEVIRTUAL, "java/lang/String", "compareTo", "(Ljava/lang/String;)I", false);
      }
      default -> {
        text(depth - 1);
        index(depth - 1);
        code.visitMethodInsn(INVOKEVIRTUAL, "java/lang/String", "charAt", "(I)C", false);
      }
    }
  }

  private void conditional(int depth) {
    Label otherwise = new Label();
    Label end = new Label();
    jump(depth - 1, otherwise);
    integer(depth - 1);
    code.visitJumpInsn(GOTO, end);
    code.visitLabel(otherwise);
    integer(depth - 1);
    code.visitLabel(end);
  }

  /** Jumps, or not. */
  final void jump(int depth, Label target) {
    switch (random.nextInt(4)) {
      case 0 -> {
        integer(depth);
        code.visitJumpInsn(pick(IFEQ, IFNE, IFLT, IFGE, IFGT, IFLE), target);
      }
      case 1 -> {
        object(depth);
        code.visitJumpInsn(pick(IFNULL, IFNONNULL), target);
      }
      case 2 -> {
        object(0);
        object(depth);
        code.visitJumpInsn(pick(IF_ACMPEQ, IF_ACMPNE), target);
      }
      default -> {
        integer(depth);
        integer(depth);
        code.visitJumpInsn(
            pick(IF_ICMPEQ, IF_ICMPNE, IF_ICMPLT, IF_ICMPGE, IF_ICMPGT, IF_ICMPLE), target);
      }
    }
  }

  // long, float and double.

  final void wide(int depth) {
    if (depth <= 0) {
      if (oneIn(3)) {
        constant(LONGS[random.nextInt(LONGS.length)]);
      } else {
        code.visitVarInsn(LLOAD, pick(Locals.P, Locals.Q, Locals.LONG));
      }
      return;
    }
    switch (random.nextInt(9)) {
      case 0, 1 -> {
        wide(depth - 1);
        wide(depth - 1);
        code.visitInsn(pick(LONG_OPERATORS));
      }
      case 2 -> {
        wide(depth - 1);
        integer(depth - 1);
        code.visitInsn(pick(LONG_SHIFTS));
      }
      case 3 -> {
        integer(depth - 1);
        code.visitInsn(I2L);
      }
      case 4 -> {
        single(depth - 1);
        code.visitInsn(F2L);
      }
      case 5 -> {
        twice(depth - 1);
        code.visitInsn(D2L);
      }
      case 6 -> element(depth, Locals.LONGS, LALOAD);
      case 7 -> {
        wide(depth - 1);
        code.visitMethodInsn(INVOKESTATIC, Locals.SUBJECT, "wide", "(J)J", false);
      }
      default -> {
        wide(depth - 1);
        code.visitInsn(LNEG);
      }
    }
  }

  final void single(int depth) {
    if (depth <= 0) {
      if (oneIn(3)) {
        constant(FLOATS[random.nextInt(FLOATS.length)]);
      } else {
        code.visitVarInsn(FLOAD, Locals.FLOAT);
      }
      return;
    }
    switch (random.nextInt(7)) {
      case 0, 1 -> {
        single(depth - 1);
        single(depth - 1);
        code.visitInsn(pick(FLOAT_OPERATORS));
      }
      case 2 -> {
        integer(depth - 1);
        code.visitInsn(I2F);
      }
      case 3 -> {
        wide(depth - 1);
        code.visitInsn(L2F);
      }
      case 4 -> {
        twice(depth - 1);
        code.visitInsn(D2F);
      }
      case 5 -> {
        single(depth - 1);
        code.visitMethodInsn(INVOKESTATIC, Locals.SUBJECT, "single", "(F)F", false);
      }
      default -> {
        single(depth - 1);
        code.visitInsn(FNEG);
      }
    }
  }

  final void twice(int depth) {
    if (depth <= 0) {
      if (oneIn(3)) {
        constant(DOUBLES[random.nextInt(DOUBLES.length)]);
      } else {
        code.visitVarInsn(DLOAD, Locals.DOUBLE);
      }
      return;
    }
    switch (random.nextInt(7)) {
      case 0, 1 -> {
        twice(depth - 1);
        twice(depth - 1);
        code.visitInsn(pick(DOUBLE_OPERATORS));
      }
      case 2 -> {
        integer(depth - 1);
        code.visitInsn(I2D);
      }
      case 3 -> {
        wide(depth - 1);
        code.visitInsn(L2D);
      }
      case 4 -> {
        single(depth - 1);
        code.visitInsn(F2D);
      }
      case 5 -> {
        twice(depth - 1);
        code.visitMethodInsn(INVOKESTATIC, Locals.SUBJECT, "twice", "(D)D", false);
      }
      default -> {
        twice(depth - 1);
        code.visitInsn(DNEG);
      }
    }
  }

  // References.

  final void object(int depth) {
    switch (random.nextInt(depth > 0 ? 7 : 3)) {
      case 0 -> code.visitVarInsn(ALOAD, Locals.OBJECT);
      case 1 -> code.visitVarInsn(ALOAD, Locals.ANY);
      case 2 -> code.visitInsn(ACONST_NULL);
      case 3 -> element(depth, Locals.OBJECTS, AALOAD);
      case 4 -> {
        code.visitVarInsn(ALOAD, Locals.OBJECT);
        code.visitFieldInsn(GETFIELD, Locals.SUBJECT, "next", Locals.SUBJECT_TYPE);
      }
      case 5 -> text(depth - 1);
      default -> code.visitLdcInsn(isModern ? Type.getObjectType(Locals.SUBJECT) : "a constant");
    }
  }

  /** A string that is not null. */
  final void text(int depth) {
    switch (random.nextInt(depth > 0 ? 4 : 1)) {
      case 0 -> code.visitLdcInsn("text".substring(random.nextInt(4)));
      case 1 -> {
        integer(depth - 1);
        code.visitMethodInsn(
            INVOKESTATIC, "java/lang/String", "valueOf", "(I)Ljava/lang/String;", false);
      }
      case 2 -> {
        text(depth - 1);
        text(depth - 1);
        code.visitMethodInsn(
            INVOKEVIRTUAL,
            "java/lang/String",
            "concat",
            "(Ljava/lang/String;)Ljava/lang/String;",
            false);
      }
      default -> {
        text(depth - 1);
        integer(depth - 1);
        concatenated();
      }
    }
  }

  /** A string and an int, as the compiler does it in each version. */
  private void concatenated() {
    String descriptor = "(Ljava/lang/String;I)Ljava/lang/String;";
    if (isModern) {
      Handle bootstrap =
          new Handle(
              H_INVOKESTATIC,
              "java/lang/invoke/StringConcatFactory",
              "makeConcatWithConstants",
              "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/invoke/MethodType;"
                  + "Ljava/lang/String;[Ljava/lang/Object;)Ljava/lang/invoke/CallSite;",
              false);
      code.visitInvokeDynamicInsn(
          "makeConcatWithConstants", descriptor, bootstrap, "<\u0001|\u0001>");
    } else {
      code.visitMethodInsn(INVOKESTATIC, Locals.SUBJECT, "concatenate", descriptor, false);
    }
  }
}
