package org.umbriel.symexec.fact.method;

import org.umbriel.metadata.classfile.Opcode;
import org.umbriel.symexec.fact.domain.IntegerArithmetic;
import org.umbriel.symexec.fact.domain.Interval;

/** The integer instructions on intervals: opcode, operation. */
final class Arithmetic {
  private Arithmetic() {}

  /** Whether results of an opcode are ints or longs that are computed here. */
  static boolean computes(Opcode opcode) {
    return switch (opcode.family()) {
      case UNARY -> opcode == Opcode.INEG || opcode == Opcode.LNEG;
      case BINARY -> opcode.mnemonic().charAt(0) == 'i' || opcode.mnemonic().charAt(0) == 'l';
      case CONVERT ->
          switch (opcode) {
            case I2L, L2I, I2B, I2C, I2S -> true;
            default -> false;
          };
      case COMPARE -> opcode == Opcode.LCMP;
      default -> false;
    };
  }

  /** An operand of which nothing is known still has its type's values only. */
  static Interval firstOperand(Opcode opcode, Interval known) {
    boolean isLong = opcode.mnemonic().charAt(0) == 'l';
    return isLong || Interval.INT.includes(known) ? known : Interval.INT;
  }

  /** Likewise; the distance of a shift is an int. */
  static Interval secondOperand(Opcode opcode, Interval known) {
    return switch (opcode) {
      case LSHL, LSHR, LUSHR -> Interval.INT.includes(known) ? known : Interval.INT;
      default -> firstOperand(opcode, known);
    };
  }

  static Interval unary(Opcode opcode, Interval a) {
    return switch (opcode) {
      case INEG -> IntegerArithmetic.INT.negate(a);
      case LNEG -> IntegerArithmetic.LONG.negate(a);
      case I2L -> a;
      case L2I -> IntegerArithmetic.toInt(a);
      case I2B -> IntegerArithmetic.narrow(a, Interval.BYTE);
      case I2C -> IntegerArithmetic.narrow(a, Interval.CHAR);
      case I2S -> IntegerArithmetic.narrow(a, Interval.SHORT);
      default -> throw new IllegalArgumentException(opcode.mnemonic());
    };
  }

  static Interval binary(Opcode opcode, Interval a, Interval b) {
    IntegerArithmetic ints = IntegerArithmetic.INT;
    IntegerArithmetic longs = IntegerArithmetic.LONG;
    return switch (opcode) {
      case IADD -> ints.add(a, b);
      case ISUB -> ints.subtract(a, b);
      case IMUL -> ints.multiply(a, b);
      case IDIV -> ints.divide(a, b);
      case IREM -> ints.remainder(a, b);
      case ISHL -> ints.shiftLeft(a, b);
      case ISHR -> ints.shiftRight(a, b);
      case IUSHR -> ints.shiftRightUnsigned(a, b);
      case IAND -> ints.and(a, b);
      case IOR -> ints.or(a, b);
      case IXOR -> ints.xor(a, b);
      case LADD -> longs.add(a, b);
      case LSUB -> longs.subtract(a, b);
      case LMUL -> longs.multiply(a, b);
      case LDIV -> longs.divide(a, b);
      case LREM -> longs.remainder(a, b);
      case LSHL -> longs.shiftLeft(a, b);
      case LSHR -> longs.shiftRight(a, b);
      case LUSHR -> longs.shiftRightUnsigned(a, b);
      case LAND -> longs.and(a, b);
      case LOR -> longs.or(a, b);
      case LXOR -> longs.xor(a, b);
      case LCMP -> IntegerArithmetic.compare(a, b);
      default -> throw new IllegalArgumentException(opcode.mnemonic());
    };
  }
}
