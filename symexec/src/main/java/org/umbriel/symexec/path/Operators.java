package org.umbriel.symexec.path;

import org.umbriel.metadata.classfile.Opcode;
import org.umbriel.symexec.term.Scalar;
import org.umbriel.symexec.term.Term;
import org.umbriel.symexec.term.TermFactory;

/** The instructions that compute, as terms (JVMS 6.5). */
public final class Operators {
  private final TermFactory factory;
  private final FloatingPoint floats;

  public Operators(TermFactory factory) {
    this.factory = factory;
    this.floats = new FloatingPoint(factory);
  }

  public FloatingPoint floats() {
    return floats;
  }

  /** {@code ..., a, b -> ..., result}. */
  public Term binary(Opcode opcode, Term a, Term b) {
    return switch (opcode) {
      case IADD, LADD -> factory.add(a, b);
      case ISUB, LSUB -> factory.subtract(a, b);
      case IMUL, LMUL -> factory.multiply(a, b);
      case IDIV, LDIV -> factory.divide(a, b);
      case IREM, LREM -> factory.remainder(a, b);
      case ISHL, LSHL -> factory.shiftLeft(a, b);
      case ISHR, LSHR -> factory.shiftRight(a, b);
      case IUSHR, LUSHR -> factory.shiftRightUnsigned(a, b);
      case IAND, LAND -> factory.bitAnd(a, b);
      case IOR, LOR -> factory.bitOr(a, b);
      case IXOR, LXOR -> factory.bitXor(a, b);
      default -> floats.binary(opcode, a, b);
    };
  }

  public Term negate(Opcode opcode, Term a) {
    return opcode == Opcode.INEG || opcode == Opcode.LNEG
        ? factory.negate(a)
        : floats.negate(opcode, a);
  }

  public Term convert(Opcode opcode, Term a) {
    return switch (opcode) {
      case I2L -> factory.toLong(a);
      case L2I -> factory.toInt(a);
      case I2B -> factory.toByte(a);
      case I2C -> factory.toChar(a);
      case I2S -> factory.toShort(a);
      default -> floats.convert(opcode, a);
    };
  }

  public Term compare(Opcode opcode, Term a, Term b) {
    return opcode == Opcode.LCMP ? factory.compare(a, b) : floats.compare(opcode, a, b);
  }

  /**
   * The condition under which a branch is taken; {@code a} is not used by those with one operand.
   */
  public Term condition(Opcode opcode, Term a, Term b) {
    Term zero = factory.zero(b.sort());
    return switch (opcode) {
      case IFEQ, IFNULL -> factory.equal(b, zero);
      case IFNE, IFNONNULL -> factory.distinct(b, zero);
      case IFLT -> factory.less(b, zero);
      case IFGE -> factory.lessOrEqual(zero, b);
      case IFGT -> factory.less(zero, b);
      case IFLE -> factory.lessOrEqual(b, zero);
      case IF_ICMPEQ, IF_ACMPEQ -> factory.equal(a, b);
      case IF_ICMPNE, IF_ACMPNE -> factory.distinct(a, b);
      case IF_ICMPLT -> factory.less(a, b);
      case IF_ICMPGE -> factory.lessOrEqual(b, a);
      case IF_ICMPGT -> factory.less(b, a);
      case IF_ICMPLE -> factory.lessOrEqual(a, b);
      default -> throw new IllegalArgumentException(opcode + " is no branch");
    };
  }

  /** Whether a branch compares two values. */
  public static boolean hasTwoOperands(Opcode opcode) {
    return opcode.compareTo(Opcode.IF_ICMPEQ) >= 0 && opcode.compareTo(Opcode.IF_ACMPNE) <= 0;
  }

  /** What a field, an array element or a caller receives of an int (JVMS 2.11.1, 6.5.putfield). */
  public Term narrow(String descriptor, Term value) {
    return switch (descriptor.charAt(0)) {
      case 'Z' -> factory.bitAnd(value, factory.intValue(1));
      case 'B' -> factory.toByte(value);
      case 'C' -> factory.toChar(value);
      case 'S' -> factory.toShort(value);
      default -> value;
    };
  }

  /** {@code 0 <= index < length}. */
  public Term isWithin(Term index, Term length) {
    return factory.and(
        factory.lessOrEqual(factory.intValue(0), index), factory.less(index, length));
  }

  public boolean isWide(Term value) {
    return value.sort() == Scalar.LONG;
  }
}
