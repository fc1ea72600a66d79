package org.umbriel.symexec.replay;

import java.util.List;
import java.util.Optional;
import org.umbriel.metadata.classfile.Instruction;
import org.umbriel.metadata.classfile.LocalVariable;
import org.umbriel.metadata.classfile.MethodCode;
import org.umbriel.metadata.classfile.MethodReference;

/**
 * That a method is called with null for a parameter that must not be null. A stack trace tells so
 * where the method dereferences the parameter itself (the message of the JVM's exception names it,
 * JEP 358), or hands it to {@code Objects.requireNonNull}.
 *
 * @param callee as the call names it; what runs may override it
 * @param parameter index in the descriptor
 */
public record BrokenContract(MethodReference callee, int parameter) {
  private static final int UNTOLD = -1;

  /** How many frames stand above the caller's; -1 if the exception has another cause. */
  int framesAbove(Outcome.Threw threw) {
    List<Frame> frames = threw.frames();
    Optional<MethodCode> top = frames.get(0).method().filter(this::isCallee);
    if (top.isPresent()) {
      return isNamed(threw.message(), top.get()) ? 1 : UNTOLD;
    }
    boolean isRequired =
        frames.get(0).className().equals("java/util/Objects")
            && frames.get(0).methodName().equals("requireNonNull")
            && frames.size() > 1
            && frames.get(1).method().filter(this::isCallee).isPresent();
    return isRequired && isHandedOn(frames.get(1)) ? 2 : UNTOLD;
  }

  private boolean isCallee(MethodCode method) {
    return method.name().equals(callee.name())
        && method.descriptor().equals(callee.descriptor())
        && method.instructions().stream().noneMatch(i -> isStore(i, slotIn(method)));
  }

  private static boolean isStore(Instruction instruction, int slot) {
    return instruction instanceof Instruction.StoreLocal store && store.slot() == slot;
  }

  private int slotIn(MethodCode method) {
    return method.type().slotOf(parameter, method.isStatic());
  }

  private boolean isNamed(String message, MethodCode method) {
    Optional<String> name = method.localVariable(slotIn(method), 0).map(LocalVariable::name);
    return message.endsWith("because \"<parameter" + (parameter + 1) + ">\" is null")
        || (name.isPresent() && message.endsWith("because \"" + name.get() + "\" is null"));
  }

  /** {@code requireNonNull(parameter)}, or the same with a constant message. */
  private boolean isHandedOn(Frame frame) {
    MethodCode method = frame.method().orElseThrow();
    int at = frame.instruction() - 1;
    if (at > 0 && method.instruction(at) instanceof Instruction.PushConstant) {
      at--;
    }
    return at >= 0
        && method.instruction(at) instanceof Instruction.LoadLocal load
        && load.slot() == slotIn(method);
  }
}
