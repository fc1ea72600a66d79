package org.umbriel.symexec.fact.program;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.umbriel.metadata.classfile.ClassUnit;
import org.umbriel.metadata.classfile.Instruction;
import org.umbriel.metadata.classfile.MethodCode;
import org.umbriel.metadata.classfile.MethodDescriptor;
import org.umbriel.metadata.classfile.MethodReference;
import org.umbriel.metadata.classfile.Program;
import org.umbriel.symexec.fact.state.Types;

/** Which methods of the program a virtual call may run, whatever classes there are elsewhere. */
final class Overrides {
  private static final int MOST = 1_000;

  private final Context context;
  private final Program program;
  private final Map<MethodReference, Optional<List<MethodCode>>> known = new HashMap<>();
  private final Map<MethodReference, Boolean> lambdas = new HashMap<>();
  private final Map<MethodReference, Boolean> inheriting = new HashMap<>();
  private final Map<String, Boolean> functional = new HashMap<>();
  private final Map<String, Set<ClassUnit>> subtypes = new HashMap<>();
  private final Set<MethodReference> linked = new HashSet<>();

  Overrides(Context context) {
    this.context = context;
    this.program = context.program();
    for (ClassUnit unit : program.units()) {
      unit.methods().stream().filter(MethodCode::hasCode).forEach(this::noteLambdas);
      noteSupertypes(unit);
    }
  }

  private void noteSupertypes(ClassUnit unit) {
    Deque<String> open = new ArrayDeque<>(List.of(unit.name(), Types.OBJECT));
    while (!open.isEmpty()) {
      String name = open.poll();
      if (subtypes.computeIfAbsent(name, k -> new LinkedHashSet<>()).add(unit)) {
        program
            .header(name)
            .ifPresent(
                h -> {
                  h.superName().ifPresent(open::add);
                  open.addAll(h.interfaces());
                });
      }
    }
  }

  /** Interface and name of what {@code invokedynamic} makes: an implementation without a class. */
  private void noteLambdas(MethodCode method) {
    for (Instruction instruction : method.instructions()) {
      if (instruction instanceof Instruction.InvokeDynamic made) {
        String type = MethodDescriptor.parse(made.descriptor()).returnType();
        linked.add(new MethodReference(Program.internalName(type), made.name(), ""));
      }
    }
  }

  /**
   * The methods of the program that a call of a method may run.
   *
   * @param called by the type that the caller knows the receiver to have
   * @return empty if they are too many, if some have no code, or if a lambda is among them
   */
  Optional<List<MethodCode>> implementations(MethodReference called) {
    Optional<List<MethodCode>> found = known.get(called);
    if (found == null) {
      found = isLambda(called) ? Optional.empty() : find(called);
      known.put(called, found);
    }
    return found;
  }

  /** Whether a class of the program may run code from outside it when the method is called. */
  boolean inheritFromElsewhere(MethodReference called) {
    return inheriting.computeIfAbsent(
        called,
        c ->
            subtypes.getOrDefault(c.owner(), Set.of()).stream()
                .map(u -> new MethodReference(u.name(), c.name(), c.descriptor()))
                .map(context.targets()::resolve)
                .anyMatch(m -> m.filter(found -> program.contains(found.owner())).isEmpty()));
  }

  private boolean isLambda(MethodReference called) {
    return lambdas.computeIfAbsent(
        called,
        c ->
            linked.stream()
                .anyMatch(
                    l ->
                        l.name().equals(c.name())
                            && context.types().isSubtype(l.owner(), c.owner())));
  }

  /** Whether a lambda expression could implement a type (JLS 9.8). */
  boolean isFunctional(String type) {
    return functional.computeIfAbsent(type, this::hasOneAbstractMethod);
  }

  private boolean hasOneAbstractMethod(String type) {
    Optional<ClassUnit> unit = program.find(type).filter(ClassUnit::isInterface);
    Set<String> names = new HashSet<>();
    unit.ifPresent(u -> collectAbstract(u, names));
    return names.size() == 1;
  }

  private void collectAbstract(ClassUnit unit, Set<String> found) {
    unit.interfaces().forEach(i -> program.find(i).ifPresent(u -> collectAbstract(u, found)));
    for (MethodCode method : unit.methods()) {
      String name = method.name() + method.descriptor();
      if (method.isAbstract()) {
        found.add(name);
      } else {
        found.remove(name);
      }
    }
  }

  private Optional<List<MethodCode>> find(MethodReference called) {
    Set<MethodCode> found = new LinkedHashSet<>();
    for (ClassUnit unit : subtypes.getOrDefault(called.owner(), Set.of())) {
      context
          .targets()
          .resolve(new MethodReference(unit.name(), called.name(), called.descriptor()))
          .filter(m -> !m.isAbstract() && program.contains(m.owner()))
          .ifPresent(found::add);
    }
    boolean allKnown = found.stream().allMatch(MethodCode::hasCode);
    return allKnown && found.size() <= MOST ? Optional.of(List.copyOf(found)) : Optional.empty();
  }
}
