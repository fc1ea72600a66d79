package org.umbriel.symexec.fact.program;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.umbriel.metadata.classfile.ClassUnit;
import org.umbriel.metadata.classfile.Constant;
import org.umbriel.metadata.classfile.FieldReference;
import org.umbriel.metadata.classfile.Instruction;
import org.umbriel.metadata.classfile.MethodCode;
import org.umbriel.metadata.classfile.MethodReference;
import org.umbriel.metadata.classfile.Program;

/**
 * Which methods of the program may run because one does: whatever a call may select in the class
 * hierarchy, initialisers of classes that it touches, and of classes that it makes instances of,
 * the methods that a library could call back.
 */
final class CallGraph {
  private final Context context;
  private final Program program;
  private final Map<MethodCode, MethodScan> scans;
  private final Map<MethodCode, Set<MethodCode>> successors = new HashMap<>();
  private final Map<String, Set<MethodCode>> callbacks = new HashMap<>();

  CallGraph(Context context, Map<MethodCode, MethodScan> scans) {
    this.context = context;
    this.program = context.program();
    this.scans = scans;
  }

  Set<MethodCode> successors(MethodCode method) {
    Set<MethodCode> known = successors.get(method);
    if (known == null) {
      known = find(method);
      successors.put(method, known);
    }
    return known;
  }

  private Set<MethodCode> find(MethodCode method) {
    Set<MethodCode> found = new LinkedHashSet<>();
    MethodScan scan = scans.get(method);
    if (scan != null) {
      scan.called().forEach(m -> addCall(m, found));
      scan.handles().forEach(h -> addCall(h.method(), found));
      scan.created().forEach(c -> addInstance(c, found));
      scan.statics().forEach(f -> addInitialiser(f.owner(), found));
    }
    return found;
  }

  /** What one instruction of a method may run. */
  Set<MethodCode> startedBy(Instruction instruction) {
    Set<MethodCode> found = new LinkedHashSet<>();
    if (instruction instanceof Instruction.Invoke call) {
      addCall(call.method(), found);
    } else if (instruction instanceof Instruction.New allocation) {
      addInstance(allocation.type(), found);
    } else if (instruction instanceof Instruction.FieldAccess access && access.isStatic()) {
      addInitialiser(access.field().owner(), found);
    } else if (instruction instanceof Instruction.InvokeDynamic call) {
      for (Constant argument : call.arguments()) {
        if (argument instanceof Constant.MethodHandleConstant handle) {
          addCall(new MethodReference(handle.owner(), handle.name(), handle.descriptor()), found);
        }
      }
    }
    return found;
  }

  /** Static fields that a method names, as their classes declare them. */
  Set<FieldReference> statics(MethodCode method) {
    Set<FieldReference> found = new HashSet<>();
    MethodScan scan = scans.get(method);
    for (FieldReference reference : scan == null ? Set.<FieldReference>of() : scan.statics()) {
      context.targets().resolve(reference).ifPresent(f -> found.add(f.reference()));
    }
    return found;
  }

  private void addCall(MethodReference reference, Set<MethodCode> found) {
    addInitialiser(reference.owner(), found);
    Optional<MethodCode> declared = context.targets().resolve(reference);
    declared.filter(m -> program.contains(m.owner())).ifPresent(found::add);
    boolean isVirtual =
        declared.isEmpty()
            || !(declared.get().isStatic()
                || declared.get().isPrivate()
                || declared.get().isConstructor());
    if (isVirtual && !reference.owner().startsWith("[")) {
      addOverriders(reference, found);
    }
  }

  private void addOverriders(MethodReference reference, Set<MethodCode> found) {
    Deque<ClassUnit> open = new ArrayDeque<>(program.directSubtypes(reference.owner()));
    Set<String> seen = new HashSet<>();
    while (!open.isEmpty()) {
      ClassUnit unit = open.poll();
      if (seen.add(unit.name())) {
        context
            .targets()
            .resolve(new MethodReference(unit.name(), reference.name(), reference.descriptor()))
            .filter(m -> program.contains(m.owner()))
            .ifPresent(found::add);
        open.addAll(program.directSubtypes(unit.name()));
      }
    }
  }

  private void addInitialiser(String className, Set<MethodCode> found) {
    Optional<String> at = Optional.of(className);
    while (at.isPresent() && program.contains(at.get())) {
      Optional<ClassUnit> unit = program.find(at.get());
      unit.flatMap(u -> u.method("<clinit>", "()V")).ifPresent(found::add);
      at = unit.flatMap(ClassUnit::superName);
    }
  }

  private void addInstance(String className, Set<MethodCode> found) {
    addInitialiser(className, found);
    Set<MethodCode> known = callbacks.get(className);
    if (known == null) {
      known = callbacksOf(className);
      callbacks.put(className, known);
    }
    found.addAll(known);
  }

  /** Methods of a class that a library type declares too. */
  private Set<MethodCode> callbacksOf(String className) {
    Set<MethodCode> found = new LinkedHashSet<>();
    Set<String> signatures = new HashSet<>();
    Set<ClassUnit> own = new LinkedHashSet<>();
    collectSupertypes(className, own, signatures);
    for (ClassUnit unit : own) {
      for (MethodCode method : unit.methods()) {
        if (signatures.contains(method.name() + method.descriptor())) {
          found.add(method);
        }
      }
    }
    return found;
  }

  private void collectSupertypes(
      String className, Set<ClassUnit> own, Collection<String> signatures) {
    Deque<String> open = new ArrayDeque<>(List.of(className));
    Set<String> seen = new HashSet<>();
    while (!open.isEmpty()) {
      String name = open.poll();
      Optional<ClassUnit> unit = seen.add(name) ? program.find(name) : Optional.empty();
      if (unit.isPresent()) {
        if (program.contains(name)) {
          own.add(unit.get());
        } else {
          unit.get().methods().stream()
              .filter(m -> !m.isStatic() && !m.isPrivate() && !m.isConstructor())
              .forEach(m -> signatures.add(m.name() + m.descriptor()));
        }
        open.addAll(unit.get().interfaces());
        unit.get().superName().ifPresent(open::add);
      }
    }
  }
}
