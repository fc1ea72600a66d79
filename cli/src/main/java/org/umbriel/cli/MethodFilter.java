package org.umbriel.cli;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.umbriel.metadata.classfile.ClassUnit;
import org.umbriel.metadata.classfile.JavaNames;
import org.umbriel.metadata.classfile.MethodCode;
import org.umbriel.metadata.classfile.Program;

/** What {@code --method} selects. */
final class MethodFilter implements Predicate<MethodCode> {
  private final Set<String> patterns;

  private MethodFilter(Set<String> patterns) {
    this.patterns = patterns;
  }

  /**
   * A filter for classes and methods as Java spells them; everything, if none is given.
   *
   * @throws UserError if one of them matches nothing
   */
  static MethodFilter of(List<String> patterns, Program program) throws UserError {
    Set<String> wanted = new HashSet<>();
    for (String pattern : patterns) {
      String normal = pattern.replace(" ", "");
      if (program.units().stream().noneMatch(u -> hasMatch(u, normal))) {
        throw new UserError(
            "--method " + pattern + ": no such class or method in the input",
            similar(normal, program));
      }
      wanted.add(normal);
    }
    return new MethodFilter(wanted);
  }

  private static boolean hasMatch(ClassUnit unit, String pattern) {
    return matchesClass(unit.name(), pattern)
        || unit.methods().stream().anyMatch(m -> matches(m, pattern));
  }

  private static String similar(String pattern, Program program) {
    int parenthesis = pattern.indexOf('(');
    String name = parenthesis < 0 ? pattern : pattern.substring(0, parenthesis);
    List<String> candidates = new ArrayList<>();
    for (ClassUnit unit : program.units()) {
      unit.methods().stream()
          .filter(m -> matches(m, name))
          .forEach(m -> candidates.add("--method '" + JavaNames.method(m.reference()) + "'"));
    }
    return candidates.stream().findFirst().orElse("");
  }

  private static boolean matchesClass(String internalName, String pattern) {
    return JavaNames.type(internalName).equals(pattern)
        || JavaNames.type(internalName).replace('$', '.').equals(pattern);
  }

  private static boolean matches(MethodCode method, String pattern) {
    if (matchesClass(method.owner(), pattern)) {
      return true;
    }
    String full = JavaNames.method(method.reference()).replace(" ", "");
    String wanted = pattern.contains("(") ? full : full.substring(0, full.indexOf('('));
    return wanted.equals(pattern) || wanted.replace('$', '.').equals(pattern);
  }

  @Override
  public boolean test(MethodCode method) {
    return patterns.isEmpty() || patterns.stream().anyMatch(p -> matches(method, p));
  }
}
