package org.umbriel.symexec.path;

import org.umbriel.metadata.classfile.Opcode;
import org.umbriel.symexec.term.FloatFunction;
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
    Scalar sort = (Scalar) a.sort();
    return apply(opcode, new MapSort(sort, new MapSort(sort, sort)), sort.range(), a, b);
  }

  public Term negate(Opcode opcode, Term a) {
    return opcode == Opcode.FNEG
        ? factory.bitXor(a, factory.intValue(Integer.MIN_VALUE))
        : factory.bitXor(a, factory.longValue(Long.MIN_VALUE));
  }

  /** {@code fcmpl} to {@code dcmpg}: -1, 0 or 1. */
  public Term compare(Opcode opcode, Term a, Term b) {
    Scalar sort = (Scalar) a.sort();
    return apply(opcode, new MapSort(sort, new MapSort(sort, Scalar.INT)), COMPARISON, a, b);
  }

  /** {@code i2f} to {@code d2f}. */
  public Term convert(Opcode opcode, Term a) {
    Scalar target =
        switch (opcode) {
          case I2D, L2D, F2D, F2L, D2L -> Scalar.LONG;
          default -> Scalar.INT;
        };
    return apply(opcode, new MapSort((Scalar) a.sort(), target), target.range(), a);
  }

  /** A function of {@link Math} on doubles; one of a single operand ignores the second. */
  public Term math(FloatFunction function, Term a, Term b) {
    Sort result = new MapSort(Scalar.LONG, Scalar.LONG);
    return function.isBinary()
        ? apply(function, new MapSort(Scalar.LONG, result), Scalar.LONG.range(), a, b)
        : apply(function, result, Scalar.LONG.range(), a);
  }

  private Term apply(Opcode opcode, Sort sort, Range range, Term... operands) {
    return apply(FloatFunction.valueOf(opcode.name()), sort, range, operands);
  }

  private Term apply(FloatFunction function, Sort sort, Range range, Term... operands) {
    if (isExact(operands)) {
      long first = ((Literal) operands[0]).value();
      long last = ((Literal) operands[operands.length - 1]).value();
      return factory.literal(sort.leaf(), function.apply(first, last));
    }
    Term result = factory.variable(function.variableName(), sort, range);
    for (Term operand : operands) {
      result = factory.select(result, operand);
    }
    return result;
  }

  Term bits(float value) {
    return factory.intValue(Float.floatToIntBits(value));
  }

  Term bits(double value) {
    return factory.longValue(Double.doubleToLongBits(value));
  }
}
