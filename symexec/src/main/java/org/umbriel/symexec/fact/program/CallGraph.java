package org.umbriel.symexec.fact.program;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
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
import org.umbriel.metadata.classfile.MethodDescriptor;
import org.umbriel.metadata.classfile.MethodReference;
import org.umbriel.metadata.classfile.Program;

/**
 * Which methods of the program may run because one does: whatever a call may select in the class
 * hierarchy, initialisers of classes that it touches, and where code of a library runs, the methods
 * of instances that it could call back.
 */
final class CallGraph {
  private static final Set<String> PLAIN =
      Set.of(
          "Z",
          "B",
          "S",
          "C",
          "I",
          "J",
          "F",
          "D",
          "Ljava/lang/String;",
          "Ljava/lang/Class;",
          "Ljava/lang/Boolean;",
          "Ljava/lang/Integer;",
          "Ljava/lang/Long;",
          "Ljava/lang/Character;");

  private final Context context;
  private final Program program;
  private final Map<MethodCode, MethodScan> scans;
  private final Map<MethodCode, Started> started = new HashMap<>();
  private final Map<Instruction, Started> startedByOne = new IdentityHashMap<>();
  private final Map<String, Set<MethodCode>> callbacks = new HashMap<>();
  private final Map<MethodReference, Boolean> quiet = new HashMap<>();

  /**
   * What may run because something does.
   *
   * @param methods called, and initialisers
   * @param created classes of which instances are made
   * @param isLibrary whether code of a library runs that could call methods of such instances
   */
  record Started(Set<MethodCode> methods, Set<String> created, boolean isLibrary) {}

  CallGraph(Context context, Map<MethodCode, MethodScan> scans) {
    this.context = context;
    this.program = context.program();
    this.scans = scans;
  }

  /** What a method may run by itself. */
  Started startedBy(MethodCode method) {
    return started.computeIfAbsent(method, m -> startedBy(m.instructions()));
  }

  /** What one instruction of a method may run. */
  Started startedBy(Instruction instruction) {
    return startedByOne.computeIfAbsent(instruction, i -> startedBy(List.of(i)));
  }

  private Started startedBy(List<Instruction> instructions) {
    Set<MethodCode> methods = new LinkedHashSet<>();
    Set<String> created = new LinkedHashSet<>();
    boolean isLibrary = false;
    for (Instruction instruction : instructions) {
      if (instruction instanceof Instruction.Invoke call) {
        addCall(call.method(), methods);
        isLibrary |= !isQuiet(call.method());
      } else if (instruction instanceof Instruction.New allocation) {
        addInitialiser(allocation.type(), methods);
        created.add(allocation.type());
      } else if (instruction instanceof Instruction.FieldAccess access && access.isStatic()) {
        addInitialiser(access.field().owner(), methods);
      } else if (instruction instanceof Instruction.PushConstant push
          && push.constant() instanceof Constant.MethodHandleConstant handle) {
        addCall(referenceOf(handle), methods);
      } else if (instruction instanceof Instruction.InvokeDynamic call) {
        isLibrary |= !takesPlainValues(call.descriptor());
        for (Constant argument : call.arguments()) {
          if (argument instanceof Constant.MethodHandleConstant handle) {
            addCall(referenceOf(handle), methods);
          }
        }
      }
    }
    return new Started(methods, created, isLibrary);
  }

  private static MethodReference referenceOf(Constant.MethodHandleConstant handle) {
    return new MethodReference(handle.owner(), handle.name(), handle.descriptor());
  }

  /** Whether a call runs no code of a library that could call back methods of the program. */
  private boolean isQuiet(MethodReference reference) {
    Boolean known = quiet.get(reference);
    if (known == null) {
      quiet.put(reference, true);
      known = findQuiet(reference);
      quiet.put(reference, known);
    }
    return known;
  }

  private boolean findQuiet(MethodReference reference) {
    Optional<MethodCode> declared = context.targets().resolve(reference);
    if (declared.isEmpty()) {
      return false;
    } else if (program.contains(declared.get().owner())) {
      return true;
    }
    MethodCode method = declared.get();
    boolean isFixed =
        method.isStatic()
            || method.isConstructor()
            || program.header(method.owner()).map(h -> h.isFinal()).orElse(false);
    boolean makesOwn = method.isConstructor() && !program.contains(reference.owner());
    return isFixed
        && takesPlainValues(method.descriptor())
        && (makesOwn || !method.isConstructor() || callsConstructorsOnly(method));
  }

  /** A constructor of a superclass may call what the program's class overrides. */
  private boolean callsConstructorsOnly(MethodCode method) {
    return method.instructions().stream()
        .allMatch(
            i ->
                i instanceof Instruction.Invoke call
                    ? call.method().isConstructor() && isQuiet(call.method())
                    : !(i instanceof Instruction.InvokeDynamic));
  }

  /** Whether a descriptor's parameters are no objects that the program's classes could be. */
  private static boolean takesPlainValues(String descriptor) {
    return MethodDescriptor.parse(descriptor).parameters().stream()
        .allMatch(t -> !MethodDescriptor.isReference(t) || PLAIN.contains(t.replace("[", "")));
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

  /** Methods of a class that a library type declares too. */
  Set<MethodCode> callbacks(String className) {
    return callbacks.computeIfAbsent(className, this::callbacksOf);
  }

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
