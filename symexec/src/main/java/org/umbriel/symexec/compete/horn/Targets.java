package org.umbriel.symexec.compete.horn;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.umbriel.metadata.classfile.ClassUnit;
import org.umbriel.metadata.classfile.Instruction;
import org.umbriel.metadata.classfile.MethodCode;
import org.umbriel.metadata.classfile.MethodReference;
import org.umbriel.metadata.classfile.Opcode;
import org.umbriel.metadata.classfile.Program;

/** The methods of the program that a call may run; none if it runs the library's. */
final class Targets {
  private Targets() {}

  static List<MethodCode> of(Program program, Instruction.Invoke call) {
    MethodReference reference = call.method();
    if (!program.contains(reference.owner()) || reference.owner().equals(Outside.VERIFIER)) {
      return List.of();
    }
    Set<MethodCode> targets = new LinkedHashSet<>();
    resolve(program, reference).ifPresent(targets::add);
    if (call.opcode() == Opcode.INVOKEVIRTUAL || call.opcode() == Opcode.INVOKEINTERFACE) {
      for (ClassUnit unit : Outside.classes(program)) {
        if (program.subtyping(unit.name(), reference.owner()) != Program.Subtyping.NO) {
          resolve(
                  program,
                  new MethodReference(unit.name(), reference.name(), reference.descriptor()))
              .ifPresent(targets::add);
        }
      }
    }
    targets.removeIf(target -> target.isAbstract() || !program.contains(target.owner()));
    if (targets.isEmpty() && !resolve(program, reference).isPresent()) {
      throw new NotCoveredException("no such method: " + reference);
    }
    return new ArrayList<>(targets);
  }

  private static Optional<MethodCode> resolve(Program program, MethodReference reference) {
    return program.resolve(reference);
  }
}
