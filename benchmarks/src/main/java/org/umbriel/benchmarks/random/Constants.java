package org.umbriel.benchmarks.random;

import java.util.Random;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Random choices, and code that pushes a constant by the shortest instruction there is. */
class Constants implements Opcodes {
  final Random random;
  final MethodVisitor code;

  /** Whether the class file's version allows {@code invokedynamic}, and forbids {@code jsr}. */
  final boolean isModern;

  Constants(Random random, MethodVisitor code, boolean isModern) {
    this.random = random;
    this.code = code;
    this.isModern = isModern;
  }

  final int pick(int... some) {
    return some[random.nextInt(some.length)];
  }

  final boolean oneIn(int n) {
    return random.nextInt(n) == 0;
  }

  final void constant(int value) {
    if (value >= -1 && value <= 5) {
      code.visitInsn(ICONST_0 + value);
    } else if (value == (byte) value) {
      code.visitIntInsn(BIPUSH, value);
    } else if (value == (short) value) {
      code.visitIntInsn(SIPUSH, value);
    } else {
      code.visitLdcInsn(value);
    }
  }

  final void constant(long value) {
    if (value == 0 || value == 1) {
      code.visitInsn(LCONST_0 + (int) value);
    } else {
      code.visitLdcInsn(value);
    }
  }

  final void constant(float value) {
    int bits = Float.floatToRawIntBits(value);
    for (int i = 0; i < 3; i++) {
      if (bits == Float.floatToRawIntBits(i)) {
        code.visitInsn(FCONST_0 + i);
        return;
      }
    }
    code.visitLdcInsn(value);
  }

  final void constant(double value) {
    long bits = Double.doubleToRawLongBits(value);
    for (int i = 0; i < 2; i++) {
      if (bits == Double.doubleToRawLongBits(i)) {
        code.visitInsn(DCONST_0 + i);
        return;
      }
    }
    code.visitLdcInsn(value);
  }
}
