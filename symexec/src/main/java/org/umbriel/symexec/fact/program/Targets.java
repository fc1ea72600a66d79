package org.umbriel.symexec.fact.program;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.umbriel.metadata.classfile.ClassUnit;
import org.umbriel.metadata.classfile.FieldReference;
import org.umbriel.metadata.classfile.FieldUnit;
import org.umbriel.metadata.classfile.Instruction;
import org.umbriel.metadata.classfile.MethodCode;
import org.umbriel.metadata.classfile.MethodReference;
import org.umbriel.metadata.classfile.Opcode;
import org.umbriel.metadata.classfile.Program;
import org.umbriel.symexec.fact.domain.Support;
import org.umbriel.symexec.fact.state.ReferenceFact;
import org.umbriel.symexec.fact.state.ReferenceFact.TypeBound;

/** Which method a call runs, where that is certain. Lookups are kept. */
final class Targets {
  private final Program program;
  private final Premises premises;
  private final Map<MethodReference, Optional<MethodCode>> methods = new HashMap<>();
  private final Map<FieldReference, Optional<FieldUnit>> fields = new HashMap<>();

  /**
   * The method that a call runs.
   *
   * @param support what that rests on, the callee's own code apart
   */
  record Target(MethodCode method, Support support) {}

  Targets(Program program, Premises premises) {
    this.program = program;
    this.premises = premises;
  }

  Optional<FieldUnit> resolve(FieldReference reference) {
    return fields.computeIfAbsent(reference, program::resolve);
  }

  /** The declaration that a reference names, whatever overrides it. */
  Optional<MethodCode> resolve(MethodReference reference) {
    return methods.computeIfAbsent(reference, program::resolve);
  }

  /**
   * The method that a call certainly runs.
   *
   * @param receiver what is known of the object, for an instance method
   */
  Optional<Target> certain(MethodCode caller, Instruction.Invoke call, ReferenceFact receiver) {
    MethodReference reference = call.method();
    if (call.opcode() == Opcode.INVOKESTATIC) {
      return resolve(reference).filter(MethodCode::isStatic).map(m -> target(reference, m));
    }
    if (call.opcode() == Opcode.INVOKESPECIAL) {
      return special(caller, call).filter(m -> !m.isAbstract()).map(m -> target(reference, m));
    }
    Optional<MethodCode> declared = resolve(reference).filter(m -> !m.isStatic());
    if (declared.map(MethodCode::isPrivate).orElse(false)) {
      return declared.map(m -> target(reference, m)); // JVMS 5.4.6: nothing overrides it
    }
    TypeBound type = receiver.type();
    if (type.exact() && !type.name().startsWith("[")) {
      return resolve(new MethodReference(type.name(), reference.name(), reference.descriptor()))
          .filter(m -> !m.isAbstract() && !m.isStatic() && !m.isPrivate())
          .map(m -> new Target(m, type.support().union(code(type.name()))));
    }
    return declared
        .filter(m -> !m.isAbstract() && isClosed(reference, m))
        .map(m -> target(reference, m));
  }

  private Optional<MethodCode> special(MethodCode caller, Instruction.Invoke call) {
    MethodReference reference = call.method();
    boolean isSuper =
        !call.isInterface()
            && !reference.isConstructor()
            && !reference.owner().equals(caller.owner());
    if (!isSuper) {
      return resolve(reference);
    }
    Optional<String> superName = program.find(caller.owner()).flatMap(ClassUnit::superName);
    return superName.flatMap(
        s -> resolve(new MethodReference(s, reference.name(), reference.descriptor())));
  }

  private boolean isClosed(MethodReference reference, MethodCode method) {
    return method.isFinal() || isFinalClass(reference.owner()) || isFinalClass(method.owner());
  }

  private boolean isFinalClass(String name) {
    return program.header(name).map(h -> h.isFinal()).orElse(false);
  }

  private Target target(MethodReference reference, MethodCode method) {
    Support support =
        reference.owner().equals(method.owner()) ? Support.NONE : code(reference.owner());
    return new Target(method, support);
  }

  /** That a class is the one that was read. */
  Support code(String className) {
    return className.startsWith("[") ? Support.NONE : premises.of(new Premise.Code(className));
  }
}
