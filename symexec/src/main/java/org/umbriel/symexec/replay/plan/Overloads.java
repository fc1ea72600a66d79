package org.umbriel.symexec.replay.plan;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.objectweb.asm.Opcodes;
import org.umbriel.metadata.classfile.ClassUnit;
import org.umbriel.metadata.classfile.MethodCode;
import org.umbriel.metadata.classfile.MethodDescriptor;
import org.umbriel.metadata.classfile.MethodReference;
import org.umbriel.metadata.classfile.Program;

/** Which other methods a compiler would consider for a call (JLS 15.12.2.1). */
final class Overloads {
  private final Program program;

  Overloads(Program program) {
    this.program = program;
  }

  /**
   * Whether another method of the name might take as many arguments.
   *
   * @param type internal name of the class that the compiler looks in
   */
  boolean competeWith(MethodReference method, String type) {
    List<String> parameters = parametersOf(method);
    Deque<String> open = new ArrayDeque<>(List.of(type, "java/lang/Object"));
    Set<String> seen = new HashSet<>();
    while (!open.isEmpty()) {
      Optional<ClassUnit> unit = Optional.of(open.pop()).filter(seen::add).flatMap(program::find);
      if (unit.isPresent()) {
        for (MethodCode other : unit.get().methods()) {
          if (other.name().equals(method.name())
              && !other.isSynthetic()
              && !other.type().parameters().equals(parameters)
              && mayTake(other, parameters.size())) {
            return true;
          }
        }
        if (!method.isConstructor()) {
          unit.get().superName().ifPresent(open::push);
          unit.get().interfaces().forEach(open::push);
        }
      }
      if (method.isConstructor()) {
        return false;
      }
    }
    return false;
  }

  private static List<String> parametersOf(MethodReference method) {
    return MethodDescriptor.parse(method.descriptor()).parameters();
  }

  private static boolean mayTake(MethodCode method, int arguments) {
    int parameters = method.type().parameters().size();
    boolean varargs = (method.access() & Opcodes.ACC_VARARGS) != 0;
    return parameters == arguments || (varargs && arguments >= parameters - 1);
  }
}
