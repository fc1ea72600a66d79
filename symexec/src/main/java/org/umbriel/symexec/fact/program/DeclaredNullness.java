package org.umbriel.symexec.fact.program;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.umbriel.metadata.classfile.AnnotationUse;
import org.umbriel.metadata.classfile.ClassUnit;
import org.umbriel.metadata.classfile.MethodCode;
import org.umbriel.metadata.classfile.MethodDescriptor;
import org.umbriel.metadata.classfile.Program;
import org.umbriel.symexec.fact.generic.GenericType;
import org.umbriel.symexec.fact.generic.GenericTypes;

/**
 * What annotations say of parameters, by the names that JSpecify, JetBrains, the Checker Framework,
 * Spring, JSR 305 and Jakarta use: at the parameter or its type, or for a whole method, class,
 * package or module, as JSpecify's {@code @NullMarked} does. A parameter of a type variable's type
 * is left to the variable, and what compilers add to a constructor to nobody.
 */
final class DeclaredNullness {
  private static final Set<String> NULLABLE =
      Set.of(
          "nullable",
          "checkfornull",
          "nullabledecl",
          "nullabletype",
          "possiblynull",
          "unknownnullness",
          "unknownnullability",
          "polynull",
          "parametricnullness",
          "recentlynullable");
  private static final Set<String> NON_NULL =
      Set.of("nonnull", "notnull", "nonnulldecl", "nonnulltype", "recentlynonnull");
  private static final Set<String> MARKED =
      Set.of("nullmarked", "nonnullapi", "parametersarenonnullbydefault", "nonnullbydefault");
  private static final Set<String> UNMARKED =
      Set.of("nullunmarked", "parametersarenullablebydefault");

  private static final String MODULE = "module-info";

  private final Program program;

  DeclaredNullness(Program program) {
    this.program = program;
  }

  /** Whether a parameter is said to accept null. */
  static boolean isNullable(MethodCode method, int parameter) {
    return has(annotations(method, parameter), NULLABLE);
  }

  /**
   * Whether a parameter is said not to accept null.
   *
   * @param parameter index in the descriptor
   */
  boolean isNonNull(MethodCode method, int parameter) {
    if (has(annotations(method, parameter), NON_NULL)) {
      return true;
    }
    return !isNullable(method, parameter)
        && !method.isSynthetic()
        && !isEquals(method)
        && hasTypeOfItsOwn(method, parameter)
        && isMarked(method);
  }

  private static boolean has(List<AnnotationUse> annotations, Set<String> names) {
    return annotations.stream()
        .anyMatch(a -> names.contains(a.simpleName().toLowerCase(Locale.ROOT)));
  }

  private static List<AnnotationUse> annotations(MethodCode method, int parameter) {
    return parameter < method.parameterAnnotations().size()
        ? method.parameterAnnotations().get(parameter)
        : List.of();
  }

  /** {@code Object.equals} accepts null, whatever stands around it. */
  static boolean isEquals(MethodCode method) {
    return method.name().equals("equals") && method.descriptor().equals("(Ljava/lang/Object;)Z");
  }

  /** Whether the source wrote the parameter's type, and no type variable for it. */
  private boolean hasTypeOfItsOwn(MethodCode method, int parameter) {
    List<String> types = method.type().parameters();
    boolean isLocal =
        program.find(method.owner()).stream()
            .flatMap(u -> u.innerClasses().stream())
            .anyMatch(i -> i.name().equals(method.owner()) && i.outerName().isEmpty());
    if (!MethodDescriptor.isReference(types.get(parameter))
        || (method.isConstructor() && isLocal)) {
      return false;
    }
    return method.signature().isEmpty()
        || GenericTypes.parametersOf(method)
            .filter(p -> p.size() == types.size())
            .filter(p -> !(p.get(parameter) instanceof GenericType.Variable))
            .isPresent();
  }

  /** The nearest of method, classes around it and package that says something decides. */
  private boolean isMarked(MethodCode method) {
    Optional<Boolean> said = said(method.annotations());
    Optional<ClassUnit> at = program.find(method.owner());
    Set<String> seen = new HashSet<>();
    while (said.isEmpty() && at.isPresent() && seen.add(at.get().name())) {
      said = said(at.get().annotations());
      at = outer(at.get());
    }
    int end = method.owner().lastIndexOf('/');
    return said.or(() -> saidBy(method.owner().substring(0, end + 1) + "package-info"))
        .or(() -> program.contains(MODULE) ? saidBy(MODULE) : Optional.empty())
        .orElse(false);
  }

  private Optional<Boolean> saidBy(String name) {
    return program.find(name).flatMap(p -> said(p.annotations()));
  }

  private static Optional<Boolean> said(List<AnnotationUse> annotations) {
    if (has(annotations, UNMARKED)) {
      return Optional.of(false);
    }
    return has(annotations, MARKED) ? Optional.of(true) : Optional.empty();
  }

  private Optional<ClassUnit> outer(ClassUnit unit) {
    return unit.innerClasses().stream()
        .filter(i -> i.name().equals(unit.name()))
        .flatMap(i -> i.outerName().or(unit::nestHost).stream())
        .findFirst()
        .flatMap(program::find);
  }
}
