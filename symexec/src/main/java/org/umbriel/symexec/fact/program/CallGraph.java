package org.umbriel.symexec.fact.program;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
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
import org.umbriel.metadata.classfile.Opcode;
import org.umbriel.metadata.classfile.Program;
import org.umbriel.symexec.fact.state.Types;

/**
 * Which methods of the program may run because one does: those that a call names, initialisers of
 * classes that it touches, and those that objects bring with them. An object is one that the code
 * makes itself, or it was there before: then it comes in through a static field of another class or
 * from a library (rapid type analysis, Bacon and Sweeney, OOPSLA 1996, with a way in from outside).
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
  private final IdentityHashMap<Instruction, Started> startedByOne = new IdentityHashMap<>();
  private final Map<MethodReference, Map<String, MethodCode>> selected = new HashMap<>();
  private final Map<String, Set<MethodCode>> callbacks = new HashMap<>();
  private final Map<MethodReference, Boolean> quiet = new HashMap<>();

  /**
   * What may run because something does.
   *
   * @param methods certainly the ones called, and initialisers
   * @param selecting calls whose target the receiver's class selects
   * @param created classes of which instances are made
   * @param entering types by which objects come in that were there before
   * @param passing types by which such an object may be known later: of casts and fields
   * @param isLibrary whether code of a library runs that could call methods of instances
   */
  record Started(
      Set<MethodCode> methods,
      Set<MethodReference> selecting,
      Set<String> created,
      Set<String> entering,
      Set<String> passing,
      boolean isLibrary) {}

  CallGraph(Context context, Map<MethodCode, MethodScan> scans) {
    this.context = context;
    this.program = context.program();
    this.scans = scans;
  }

  /** What a method may run by itself. */
  Started startedBy(MethodCode method) {
    return started.computeIfAbsent(method, m -> startedBy(m, m.instructions()));
  }

  /** What one instruction of a method may run. */
  Started startedBy(MethodCode method, Instruction instruction) {
    return startedByOne.computeIfAbsent(instruction, i -> startedBy(method, List.of(i)));
  }

  private Started startedBy(MethodCode method, List<Instruction> instructions) {
    Start start = new Start(method.owner());
    instructions.forEach(start::add);
    if (instructions.isEmpty()) {
      start.addType(
          method.type().returnType(), start.entering); // native: it may come from anywhere
    }
    return start.started();
  }

  /** Collects what instructions of one class start. */
  private final class Start {
    private final String owner;
    private final Set<MethodCode> methods = new LinkedHashSet<>();
    private final Set<MethodReference> selecting = new LinkedHashSet<>();
    private final Set<String> created = new LinkedHashSet<>();
    private final Set<String> entering = new LinkedHashSet<>();
    private final Set<String> passing = new LinkedHashSet<>();
    private boolean isLibrary;

    Start(String owner) {
      this.owner = owner;
    }

    Started started() {
      return new Started(methods, selecting, created, entering, passing, isLibrary);
    }

    void add(Instruction instruction) {
      if (instruction instanceof Instruction.Invoke call) {
        call(call.method(), call.opcode() == Opcode.INVOKESPECIAL);
        isLibrary |= !isQuiet(call.method());
      } else if (instruction instanceof Instruction.New allocation) {
        addInitialiser(allocation.type(), methods);
        created.add(allocation.type());
      } else if (instruction instanceof Instruction.FieldAccess access) {
        access(access);
      } else if (instruction instanceof Instruction.CheckCast cast) {
        addType(cast.type(), passing);
      } else if (instruction instanceof Instruction.PushConstant push
          && push.constant() instanceof Constant.MethodHandleConstant handle) {
        handle(handle);
      } else if (instruction instanceof Instruction.InvokeDynamic call) {
        isLibrary |= !takesPlainValues(call.descriptor());
        for (Constant argument : call.arguments()) {
          if (argument instanceof Constant.MethodHandleConstant handle) {
            handle(handle);
          }
        }
      }
    }

    private void handle(Constant.MethodHandleConstant handle) {
      MethodReference reference = referenceOf(handle);
      call(reference, false);
      if (reference.isConstructor()) {
        created.add(reference.owner());
      }
    }

    private void access(Instruction.FieldAccess access) {
      String type = access.field().descriptor();
      if (access.isStatic()) {
        addInitialiser(access.field().owner(), methods);
      }
      if (access.isStatic() && !access.isWrite() && !access.field().owner().equals(owner)) {
        addType(type, entering);
      } else if (!access.isWrite()) {
        addType(type, passing);
      }
    }

    private void call(MethodReference reference, boolean isSpecial) {
      addInitialiser(reference.owner(), methods);
      Optional<MethodCode> declared = context.targets().resolve(reference);
      boolean isOwn = declared.filter(m -> program.contains(m.owner())).isPresent();
      boolean isFixed =
          declared
              .filter(m -> m.isStatic() || m.isPrivate() || m.isConstructor() || isSpecial)
              .isPresent();
      if (isFixed && isOwn) {
        methods.add(declared.get());
      } else if (!isFixed && !isArray(reference)) {
        selecting.add(reference);
      }
      if (!isOwn && !isArray(reference)) {
        addType(MethodDescriptor.parse(reference.descriptor()).returnType(), entering);
      }
    }

    /** {@code clone} makes a copy (JLS 10.7). */
    private boolean isArray(MethodReference reference) {
      return reference.owner().startsWith("[");
    }

    /** A type of which objects of the program's classes could be; of an array, its elements. */
    private void addType(String type, Set<String> found) {
      String element = type.substring(type.lastIndexOf('[') + 1);
      boolean isReference =
          element.length() > 1 && (!type.startsWith("[") || element.endsWith(";"));
      String name = isReference ? Program.internalName(element) : "";
      if (isReference && hasOwnSubtypes(name)) {
        found.add(name);
      }
    }
  }

  private boolean hasOwnSubtypes(String type) {
    return type.equals(Types.OBJECT)
        || program.contains(type)
        || !program.directSubtypes(type).isEmpty();
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

  /** The method of the program that a call runs, by the class of the object it is made on. */
  Map<String, MethodCode> selectedBy(MethodReference call) {
    return selected.computeIfAbsent(call, this::findSelected);
  }

  private Map<String, MethodCode> findSelected(MethodReference call) {
    Map<String, MethodCode> found = new LinkedHashMap<>();
    for (String type : withSubtypes(call.owner())) {
      context
          .targets()
          .resolve(new MethodReference(type, call.name(), call.descriptor()))
          .filter(m -> program.contains(m.owner()))
          .ifPresent(m -> found.put(type, m));
    }
    return found;
  }

  /** A type and the program's classes below it. */
  Set<String> withSubtypes(String type) {
    Deque<String> open = new ArrayDeque<>(List.of(type));
    Set<String> seen = new LinkedHashSet<>();
    while (!open.isEmpty()) {
      String next = open.poll();
      if (seen.add(next)) {
        program.directSubtypes(next).forEach(u -> open.add(u.name()));
      }
    }
    return seen;
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
