package org.umbriel.symexec.explore.step;

import org.jspecify.annotations.Nullable;
import org.umbriel.metadata.classfile.Instruction;
import org.umbriel.metadata.classfile.MethodReference;
import org.umbriel.metadata.classfile.Opcode;
import org.umbriel.symexec.explore.machine.Either;
import org.umbriel.symexec.explore.machine.Frame;
import org.umbriel.symexec.explore.machine.HeapObject;
import org.umbriel.symexec.explore.machine.LoadedClass;
import org.umbriel.symexec.explore.machine.Machine;
import org.umbriel.symexec.explore.machine.Operation;
import org.umbriel.symexec.explore.machine.Routine;
import org.umbriel.symexec.explore.machine.Thrown;

/** Calls and returns. */
final class Calls {
  private Calls() {}

  /** {@code ..., value -> [empty]}. */
  static Operation leave(Opcode opcode) {
    int slots =
        switch (opcode) {
          case RETURN -> 0;
          case LRETURN, DRETURN -> 2;
          default -> 1;
        };
    return (machine, frame) -> machine.leave(slots);
  }

  static Operation invoke(Instruction.Invoke instruction, LoadedClass caller) {
    return switch (instruction.opcode()) {
      case INVOKESTATIC -> new StaticCall(instruction.method());
      case INVOKESPECIAL -> new SpecialCall(instruction.method(), caller);
      default -> new VirtualCall(instruction.method());
    };
  }

  private static Routine resolved(Machine machine, MethodReference method) throws Thrown {
    String owner = method.owner().startsWith("[") ? "java/lang/Object" : method.owner();
    Routine found = machine.classes().load(owner).select(method.name(), method.descriptor());
    if (found == null) {
      throw machine.raise("java/lang/NoSuchMethodError", method.toString());
    }
    return found;
  }

  /** Calls a method that all objects have which the receiver may be. */
  private static void invokeOnChoice(
      Machine machine, Frame frame, Routine routine, @Nullable Object receiver) throws Thrown {
    if (machine.decide(Either.is(machine.terms(), receiver, null))) {
      throw machine.raise("java/lang/NullPointerException", null);
    }
    machine.invoke(frame, routine);
  }

  /** {@code ..., arguments -> ..., [result]}. */
  private static final class StaticCall implements Operation {
    private final MethodReference method;
    private @Nullable Routine target;

    StaticCall(MethodReference method) {
      this.method = method;
    }

    @Override
    public void execute(Machine machine, Frame frame) throws Thrown {
      Routine routine = target;
      if (routine == null) {
        routine = resolved(machine, method);
        target = routine;
      }
      if (routine.intrinsic() != null || machine.isReady(routine.owner())) {
        machine.invoke(frame, routine);
      }
    }
  }

  /** {@code ..., receiver, arguments -> ..., [result]}. */
  private static final class SpecialCall implements Operation {
    private final MethodReference method;
    private final LoadedClass caller;
    private @Nullable Routine target;

    SpecialCall(MethodReference method, LoadedClass caller) {
      this.method = method;
      this.caller = caller;
    }

    @Override
    public void execute(Machine machine, Frame frame) throws Thrown {
      Routine routine = target;
      if (routine == null) {
        routine = find(machine);
        target = routine;
      }
      Object receiver = frame.cell(frame.top() - routine.argumentSlots());
      if (receiver instanceof Either) {
        invokeOnChoice(machine, frame, routine, receiver);
        return;
      }
      if (receiver == null) {
        throw machine.raise("java/lang/NullPointerException", null);
      }
      machine.invoke(frame, routine);
    }

    /** JVMS 6.5.invokespecial: a call through {@code super} starts above the caller. */
    private Routine find(Machine machine) throws Thrown {
      Routine resolved = resolved(machine, method);
      LoadedClass superclass = caller.superclass();
      boolean isSuperCall =
          !method.isConstructor()
              && !resolved.owner().isInterface()
              && resolved.owner() != caller
              && caller.isSubtypeOf(resolved.owner());
      Routine selected =
          superclass != null && isSuperCall
              ? superclass.select(method.name(), method.descriptor())
              : resolved;
      return selected == null ? resolved : selected;
    }
  }

  /** The same for {@code invokevirtual} and {@code invokeinterface}. */
  private static final class VirtualCall implements Operation {
    private final MethodReference method;
    private @Nullable Routine declared;
    private @Nullable LoadedClass lastType;
    private @Nullable Routine lastTarget;

    VirtualCall(MethodReference method) {
      this.method = method;
    }

    @Override
    public void execute(Machine machine, Frame frame) throws Thrown {
      Routine routine = declared;
      if (routine == null) {
        routine = resolved(machine, method);
        declared = routine;
      }
      Object cell = frame.cell(frame.top() - routine.argumentSlots());
      if (cell instanceof Either) {
        callOnChoice(machine, frame, routine, cell);
        return;
      }
      if (!(cell instanceof HeapObject receiver)) {
        throw machine.raise("java/lang/NullPointerException", null);
      }
      Routine target = lastTarget;
      if (target == null || lastType != receiver.type()) {
        target = select(machine, routine, receiver.type());
        lastType = receiver.type();
        lastTarget = target;
      }
      machine.invoke(frame, target);
    }

    private static void callOnChoice(
        Machine machine, Frame frame, Routine routine, @Nullable Object receiver) throws Thrown {
      Routine common = null;
      for (HeapObject object : Either.objects(receiver)) {
        boolean isOne = object.type().isSubtypeOf(routine.owner());
        Routine target = isOne ? select(machine, routine, object.type()) : null;
        if (target == null || (common != null && common != target)) {
          callOn(machine, frame, routine, machine.resolve(receiver));
          return;
        }
        common = target;
      }
      invokeOnChoice(machine, frame, common == null ? routine : common, receiver);
    }

    private static void callOn(
        Machine machine, Frame frame, Routine routine, @Nullable HeapObject receiver)
        throws Thrown {
      if (receiver == null) {
        throw machine.raise("java/lang/NullPointerException", null);
      }
      Routine target = select(machine, routine, receiver.type());
      if (target.intrinsic() != null) {
        machine.invoke(frame, target);
      } else {
        machine.enterOn(frame, target, receiver);
      }
    }

    private static Routine select(Machine machine, Routine routine, LoadedClass type)
        throws Thrown {
      if (routine.code().isPrivate()) {
        return routine;
      }
      Routine found = type.select(routine.code().name(), routine.code().descriptor());
      if (found == null || found.isAbstract()) {
        throw machine.raise("java/lang/AbstractMethodError", routine.toString());
      }
      return found;
    }
  }
}
