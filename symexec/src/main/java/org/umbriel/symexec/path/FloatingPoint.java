package org.umbriel.symexec.path;

import org.umbriel.metadata.classfile.Opcode;
import org.umbriel.symexec.term.Literal;
import org.umbriel.symexec.term.MapSort;
import org.umbriel.symexec.term.Range;
import org.umbriel.symexec.term.Scalar;
import org.umbriel.symexec.term.Sort;
import org.umbriel.symexec.term.Term;
import org.umbriel.symexec.term.TermFactory;

/**
 * Floats and doubles as the ints and longs that have their bits: computed on constants, and
 * otherwise unknown functions of their operands, of which nothing is known but that equal operands
 * give equal results.
 */
public final class FloatingPoint {
  private static final Range COMPARISON = new Range(-1, 1);

  private final TermFactory factory;

  public FloatingPoint(TermFactory factory) {
    this.factory = factory;
  }

  /** Whether an instruction's value is approximated here, given its operands. */
  public static boolean isExact(Term... operands) {
    for (Term operand : operands) {
      if (!operand.isLiteral()) {
        return false;
      }
    }
    return true;
  }

  public Term binary(Opcode opcode, Term a, Term b) {
    if (a instanceof Literal x && b instanceof Literal y) {
      return compute(opcode, x.value(), y.value());
    }
    Scalar sort = (Scalar) a.sort();
    return apply(opcode, new MapSort(sort, new MapSort(sort, sort)), sort.range(), a, b);
  }

  private Term compute(Opcode opcode, long a, long b) {
    return switch (opcode) {
      case FADD -> bits(asFloat(a) + asFloat(b));
      case FSUB -> bits(asFloat(a) - asFloat(b));
      case FMUL -> bits(asFloat(a) * asFloat(b));
      case FDIV -> bits(asFloat(a) / asFloat(b));
      case FREM -> bits(asFloat(a) % asFloat(b));
      case DADD -> bits(asDouble(a) + asDouble(b));
      case DSUB -> bits(asDouble(a) - asDouble(b));
      case DMUL -> bits(asDouble(a) * asDouble(b));
      case DDIV -> bits(asDouble(a) / asDouble(b));
      default -> bits(asDouble(a) % asDouble(b));
    };
  }

  public Term negate(Opcode opcode, Term a) {
    return opcode == Opcode.FNEG
        ? factory.bitXor(a, factory.intValue(Integer.MIN_VALUE))
        : factory.bitXor(a, factory.longValue(Long.MIN_VALUE));
  }

  /** {@code fcmpl} to {@code dcmpg}: -1, 0 or 1. */
  public Term compare(Opcode opcode, Term a, Term b) {
    if (a instanceof Literal x && b instanceof Literal y) {
      return factory.intValue(compare(opcode, x.value(), y.value()));
    }
    Scalar sort = (Scalar) a.sort();
    return apply(opcode, new MapSort(sort, new MapSort(sort, Scalar.INT)), COMPARISON, a, b);
  }

  private static int compare(Opcode opcode, long a, long b) {
    boolean isFloat = opcode == Opcode.FCMPL || opcode == Opcode.FCMPG;
    double x = isFloat ? asFloat(a) : asDouble(a);
    double y = isFloat ? asFloat(b) : asDouble(b);
    if (Double.isNaN(x) || Double.isNaN(y)) {
      return opcode == Opcode.FCMPG || opcode == Opcode.DCMPG ? 1 : -1;
    }
    return x < y ? -1 : x > y ? 1 : 0;
  }

  /** {@code i2f} to {@code d2f}. */
  public Term convert(Opcode opcode, Term a) {
    Scalar target =
        switch (opcode) {
          case I2D, L2D, F2D, F2L, D2L -> Scalar.LONG;
          default -> Scalar.INT;
        };
    if (a instanceof Literal x) {
      return factory.literal(target, convert(opcode, x.value()));
    }
    return apply(opcode, new MapSort((Scalar) a.sort(), target), target.range(), a);
  }

  private static long convert(Opcode opcode, long a) {
    return switch (opcode) {
      case I2F, L2F -> Float.floatToIntBits((float) a);
      case I2D, L2D -> Double.doubleToLongBits((double) a);
      case F2I -> (int) asFloat(a);
      case F2L -> (long) asFloat(a);
      case F2D -> Double.doubleToLongBits(asFloat(a));
      case D2I -> (int) asDouble(a);
      case D2L -> (long) asDouble(a);
      default -> Float.floatToIntBits((float) asDouble(a));
    };
  }

  private Term apply(Opcode opcode, Sort sort, Range range, Term... operands) {
    Term result = factory.variable("function " + opcode.mnemonic(), sort, range);
    for (Term operand : operands) {
      result = factory.select(result, operand);
    }
    return result;
  }

  public Term bits(float value) {
    return factory.intValue(Float.floatToIntBits(value));
  }

  public Term bits(double value) {
    return factory.longValue(Double.doubleToLongBits(value));
  }

  private static float asFloat(long bits) {
    return Float.intBitsToFloat((int) bits);
  }

  private static double asDouble(long bits) {
    return Double.longBitsToDouble(bits);
  }
}
