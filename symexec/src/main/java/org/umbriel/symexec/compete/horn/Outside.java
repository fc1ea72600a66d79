package org.umbriel.symexec.compete.horn;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.umbriel.metadata.classfile.ClassUnit;
import org.umbriel.metadata.classfile.FieldUnit;
import org.umbriel.metadata.classfile.Instruction;
import org.umbriel.metadata.classfile.MethodCode;
import org.umbriel.metadata.classfile.MethodReference;
import org.umbriel.metadata.classfile.Program;

/**
 * What the library can do to a program: nothing, since nothing of the program can be called back.
 * Programs of which that does not hold are not covered.
 */
final class Outside {
  static final String VERIFIER = "org/sosy_lab/sv_benchmarks/Verifier";

  private static final String OBJECT = "java/lang/Object";
  private static final String STATUS = "desiredAssertionStatus";
  private static final Set<String> CALLED_BY_ALL =
      Set.of("toString", "equals", "hashCode", "finalize", "clone");
  private static final List<String> REFLECTIVE =
      List.of("java/lang/reflect/", "java/lang/invoke/", "java/lang/Thread", "java/lang/Class");

  private static final Set<String> PRINTED =
      Set.of("()V", "(Ljava/lang/String;)V", "(Z)V", "(C)V", "(I)V", "(J)V", "(F)V", "(D)V");

  private static final Set<Character> APPENDED = Set.of('Z', 'C', 'I', 'J', 'F', 'D');

  private Outside() {}

  /** The classes whose code is the program's. */
  static List<ClassUnit> classes(Program program) {
    return program.units().stream().filter(unit -> !unit.name().equals(VERIFIER)).toList();
  }

  /** Fails if the library may call a method of the program. */
  static void requireNoCallback(Program program) {
    for (ClassUnit unit : classes(program)) {
      boolean isThrowable =
          program.subtyping(unit.name(), "java/lang/Throwable") == Program.Subtyping.YES;
      for (String type : unit.interfaces()) {
        require(program.contains(type), "an interface of the library", type);
      }
      String parent = unit.superName().orElse(OBJECT);
      require(
          parent.equals(OBJECT) || program.contains(parent) || isThrowable,
          "a subclass of a library class",
          unit.name());
      for (MethodCode method : unit.methods()) {
        boolean isOverridable = !method.isStatic() && !method.isPrivate() && !isInitializer(method);
        require(
            !isOverridable || !(isThrowable || CALLED_BY_ALL.contains(method.name())),
            "a method that the library may call",
            method.toString());
        require(!method.isNative(), "a native method", method.toString());
      }
    }
  }

  private static boolean isInitializer(MethodCode method) {
    return method.reference().isConstructor() || method.isClassInitializer();
  }

  private static void require(boolean holds, String what, String where) {
    if (!holds) {
      throw new NotCoveredException(what + ": " + where);
    }
  }

  /** Fails if a class's initialiser does more than ask whether assertions are enabled. */
  static void requireNoInitialiser(Program program, ClassUnit unit) {
    for (MethodCode method : unit.methods()) {
      if (method.isClassInitializer()) {
        for (Instruction instruction : method.instructions()) {
          require(isOfAssertions(program, instruction), "a class initialiser", unit.name());
        }
      }
    }
  }

  /** What {@code javac} writes for a class that has assertions. */
  private static boolean isOfAssertions(Program program, Instruction instruction) {
    if (instruction instanceof Instruction.FieldAccess access) {
      return isAssertionFlag(program.resolve(access.field()));
    } else if (instruction instanceof Instruction.Invoke call) {
      return call.method().name().equals(STATUS);
    }
    return instruction instanceof Instruction.PushConstant
        || instruction instanceof Instruction.Branch
        || instruction instanceof Instruction.Jump
        || instruction instanceof Instruction.Return;
  }

  /** The field behind {@code assert}: false, as it is before anything sets it, too. */
  static boolean isAssertionFlag(Optional<FieldUnit> field) {
    return field
        .filter(f -> f.isSynthetic() && f.isStatic() && f.name().equals("$assertionsDisabled"))
        .isPresent();
  }

  /** Fails for calls that reach code by name. */
  static void requireCovered(MethodReference library) {
    boolean isReflective = REFLECTIVE.stream().anyMatch(library.owner()::startsWith);
    require(!isReflective || library.name().equals(STATUS), "a call of the library", "" + library);
  }

  /** Whether a call with a receiver that is not null throws nothing. */
  static boolean throwsNothing(MethodReference library) {
    return switch (library.owner()) {
      case VERIFIER, OBJECT, "java/lang/Throwable", "java/lang/Exception" -> true;
      case "java/lang/RuntimeException", "java/lang/Error", "java/lang/AssertionError" -> true;
      case "java/io/PrintStream" -> PRINTED.contains(library.descriptor());
      case "java/lang/StringBuilder" ->
          library.name().equals("toString")
              || library.descriptor().equals("()V")
              || (library.name().equals("append")
                  && APPENDED.contains(library.descriptor().charAt(1)));
      default -> false;
    };
  }
}
