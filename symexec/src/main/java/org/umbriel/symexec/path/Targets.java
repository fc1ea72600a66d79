package org.umbriel.symexec.path;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.objectweb.asm.Opcodes;
import org.umbriel.metadata.classfile.ClassUnit;
import org.umbriel.metadata.classfile.Instruction;
import org.umbriel.metadata.classfile.MethodCode;
import org.umbriel.metadata.classfile.MethodReference;
import org.umbriel.metadata.classfile.Opcode;
import org.umbriel.metadata.classfile.Program;
import org.umbriel.metadata.site.Assumption;
import org.umbriel.symexec.term.Term;

/** Finds the one method that a call can only invoke (JVMS 5.4.6). */
final class Targets {

  /**
   * A method and what the choice relies on.
   *
   * @param assumptions the code of the classes that were looked at, but for the checked class's own
   */
  record Target(MethodCode method, Set<Assumption> assumptions) {}

  private final Execution execution;
  private final Program program;

  Targets(Execution execution) {
    this.execution = execution;
    this.program = execution.world().program();
  }

  /** The target, unless another class could override it or it is not known. */
  Optional<Target> of(Instruction.Invoke call, Optional<Term> receiver) {
    Optional<MethodCode> declared = program.resolve(call.method());
    if (declared.isEmpty() || declared.get().isStatic() != call.isStatic()) {
      return Optional.empty();
    }
    boolean isFixed =
        call.isStatic()
            || call.opcode() == Opcode.INVOKESPECIAL
            || cannotBeOverridden(declared.get());
    if (isFixed) {
      return declared.map(method -> target(call.method().owner(), method));
    }
    return receiver
        .flatMap(execution.types()::exactType)
        .flatMap(type -> select(type, declared.get()));
  }

  private boolean cannotBeOverridden(MethodCode method) {
    return method.isPrivate()
        || method.isFinal()
        || program.header(method.owner()).filter(header -> header.isFinal()).isPresent();
  }

  /** The method that an object of a class runs. */
  private Optional<Target> select(String type, MethodCode declared) {
    if (type.startsWith("[")) {
      return Optional.empty();
    }
    return program
        .resolve(new MethodReference(type, declared.name(), declared.descriptor()))
        .filter(method -> !method.isStatic() && !method.isPrivate() && !method.isAbstract())
        .filter(method -> isVisibleAlike(declared) || method.equals(declared))
        .map(method -> target(type, method));
  }

  /**
   * Package-private methods are overridden within their package only; that is not looked at here.
   */
  private static boolean isVisibleAlike(MethodCode declared) {
    return (declared.access() & (Opcodes.ACC_PUBLIC | Opcodes.ACC_PROTECTED)) != 0;
  }

  private Target target(String from, MethodCode method) {
    Set<Assumption> assumptions = new HashSet<>();
    Optional<ClassUnit> at = program.find(from);
    while (at.isPresent() && !at.get().name().equals(method.owner())) {
      addIdentity(at.get(), assumptions);
      at = at.get().superName().flatMap(program::find);
    }
    program.find(method.owner()).ifPresent(unit -> addIdentity(unit, assumptions));
    return new Target(method, assumptions);
  }

  private void addIdentity(ClassUnit unit, Set<Assumption> assumptions) {
    if (!unit.name().equals(execution.root().owner())) {
      assumptions.add(execution.world().identity().of(unit));
    }
  }
}
