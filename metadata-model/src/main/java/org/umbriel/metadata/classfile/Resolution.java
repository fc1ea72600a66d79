package org.umbriel.metadata.classfile;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One lookup of a symbolic reference (JVMS 5.4.3.2 to 5.4.3.4). A class that is missing on the way
 * could declare anything, so the lookup then finds nothing.
 */
final class Resolution {
  private static final String OBJECT = "java/lang/Object";

  private final Program program;
  private boolean gap;

  Resolution(Program program) {
    this.program = program;
  }

  Optional<MethodCode> method(MethodReference reference) {
    String owner = reference.owner().startsWith("[") ? OBJECT : reference.owner();
    List<ClassUnit> classes = superclasses(owner);
    for (ClassUnit unit : classes) {
      Optional<MethodCode> found = unit.method(reference.name(), reference.descriptor());
      if (found.isPresent() && isMember(found.get(), classes.get(0))) {
        return found;
      }
    }
    return gap ? Optional.empty() : inInterfaces(reference, superinterfaces(classes));
  }

  /** Of Object's methods an interface has the public ones alone. */
  private static boolean isMember(MethodCode method, ClassUnit owner) {
    return !owner.isInterface()
        || method.owner().equals(owner.name())
        || (method.isPublic() && !method.isStatic());
  }

  /** The class and its superclasses, the class first; {@link #gap} if one is missing. */
  private List<ClassUnit> superclasses(String name) {
    List<ClassUnit> found = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    Optional<String> next = Optional.of(name);
    while (next.isPresent()) {
      Optional<ClassUnit> unit = seen.add(next.get()) ? program.find(next.get()) : Optional.empty();
      gap |= unit.isEmpty();
      unit.ifPresent(found::add);
      next = unit.flatMap(ClassUnit::superName);
    }
    return found;
  }

  /** All direct and indirect superinterfaces; {@link #gap} if one is missing. */
  private List<ClassUnit> superinterfaces(List<ClassUnit> classes) {
    Map<String, ClassUnit> found = new LinkedHashMap<>();
    List<ClassUnit> open = new ArrayList<>(classes);
    for (int i = 0; i < open.size(); i++) {
      for (String name : open.get(i).interfaces()) {
        if (!found.containsKey(name)) {
          Optional<ClassUnit> unit = program.find(name);
          gap |= unit.isEmpty();
          unit.ifPresent(
              u -> {
                found.put(name, u);
                open.add(u);
              });
        }
      }
    }
    return List.copyOf(found.values());
  }

  /** Maximally specific, not abstract and the only one; else any that is not hidden. */
  private Optional<MethodCode> inInterfaces(MethodReference reference, List<ClassUnit> interfaces) {
    List<MethodCode> candidates = new ArrayList<>();
    for (ClassUnit unit : interfaces) {
      unit.method(reference.name(), reference.descriptor())
          .filter(m -> !m.isPrivate() && !m.isStatic())
          .ifPresent(candidates::add);
    }
    if (gap || candidates.isEmpty()) {
      return Optional.empty();
    }
    List<MethodCode> specific =
        candidates.stream().filter(m -> isMaximallySpecific(m, candidates)).toList();
    List<MethodCode> concrete = specific.stream().filter(m -> !m.isAbstract()).toList();
    return concrete.size() == 1 ? Optional.of(concrete.get(0)) : preferAbstract(specific);
  }

  private boolean isMaximallySpecific(MethodCode method, List<MethodCode> candidates) {
    return candidates.stream()
        .noneMatch(
            other ->
                other != method
                    && program.subtyping(other.owner(), method.owner()) == Program.Subtyping.YES);
  }

  /** Where concrete ones conflict, a call fails: none of their bodies runs (JVMS 6.5). */
  private static Optional<MethodCode> preferAbstract(List<MethodCode> specific) {
    return specific.stream()
        .filter(MethodCode::isAbstract)
        .findFirst()
        .or(() -> specific.stream().findFirst());
  }

  /** The class, then its superinterfaces, then its superclass, each with what is above it. */
  Optional<FieldUnit> field(FieldReference reference) {
    Set<String> seen = new HashSet<>();
    Deque<String> open = new ArrayDeque<>(List.of(reference.owner()));
    while (!open.isEmpty()) {
      String name = open.pop();
      if (!seen.add(name)) {
        continue;
      }
      Optional<ClassUnit> unit = program.find(name);
      if (unit.isEmpty()) {
        return Optional.empty();
      }
      Optional<FieldUnit> found = unit.get().field(reference.name(), reference.descriptor());
      if (found.isPresent()) {
        return found;
      }
      unit.get().superName().ifPresent(open::push);
      List<String> interfaces = unit.get().interfaces();
      for (int i = interfaces.size() - 1; i >= 0; i--) {
        open.push(interfaces.get(i));
      }
    }
    return Optional.empty();
  }
}
