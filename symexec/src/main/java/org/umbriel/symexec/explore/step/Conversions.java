package org.umbriel.symexec.explore.step;

import org.umbriel.metadata.classfile.Opcode;
import org.umbriel.symexec.explore.machine.Operation;
import org.umbriel.symexec.term.Literal;
import org.umbriel.symexec.term.Scalar;
import org.umbriel.symexec.term.Term;

/** {@code i2l} to {@code dcmpg}. */
final class Conversions {
  private Conversions() {}

  /** {@code ..., value -> ..., result}. */
  static Operation convert(Opcode opcode) {
    int width =
        switch (opcode) {
          case L2I, L2F, L2D, D2I, D2L, D2F -> 2;
          default -> 1;
        };
    Scalar sort = width == 2 ? Scalar.LONG : Scalar.INT;
    return switch (opcode) {
      case I2L ->
          (machine, frame) -> {
            if (Slots.isSymbolic(frame, 1)) {
              Term term = Slots.term(machine, frame, 1, Scalar.INT);
              frame.drop(1);
              frame.pushTerm(machine.terms().toLong(term));
            } else {
              int value = Slots.integer(frame, 1);
              frame.drop(1);
              frame.pushWide(value, null);
            }
          };
      case L2I ->
          (machine, frame) -> {
            if (Slots.isSymbolic(frame, 2)) {
              Term term = Slots.term(machine, frame, 2, Scalar.LONG);
              frame.drop(2);
              frame.pushTerm(machine.terms().toInt(term));
            } else {
              int value = (int) Slots.wide(frame, 2);
              frame.drop(2);
              frame.push(value);
            }
          };
      default ->
          (machine, frame) -> {
            Term operand = Slots.term(machine, frame, width, sort);
            frame.drop(width);
            Term result = machine.operators().convert(opcode, operand);
            if (result instanceof Literal literal && literal.sort() == Scalar.INT) {
              frame.push(literal.value());
            } else {
              frame.pushTerm(result);
            }
          };
    };
  }

  /** {@code ..., a, b -> ..., result}. */
  static Operation compare(Opcode opcode) {
    int width =
        switch (opcode) {
          case FCMPL, FCMPG -> 1;
          default -> 2;
        };
    Scalar sort = width == 2 ? Scalar.LONG : Scalar.INT;
    return (machine, frame) -> {
      Term b = Slots.term(machine, frame, width, sort);
      Term a = Slots.term(machine, frame, 2 * width, sort);
      frame.drop(2 * width);
      frame.pushTerm(machine.operators().compare(opcode, a, b));
    };
  }
}
