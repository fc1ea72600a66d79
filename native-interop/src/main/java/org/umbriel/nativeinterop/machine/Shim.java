package org.umbriel.nativeinterop.machine;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.umbriel.metadata.dwarf.frame.FrameAddress;
import org.umbriel.metadata.dwarf.frame.FrameRow;
import org.umbriel.metadata.dwarf.frame.RegisterRule;

/**
 * A function in machine code.
 *
 * @param name of its symbol
 * @param code that runs wherever it lies
 * @param frames how it is unwound, from each step of its prologue on
 */
public record Shim(String name, byte[] code, List<Step> frames) {
  private static final int RBP = 6;
  private static final int RSP = 7;
  private static final int RETURN_ADDRESS = 16;

  public Shim {
    code = code.clone();
    frames = List.copyOf(frames);
  }

  /** From an offset in the code on, how far above which register the caller's frame begins. */
  public record Step(int at, boolean isByFramePointer, int distance, boolean isFramePointerSaved) {}

  /** A function that jumps away before it makes a frame. */
  static Shim frameless(String name, byte[] code) {
    return new Shim(name, code, List.of(new Step(0, false, 8, false)));
  }

  /**
   * Ends a function that has begun with {@code push rbp; mov rbp, rsp; push rbx}.
   *
   * @param afterPush offset in the code behind the first of these
   * @param afterMove behind the second
   */
  static Shim framed(String name, Assembler code, int afterPush, int afterMove) {
    code.address(Register.RSP, Register.RBP, -8).pop(Register.RBX).pop(Register.RBP);
    final int afterPop = code.size();
    code.ret();
    List<Step> steps =
        List.of(
            new Step(0, false, 8, false),
            new Step(afterPush, false, 16, true),
            new Step(afterMove, true, 16, true),
            new Step(afterPop, false, 8, false));
    return new Shim(name, code.toArray(), steps);
  }

  List<FrameRow> rows(long start) {
    return frames.stream().map(step -> row(start, step)).toList();
  }

  private static FrameRow row(long start, Step step) {
    Map<Integer, RegisterRule> rules = new TreeMap<>();
    rules.put(RETURN_ADDRESS, new RegisterRule.Offset(-8));
    if (step.isFramePointerSaved()) {
      rules.put(RBP, new RegisterRule.Offset(-16));
    }
    int register = step.isByFramePointer() ? RBP : RSP;
    FrameAddress caller = new FrameAddress.RegisterOffset(register, step.distance());
    return new FrameRow(start + step.at(), caller, new TreeMap<>(rules));
  }
}
