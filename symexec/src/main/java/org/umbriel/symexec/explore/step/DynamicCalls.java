package org.umbriel.symexec.explore.step;

import org.jspecify.annotations.Nullable;
import org.umbriel.metadata.classfile.Instruction;
import org.umbriel.symexec.explore.machine.Abandoned;
import org.umbriel.symexec.explore.machine.Frame;
import org.umbriel.symexec.explore.machine.LoadedClass;
import org.umbriel.symexec.explore.machine.Machine;
import org.umbriel.symexec.explore.machine.Operation;
import org.umbriel.symexec.explore.machine.Routine;
import org.umbriel.symexec.explore.machine.Thrown;

/**
 * {@code ..., arguments -> ..., [result]}: the call site's bootstrap method is not run; what it
 * would link is generated as a static method of a class of its own ({@link CallSites}) and called.
 */
final class DynamicCalls implements Operation {
  private final Instruction.InvokeDynamic instruction;
  private final LoadedClass caller;
  private @Nullable Routine target;

  DynamicCalls(Instruction.InvokeDynamic instruction, LoadedClass caller) {
    this.instruction = instruction;
    this.caller = caller;
  }

  @Override
  public void execute(Machine machine, Frame frame) throws Thrown {
    Routine routine = target;
    if (routine == null) {
      LoadedClass linked = CallSites.link(machine.classes(), instruction, caller);
      routine = linked.declared(CallSites.METHOD, instruction.descriptor());
      if (routine == null) {
        throw Abandoned.unsupported("the bootstrap method " + instruction.bootstrap().owner());
      }
      target = routine;
    }
    machine.invoke(frame, routine);
  }
}
