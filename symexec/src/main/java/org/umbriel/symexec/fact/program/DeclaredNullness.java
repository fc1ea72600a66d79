package org.umbriel.symexec.fact.program;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
 * What annotations say of parameters and results, by the names that JSpecify, JetBrains, the
 * Checker Framework, Spring, JSR 305 and Jakarta use: at the parameter or its type, or for a whole
 * method, class, package or module, as JSpecify's {@code @NullMarked} does, or an annotation that
 * is itself marked with JSR 305's {@code @TypeQualifierDefault}. What has a type variable's type is
 * left to the variable, and what compilers add to a constructor to nobody.
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
  private static final Set<String> MARKED = Set.of("nullmarked", "nonnullapi", "nonnullbydefault");
  private static final Set<String> UNMARKED = Set.of("nullunmarked");
  private static final String QUALIFIER_DEFAULT = "Ljavax/annotation/meta/TypeQualifierDefault;";
  private static final String MODULE = "module-info";

  private final Program program;
  private final Map<String, Set<Place>> defaults = new HashMap<>();

  /** What a default may be said of. */
  private enum Place {
    PARAMETER("parametersarenonnullbydefault", "parametersarenullablebydefault"),
    METHOD("returnvaluesarenonnullbydefault", "returnvaluesarenullablebydefault");

    private final String marked;
    private final String unmarked;

    Place(String marked, String unmarked) {
      this.marked = marked;
      this.unmarked = unmarked;
    }
  }

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
        && isMarked(method, Place.PARAMETER);
  }

  /** Whether a method is said to return null at times. */
  boolean mayReturnNull(MethodCode method) {
    return has(method.annotations(), NULLABLE);
  }

  /** Whether a method is said never to return null. */
  boolean returnsObject(MethodCode method) {
    String result = method.type().returnType();
    if (!MethodDescriptor.isReference(result) || method.isSynthetic()) {
      return false;
    }
    if (has(method.annotations(), NON_NULL)) {
      return true;
    }
    return !mayReturnNull(method)
        && !result.equals("Ljava/lang/Void;")
        && !hasVariableResult(method)
        && isMarked(method, Place.METHOD);
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

  private static boolean hasVariableResult(MethodCode method) {
    return method.signature().isPresent()
        && GenericTypes.resultOf(method)
            .filter(t -> !(t instanceof GenericType.Variable))
            .isEmpty();
  }

  /** The nearest of method, classes around it and package that says something decides. */
  private boolean isMarked(MethodCode method, Place place) {
    Optional<Boolean> said = said(method.annotations(), place);
    Optional<ClassUnit> at = program.find(method.owner());
    Set<String> seen = new HashSet<>();
    while (said.isEmpty() && at.isPresent() && seen.add(at.get().name())) {
      said = said(at.get().annotations(), place);
      at = outer(at.get());
    }
    int end = method.owner().lastIndexOf('/');
    return said.or(() -> saidBy(method.owner().substring(0, end + 1) + "package-info", place))
        .or(() -> program.contains(MODULE) ? saidBy(MODULE, place) : Optional.empty())
        .orElse(false);
  }

  private Optional<Boolean> saidBy(String name, Place place) {
    return program.find(name).flatMap(p -> said(p.annotations(), place));
  }

  private Optional<Boolean> said(List<AnnotationUse> annotations, Place place) {
    if (has(annotations, UNMARKED) || has(annotations, Set.of(place.unmarked))) {
      return Optional.of(false);
    }
    boolean isMarked =
        has(annotations, MARKED)
            || has(annotations, Set.of(place.marked))
            || annotations.stream().anyMatch(a -> defaultOf(a).contains(place));
    return isMarked ? Optional.of(true) : Optional.empty();
  }

  /** Where an annotation makes JSR 305's {@code @Nonnull} the default, by its own annotations. */
  private Set<Place> defaultOf(AnnotationUse use) {
    return defaults.computeIfAbsent(
        Program.internalName(use.descriptor()),
        type -> {
          Set<Place> found = EnumSet.noneOf(Place.class);
          Optional<ClassUnit> declaration =
              program.contains(type) ? program.find(type) : Optional.empty();
          if (declaration.filter(d -> has(d.annotations(), NON_NULL)).isPresent()) {
            for (AnnotationUse meta : declaration.get().annotations()) {
              for (Place place : Place.values()) {
                if (meta.descriptor().equals(QUALIFIER_DEFAULT)
                    && meta.constants().contains(place.name())) {
                  found.add(place);
                }
              }
            }
          }
          return found;
        });
  }

  private Optional<ClassUnit> outer(ClassUnit unit) {
    return unit.innerClasses().stream()
        .filter(i -> i.name().equals(unit.name()))
        .flatMap(i -> i.outerName().or(unit::nestHost).stream())
        .findFirst()
        .flatMap(program::find);
  }
}
