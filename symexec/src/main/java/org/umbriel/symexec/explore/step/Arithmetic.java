package org.umbriel.symexec.explore.step;

import org.umbriel.metadata.classfile.Opcode;
import org.umbriel.symexec.explore.machine.Frame;
import org.umbriel.symexec.explore.machine.Machine;
import org.umbriel.symexec.explore.machine.Operation;
import org.umbriel.symexec.explore.machine.Thrown;
import org.umbriel.symexec.term.Scalar;
import org.umbriel.symexec.term.Term;

/** {@code iadd} to {@code lxor}: concrete operands at once, others as terms. */
final class Arithmetic {
  private Arithmetic() {}

  /** A function of two slots' bits. */
  @FunctionalInterface
  private interface Function {
    long apply(long a, long b);
  }

  static Operation increment(int slot, int amount) {
    return (machine, frame) -> {
      if (frame.cell(slot) instanceof Term term) {
        Term sum = machine.terms().add(term, machine.terms().intValue(amount));
        frame.set(slot, 0, sum);
      } else {
        frame.set(slot, (int) frame.bits(slot) + amount, null);
      }
    };
  }

  static Operation binary(Opcode opcode) {
    return switch (opcode) {
      case IDIV, IREM -> new Division(opcode, 1, concrete(opcode));
      case LDIV, LREM -> new Division(opcode, 2, concrete(opcode));
      case LSHL, LSHR, LUSHR -> new Binary(opcode, 2, 1, concrete(opcode));
      case LADD, LSUB, LMUL, LAND, LOR, LXOR, DADD, DSUB, DMUL, DDIV, DREM ->
          new Binary(opcode, 2, 2, concrete(opcode));
      default -> new Binary(opcode, 1, 1, concrete(opcode));
    };
  }

  private static Function concrete(Opcode opcode) {
    return switch (opcode) {
      case IADD -> (a, b) -> (int) a + (int) b;
      case ISUB -> (a, b) -> (int) a - (int) b;
      case IMUL -> (a, b) -> (int) (a * b);
      case IDIV -> (a, b) -> (int) a / (int) b;
      case IREM -> (a, b) -> (int) a % (int) b;
      case ISHL -> (a, b) -> (int) a << (int) b;
      case ISHR -> (a, b) -> (int) a >> (int) b;
      case IUSHR -> (a, b) -> (int) a >>> (int) b;
      case IAND, LAND -> (a, b) -> a & b;
      case IOR, LOR -> (a, b) -> a | b;
      case IXOR, LXOR -> (a, b) -> a ^ b;
      case LADD -> (a, b) -> a + b;
      case LSUB -> (a, b) -> a - b;
      case LMUL -> (a, b) -> a * b;
      case LDIV -> (a, b) -> a / b;
      case LREM -> (a, b) -> a % b;
      case LSHL -> (a, b) -> a << (int) b;
      case LSHR -> (a, b) -> a >> (int) b;
      case LUSHR -> (a, b) -> a >>> (int) b;
      case FADD -> (a, b) -> bits(real(a) + real(b));
      case FSUB -> (a, b) -> bits(real(a) - real(b));
      case FMUL -> (a, b) -> bits(real(a) * real(b));
      case FDIV -> (a, b) -> bits(real(a) / real(b));
      case FREM -> (a, b) -> bits(real(a) % real(b));
      case DADD -> (a, b) -> bits(wideReal(a) + wideReal(b));
      case DSUB -> (a, b) -> bits(wideReal(a) - wideReal(b));
      case DMUL -> (a, b) -> bits(wideReal(a) * wideReal(b));
      case DDIV -> (a, b) -> bits(wideReal(a) / wideReal(b));
      case DREM -> (a, b) -> bits(wideReal(a) % wideReal(b));
      default -> throw new IllegalArgumentException(opcode + " is no binary operation");
    };
  }

  private static float real(long bits) {
    return Float.intBitsToFloat((int) bits);
  }

  private static double wideReal(long bits) {
    return Double.longBitsToDouble(bits);
  }

  private static long bits(float value) {
    return Float.floatToRawIntBits(value);
  }

  private static long bits(double value) {
    return Double.doubleToRawLongBits(value);
  }

  /** {@code ..., a, b -> ..., result}. */
  private static class Binary implements Operation {
    final Opcode opcode;
    final int width;
    private final int secondWidth;
    private final Function function;

    Binary(Opcode opcode, int width, int secondWidth, Function function) {
      this.opcode = opcode;
      this.width = width;
      this.secondWidth = secondWidth;
      this.function = function;
    }

    @Override
    public void execute(Machine machine, Frame frame) throws Thrown {
      int b = frame.top() - secondWidth;
      int a = b - width;
      if (frame.cell(a) == null && frame.cell(b) == null) {
        frame.set(a, function.apply(frame.bits(a), frame.bits(b)), null);
        frame.drop(secondWidth);
      } else {
        Term first = Slots.term(machine, frame, width + secondWidth, sort(width));
        Term second = Slots.term(machine, frame, secondWidth, sort(secondWidth));
        frame.drop(width + secondWidth);
        frame.pushTerm(machine.operators().binary(opcode, first, second));
      }
    }

    static Scalar sort(int width) {
      return width == 2 ? Scalar.LONG : Scalar.INT;
    }
  }

  /** The same for {@code idiv} to {@code lrem}, whose divisor must not be zero. */
  private static final class Division extends Binary {
    Division(Opcode opcode, int width, Function function) {
      super(opcode, width, width, function);
    }

    @Override
    public void execute(Machine machine, Frame frame) throws Thrown {
      Term divisor = Slots.term(machine, frame, width, sort(width));
      Term zero = machine.terms().zero(sort(width));
      if (machine.decide(machine.terms().equal(divisor, zero))) {
        throw machine.raise("java/lang/ArithmeticException", "/ by zero");
      }
      super.execute(machine, frame);
    }
  }

  /** {@code ..., value -> ..., result}. */
  static Operation unary(Opcode opcode) {
    int width = opcode == Opcode.LNEG || opcode == Opcode.DNEG ? 2 : 1;
    return (machine, frame) -> {
      int slot = frame.top() - width;
      if (frame.cell(slot) == null) {
        frame.set(slot, negate(opcode, frame.bits(slot)), null);
      } else {
        Term operand = Slots.term(machine, frame, width, Binary.sort(width));
        frame.drop(width);
        frame.pushTerm(machine.operators().negate(opcode, operand));
      }
    };
  }

  private static long negate(Opcode opcode, long a) {
    return switch (opcode) {
      case INEG -> -(int) a;
      case LNEG -> -a;
      case FNEG -> bits(-real(a));
      default -> bits(-wideReal(a));
    };
  }
}
