package org.umbriel.metadata.dwarf.frame;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.umbriel.metadata.dwarf.evaluate.EvaluationException;
import org.umbriel.metadata.dwarf.evaluate.Evaluator;
import org.umbriel.metadata.dwarf.evaluate.Machine;
import org.umbriel.metadata.elf.MalformedObjectException;
import org.umbriel.metadata.entry.Bytes;

/** Goes from a frame to its caller's by the rules of a row (DWARF 5, 6.4.4). */
public final class Unwinder {
  private final Architecture architecture;

  public Unwinder(Architecture architecture) {
    this.architecture = architecture;
  }

  /**
   * The registers of a frame, as far as they are known.
   *
   * @param frameAddress what the stack pointer was before the call of the frame below
   */
  public record Frame(Map<Integer, Long> registers, long frameAddress) {
    public Frame {
      registers = Map.copyOf(registers);
    }
  }

  /**
   * The caller's registers; its program counter is the return address's column. Empty if there is
   * no caller.
   *
   * @param machine memory, and the registers of the frame
   */
  public Optional<Frame> caller(FrameRow row, Machine machine)
      throws MalformedObjectException, EvaluationException {
    long frameAddress = frameAddress(row.frameAddress(), machine);
    Map<Integer, Long> registers = new HashMap<>();
    for (int number = 0; number < architecture.registers().size(); number++) {
      RegisterRule rule = row.rules().get(number);
      if (rule == null) {
        rule = convention(number);
      }
      OptionalLong value = value(rule, number, frameAddress, machine);
      if (value.isPresent()) {
        registers.put(number, value.getAsLong());
      }
    }
    return registers.containsKey(architecture.returnAddress())
        ? Optional.of(new Frame(registers, frameAddress))
        : Optional.empty();
  }

  /** The stack pointer was the frame address; what no rule is about was not touched. */
  private RegisterRule convention(int number) {
    if (number == architecture.stackPointer()) {
      return new RegisterRule.ValueOffset(0);
    }
    return number == architecture.returnAddress()
        ? new RegisterRule.Undefined()
        : new RegisterRule.SameValue();
  }

  private static long frameAddress(FrameAddress rule, Machine machine)
      throws MalformedObjectException, EvaluationException {
    if (rule instanceof FrameAddress.RegisterOffset simple) {
      OptionalLong base = machine.register(simple.register());
      if (base.isEmpty()) {
        throw new EvaluationException("register " + simple.register() + " is not known");
      }
      return base.getAsLong() + simple.offset();
    }
    return Evaluator.value(((FrameAddress.Expression) rule).code(), machine);
  }

  private OptionalLong value(RegisterRule rule, int number, long frameAddress, Machine machine)
      throws MalformedObjectException, EvaluationException {
    if (rule instanceof RegisterRule.SameValue) {
      return machine.register(number);
    }
    if (rule instanceof RegisterRule.Register other) {
      return machine.register(other.number());
    }
    if (rule instanceof RegisterRule.ValueOffset distance) {
      return OptionalLong.of(frameAddress + distance.offset());
    }
    if (rule instanceof RegisterRule.Offset distance) {
      return machine.memory(frameAddress + distance.offset(), architecture.addressSize());
    }
    if (rule instanceof RegisterRule.ValueExpression expression) {
      return OptionalLong.of(evaluate(expression.code(), frameAddress, machine));
    }
    if (rule instanceof RegisterRule.Expression expression) {
      long address = evaluate(expression.code(), frameAddress, machine);
      return machine.memory(address, architecture.addressSize());
    }
    return OptionalLong.empty();
  }

  private static long evaluate(Bytes code, long frameAddress, Machine machine)
      throws MalformedObjectException, EvaluationException {
    return Evaluator.value(code, machine, frameAddress);
  }
}
