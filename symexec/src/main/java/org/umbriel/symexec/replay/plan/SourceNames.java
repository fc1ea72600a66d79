package org.umbriel.symexec.replay.plan;

import java.util.Optional;
import javax.lang.model.SourceVersion;
import org.objectweb.asm.Opcodes;
import org.umbriel.metadata.classfile.ClassUnit;
import org.umbriel.metadata.classfile.InnerClass;
import org.umbriel.metadata.classfile.JavaNames;
import org.umbriel.metadata.classfile.MethodReference;
import org.umbriel.metadata.classfile.Program;

/** Canonical names of classes (JLS 6.7): {@code a.b.Outer.Inner}. */
final class SourceNames {
  private final Program program;

  SourceNames(Program program) {
    this.program = program;
  }

  /** The canonical name; empty for a local or anonymous class, or a name that is none in Java. */
  Optional<String> ofClass(String internalName) {
    Optional<ClassUnit> unit = program.find(internalName);
    Optional<InnerClass> row = unit.flatMap(SourceNames::ownRow);
    Optional<String> name;
    if (row.isEmpty()) {
      name = Optional.of(internalName.replace('/', '.'));
    } else if (row.get().outerName().isPresent() && row.get().innerName().isPresent()) {
      String inner = row.get().innerName().get();
      name = ofClass(row.get().outerName().get()).map(outer -> outer + "." + inner);
    } else {
      name = Optional.empty();
    }
    return name.filter(SourceVersion::isName);
  }

  /** The canonical name of a type, given by descriptor. */
  Optional<String> ofType(String descriptor) {
    return switch (descriptor.charAt(0)) {
      case '[' -> ofType(descriptor.substring(1)).map(element -> element + "[]");
      case 'L' -> ofClass(Program.internalName(descriptor));
      default -> Optional.of(JavaNames.ofDescriptor(descriptor));
    };
  }

  /** The row that a nested class has about itself (JVMS 4.7.6). */
  static Optional<InnerClass> ownRow(ClassUnit unit) {
    return unit.innerClasses().stream().filter(r -> r.name().equals(unit.name())).findFirst();
  }

  /** Whether a method is a constructor whose first parameter is the outer object (JLS 8.8.9). */
  static boolean hasOuterObject(MethodReference method, ClassUnit owner) {
    return method.isConstructor()
        && ownRow(owner)
            .filter(row -> (row.access() & (Opcodes.ACC_STATIC | Opcodes.ACC_INTERFACE)) == 0)
            .flatMap(InnerClass::outerName)
            .filter(outer -> method.descriptor().startsWith("(L" + outer + ";"))
            .isPresent();
  }
}
