package org.umbriel.symexec.explore.library;

import org.jspecify.annotations.Nullable;
import org.umbriel.symexec.explore.machine.Abandoned;
import org.umbriel.symexec.explore.machine.Call;
import org.umbriel.symexec.explore.machine.Frame;
import org.umbriel.symexec.explore.machine.Intrinsic;
import org.umbriel.symexec.explore.machine.Routine;
import org.umbriel.symexec.explore.machine.Thrown;

/** Executes a library method on the host, by a Java model, or by its own code: what can be. */
final class Substitute implements Intrinsic {
  private final HostCalls host;
  private final boolean isPure;
  private final boolean needsModel;

  /** Whether the model has been looked for. */
  private boolean resolved;

  private @Nullable Routine model;

  Substitute(HostCalls host, boolean isPure, boolean needsModel) {
    this.host = host;
    this.isPure = isPure;
    this.needsModel = needsModel;
  }

  @Override
  public void execute(Call call) throws Thrown {
    if (isPure && host.attempt(call)) {
      return;
    }
    Routine routine = call.routine();
    if (!resolved) {
      model = JavaModels.find(call.machine().classes(), routine);
      resolved = true;
    }
    if (model != null) {
      if (!routine.isStatic()) {
        call.object(0);
      }
      if (call.machine().isReady(model.owner())) {
        call.forward(model);
      }
      return;
    }
    if (needsModel) {
      throw Abandoned.unsupported("no model of " + routine);
    }
    if (routine.isStatic() && !call.machine().isReady(routine.owner())) {
      return;
    }
    Frame caller = call.caller();
    call.machine().enterWithArguments(caller, routine);
  }
}
