package org.umbriel.symexec.path;

import java.util.Optional;
import org.umbriel.metadata.classfile.ClassUnit;
import org.umbriel.metadata.classfile.Program;
import org.umbriel.symexec.path.state.State;

/**
 * Class initialisation (JVMS 5.5): the first use of a class may run its static initialiser, which
 * is code like any other. The initialisers of classes outside the program are taken not to reach
 * its objects, which did not exist for them.
 */
final class Initialisation {
  private final Execution execution;
  private final Frame frame;

  Initialisation(Execution execution, Frame frame) {
    this.execution = execution;
    this.frame = frame;
  }

  /** The state behind the first use of a class. */
  State of(String className, State state) {
    Program program = execution.world().program();
    if (state.initialised().contains(className) || isInitialisedAlready(className, program)) {
      return state;
    }
    State after = state.initialise(className);
    Optional<ClassUnit> unit =
        program.contains(className) ? program.find(className) : Optional.empty();
    for (;
        unit.isPresent();
        unit = unit.get().superName().filter(program::contains).flatMap(program::find)) {
      if (unit.get().methods().stream().anyMatch(method -> method.isClassInitializer())) {
        return after.afterUnknownCode(execution.unknowns()).approximated(execution.factory());
      }
    }
    return after;
  }

  /**
   * The classes whose methods are being executed, and their superclasses, but not the interfaces,
   * are initialised.
   */
  private boolean isInitialisedAlready(String className, Program program) {
    for (Frame at = frame; at != null; at = at.caller()) {
      String owner = at.method().owner();
      boolean isSuperclass =
          program.subtyping(owner, className) == Program.Subtyping.YES
              && program.header(className).filter(header -> !header.isInterface()).isPresent();
      if (owner.equals(className) || isSuperclass) {
        return true;
      }
    }
    return false;
  }
}
