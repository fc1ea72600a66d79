package org.umbriel.symexec.explore.step;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.umbriel.metadata.classfile.Instruction;
import org.umbriel.metadata.classfile.Opcode;
import org.umbriel.symexec.explore.machine.Boxes;
import org.umbriel.symexec.explore.machine.Either;
import org.umbriel.symexec.explore.machine.Frame;
import org.umbriel.symexec.explore.machine.HeapObject;
import org.umbriel.symexec.explore.machine.Machine;
import org.umbriel.symexec.explore.machine.Operation;
import org.umbriel.symexec.path.Operators;
import org.umbriel.symexec.term.Scalar;
import org.umbriel.symexec.term.Term;

/** Where control goes. */
final class Branches {
  private Branches() {}

  /** {@code ..., [a,] b -> ...}. */
  static Operation branch(Opcode opcode, int target) {
    return switch (opcode) {
      case IFNULL -> (machine, frame) -> machine.branch(frame, isNull(machine, frame), 1, target);
      case IFNONNULL ->
          (machine, frame) ->
              machine.branch(frame, machine.terms().not(isNull(machine, frame)), 1, target);
      case IF_ACMPEQ, IF_ACMPNE ->
          (machine, frame) -> {
            Term same = isSame(machine, frame);
            Term taken = opcode == Opcode.IF_ACMPEQ ? same : machine.terms().not(same);
            machine.branch(frame, taken, 2, target);
          };
      default ->
          Operators.hasTwoOperands(opcode) ? comparing(opcode, target) : testing(opcode, target);
    };
  }

  private static void jumpIf(Frame frame, boolean taken, int target) {
    if (taken) {
      frame.jump(target);
    }
  }

  private static Term isNull(Machine machine, Frame frame) {
    return Either.is(machine.terms(), frame.cell(frame.top() - 1), null);
  }

  private static Term isSame(Machine machine, Frame frame) {
    Object a = frame.cell(frame.top() - 2);
    Object b = frame.cell(frame.top() - 1);
    if (b instanceof Either && !(a instanceof Either)) {
      Object first = a;
      a = b;
      b = first;
    }
    if (b instanceof Either || Either.objects(a).stream().anyMatch(Boxes::isCacheable)) {
      return machine.terms().bool(isSame(machine, machine.resolve(a), machine.resolve(b)));
    }
    return Either.is(machine.terms(), a, (HeapObject) b);
  }

  private static boolean isSame(Machine machine, @Nullable HeapObject a, @Nullable HeapObject b) {
    if (a == b || a == null || b == null) {
      return a == b;
    }
    return Boxes.areSame(machine, a, b);
  }

  private static Operation comparing(Opcode opcode, int target) {
    return (machine, frame) -> {
      if (Slots.isSymbolic(frame, 1) || Slots.isSymbolic(frame, 2)) {
        Term b = Slots.term(machine, frame, 1, Scalar.INT);
        Term a = Slots.term(machine, frame, 2, Scalar.INT);
        machine.branch(frame, machine.operators().condition(opcode, a, b), 2, target);
        return;
      }
      int b = Slots.integer(frame, 1);
      int a = Slots.integer(frame, 2);
      boolean taken =
          switch (opcode) {
            case IF_ICMPEQ -> a == b;
            case IF_ICMPNE -> a != b;
            case IF_ICMPLT -> a < b;
            case IF_ICMPGE -> a >= b;
            case IF_ICMPGT -> a > b;
            default -> a <= b;
          };
      frame.drop(2);
      jumpIf(frame, taken, target);
    };
  }

  private static Operation testing(Opcode opcode, int target) {
    return (machine, frame) -> {
      if (Slots.isSymbolic(frame, 1)) {
        Term value = Slots.term(machine, frame, 1, Scalar.INT);
        machine.branch(frame, machine.operators().condition(opcode, value, value), 1, target);
        return;
      }
      int value = Slots.integer(frame, 1);
      boolean taken =
          switch (opcode) {
            case IFEQ -> value == 0;
            case IFNE -> value != 0;
            case IFLT -> value < 0;
            case IFGE -> value >= 0;
            case IFGT -> value > 0;
            default -> value <= 0;
          };
      frame.drop(1);
      jumpIf(frame, taken, target);
    };
  }

  /** {@code tableswitch}, {@code lookupswitch}: {@code ..., key -> ...}. */
  static Operation choose(Instruction.Switch instruction) {
    int[] keys = instruction.keys().stream().mapToInt(Integer::intValue).toArray();
    List<Integer> targets = instruction.targets();
    return (machine, frame) -> {
      int found = -1;
      if (Slots.isSymbolic(frame, 1)) {
        Term key = Slots.term(machine, frame, 1, Scalar.INT);
        for (int i = 0; i < keys.length && found < 0; i++) {
          Term isKey = machine.terms().equal(key, machine.terms().intValue(keys[i]));
          found = machine.decide(isKey) ? i : -1;
        }
      } else {
        found = java.util.Arrays.binarySearch(keys, Slots.integer(frame, 1));
      }
      frame.drop(1);
      frame.jump(found < 0 ? instruction.defaultTarget() : targets.get(found));
    };
  }
}
