package org.umbriel.symexec.fact.generic;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.umbriel.metadata.classfile.ClassUnit;
import org.umbriel.metadata.classfile.Constant;
import org.umbriel.metadata.classfile.FieldUnit;
import org.umbriel.metadata.classfile.Instruction;
import org.umbriel.metadata.classfile.LocalVariable;
import org.umbriel.metadata.classfile.MethodCode;
import org.umbriel.metadata.classfile.MethodDescriptor;
import org.umbriel.metadata.classfile.Program;
import org.umbriel.metadata.graph.BasicBlock;
import org.umbriel.symexec.fact.generic.GenericType.OfClass;
import org.umbriel.symexec.fact.value.Definition;
import org.umbriel.symexec.fact.value.ValueGraph;

/**
 * {@code value -> GenericType} within a method: from the Signature of the parameter, field, method
 * or local variable that it comes from or goes to, with the receiver's type arguments put in.
 */
public final class GenericTypes {
  private static final int MOST_STEPS = 6;

  private final Program program;
  private final ValueGraph graph;
  private final MethodCode method;
  private final Map<Integer, GenericType> stored = new HashMap<>();
  private final Map<String, GenericType> bounds = new LinkedHashMap<>();

  public GenericTypes(Program program, ValueGraph graph) {
    this.program = program;
    this.graph = graph;
    this.method = graph.method();
    if (!method.isSynthetic()) { // the variables of a lambda may be those of any method around it
      classSignature(method.owner()).ifPresent(s -> bounds.putAll(s.variables()));
    }
    method.signature().flatMap(Signatures::ofMethod).ifPresent(s -> bounds.putAll(s.variables()));
    for (BasicBlock block : graph.flow().reversePostorder()) {
      for (int i = block.start(); i < block.end(); i++) {
        if (method.instruction(i) instanceof Instruction.StoreLocal store) {
          int value = graph.operand(i, 0);
          local(store.slot(), i + 1).ifPresent(t -> stored.putIfAbsent(value, t));
        }
      }
    }
  }

  /** The types of a method's parameters as its Signature has them; empty if there is none. */
  public static Optional<List<GenericType>> parametersOf(MethodCode method) {
    return method.signature().flatMap(Signatures::ofMethod).map(Signatures.OfMethod::parameters);
  }

  /** The type of a method's result likewise. */
  public static Optional<GenericType> resultOf(MethodCode method) {
    return method.signature().flatMap(Signatures::ofMethod).map(Signatures.OfMethod::result);
  }

  /** A local variable's type, if its Signature says more than its descriptor. */
  private Optional<GenericType> local(int slot, int instruction) {
    return method
        .localVariable(slot, instruction)
        .flatMap(LocalVariable::signature)
        .map(Signatures::ofType);
  }

  /** The class that every value of a value's generic type has; empty if nothing says so. */
  public Optional<String> erasureOf(int value) {
    return erasure(typeOf(value, MOST_STEPS), MOST_STEPS);
  }

  private Optional<String> erasure(GenericType type, int steps) {
    if (steps == 0) {
      return Optional.empty();
    } else if (type instanceof OfClass of) {
      return Optional.of(of.name());
    } else if (type instanceof GenericType.Extends wildcard) {
      return erasure(wildcard.bound(), steps - 1);
    } else if (type instanceof GenericType.Variable variable) {
      GenericType bound = bounds.get(variable.name());
      return bound == null ? Optional.empty() : erasure(bound, steps - 1);
    } else if (type instanceof GenericType.ArrayOf array) {
      return erasure(array.element(), steps - 1)
          .map(e -> e.startsWith("[") ? "[" + e : "[L" + e + ";");
    }
    return Optional.empty();
  }

  private GenericType typeOf(int value, int steps) {
    if (steps == 0 || value == ValueGraph.NONE) {
      return GenericType.Unknown.TYPE;
    }
    GenericType declared = stored.get(value);
    Definition definition = graph.definition(value);
    GenericType made = GenericType.Unknown.TYPE;
    if (definition instanceof Definition.Argument argument) {
      made = ofArgument(argument.position());
    } else if (definition instanceof Definition.Merge merge && merge.slot() >= 0) {
      int start = graph.flow().block(merge.block()).start();
      made = local(merge.slot(), start).orElse(GenericType.Unknown.TYPE);
    } else if (definition instanceof Definition.Literal literal
        && literal.constant() instanceof Constant.ClassConstant constant) {
      made = new OfClass("java/lang/Class", List.of(Signatures.ofType(constant.descriptor())));
    } else if (definition instanceof Definition.Result result) {
      made = ofResult(result.instruction(), steps);
    }
    return isInformative(made) || declared == null ? made : declared;
  }

  /** Says more than a descriptor would. */
  private static boolean isInformative(GenericType type) {
    return type instanceof OfClass of ? !of.arguments().isEmpty() : !isUnknown(type);
  }

  private static boolean isUnknown(GenericType type) {
    return type instanceof GenericType.Unknown;
  }

  private GenericType ofArgument(int position) {
    if (!method.isStatic() && position == 0) {
      List<GenericType> own = new ArrayList<>();
      classSignature(method.owner())
          .ifPresent(
              s -> s.variables().keySet().forEach(v -> own.add(new GenericType.Variable(v))));
      return new OfClass(method.owner(), own);
    }
    int parameter = position - (method.isStatic() ? 0 : 1);
    Optional<Signatures.OfMethod> signature = method.signature().flatMap(Signatures::ofMethod);
    List<String> descriptors = method.type().parameters();
    if (signature.isPresent() && signature.get().parameters().size() == descriptors.size()) {
      return signature.get().parameters().get(parameter);
    }
    return local(method.type().slotOf(parameter, method.isStatic()), 0)
        .orElseGet(() -> Signatures.ofType(descriptors.get(parameter)));
  }

  private GenericType ofResult(int index, int steps) {
    Instruction instruction = method.instruction(index);
    if (instruction instanceof Instruction.FieldAccess access) {
      return ofField(index, access, steps);
    } else if (instruction instanceof Instruction.Invoke call) {
      return ofCall(index, call, steps);
    } else if (instruction instanceof Instruction.New allocation) {
      return new OfClass(allocation.type(), List.of());
    } else if (instruction instanceof Instruction.NewArray allocation) {
      return new GenericType.ArrayOf(Signatures.ofType(allocation.elementDescriptor()));
    } else if (instruction instanceof Instruction.ArrayLoad) {
      return typeOf(graph.operand(index, 0), steps - 1) instanceof GenericType.ArrayOf array
          ? array.element()
          : GenericType.Unknown.TYPE;
    }
    return GenericType.Unknown.TYPE;
  }

  private GenericType ofField(int index, Instruction.FieldAccess access, int steps) {
    Optional<FieldUnit> field = program.resolve(access.field());
    Optional<GenericType> type = field.flatMap(FieldUnit::signature).map(Signatures::ofType);
    if (type.isEmpty()) {
      return Signatures.ofType(access.field().descriptor());
    }
    if (access.isStatic()) {
      return type.get();
    }
    return closed(type.get(), argumentsOf(graph.operand(index, 0), field.get().owner(), steps));
  }

  private GenericType ofCall(int index, Instruction.Invoke call, int steps) {
    Optional<MethodCode> callee = program.resolve(call.method());
    Optional<Signatures.OfMethod> signature =
        callee.flatMap(MethodCode::signature).flatMap(Signatures::ofMethod);
    if (signature.isEmpty()) {
      return Signatures.ofType(MethodDescriptor.parse(call.method().descriptor()).returnType());
    }
    Map<String, GenericType> arguments = new HashMap<>();
    if (!call.isStatic()) {
      arguments.putAll(argumentsOf(graph.operand(index, 0), callee.get().owner(), steps));
    }
    arguments.keySet().removeAll(signature.get().variables().keySet());
    arguments.putAll(inferred(index, call, signature.get(), steps));
    return closed(signature.get().result(), arguments);
  }

  /** The method's own variables, as far as the arguments' types give them. */
  private Map<String, GenericType> inferred(
      int index, Instruction.Invoke call, Signatures.OfMethod signature, int steps) {
    Map<String, GenericType> found = new HashMap<>();
    Set<String> ambiguous = new HashSet<>();
    int receivers = call.isStatic() ? 0 : 1;
    int count = MethodDescriptor.parse(call.method().descriptor()).parameters().size();
    if (signature.variables().isEmpty() || signature.parameters().size() != count) {
      return found;
    }
    for (int i = 0; i < count; i++) {
      GenericType actual = typeOf(graph.operand(index, i + receivers), steps - 1);
      unify(signature.parameters().get(i), actual, signature.variables(), found, ambiguous);
    }
    found.keySet().removeAll(ambiguous);
    return found;
  }

  private static void unify(
      GenericType formal,
      GenericType actual,
      Map<String, GenericType> variables,
      Map<String, GenericType> found,
      Set<String> ambiguous) {
    if (formal instanceof GenericType.Variable variable && variables.containsKey(variable.name())) {
      GenericType before = found.putIfAbsent(variable.name(), actual);
      if (isUnknown(actual) || (before != null && !before.equals(actual))) {
        ambiguous.add(variable.name());
      }
    } else if (formal instanceof GenericType.Extends wildcard) {
      GenericType inner = actual instanceof GenericType.Extends e ? e.bound() : actual;
      unify(wildcard.bound(), inner, variables, found, ambiguous);
    } else if (formal instanceof GenericType.ArrayOf array) {
      GenericType inner =
          actual instanceof GenericType.ArrayOf a ? a.element() : GenericType.Unknown.TYPE;
      unify(array.element(), inner, variables, found, ambiguous);
    } else if (formal instanceof OfClass of) {
      boolean same =
          actual instanceof OfClass a
              && a.name().equals(of.name())
              && a.arguments().size() == of.arguments().size();
      for (int i = 0; i < of.arguments().size(); i++) {
        GenericType inner = same ? ((OfClass) actual).arguments().get(i) : GenericType.Unknown.TYPE;
        unify(of.arguments().get(i), inner, variables, found, ambiguous);
      }
    }
  }

  /** A type in terms of this method; unknown where a variable of elsewhere is left. */
  private GenericType closed(GenericType type, Map<String, GenericType> arguments) {
    if (type instanceof GenericType.Variable variable) {
      return arguments.getOrDefault(variable.name(), GenericType.Unknown.TYPE);
    } else if (type instanceof GenericType.ArrayOf array) {
      GenericType element = closed(array.element(), arguments);
      return isUnknown(element) ? element : new GenericType.ArrayOf(element);
    } else if (type instanceof GenericType.Extends wildcard) {
      GenericType bound = closed(wildcard.bound(), arguments);
      return isUnknown(bound) ? bound : new GenericType.Extends(bound);
    } else if (type instanceof OfClass of) {
      return new OfClass(
          of.name(), of.arguments().stream().map(a -> closed(a, arguments)).toList());
    }
    return type;
  }

  /** What the variables of a class stand for, seen from a value of that class or a subclass. */
  private Map<String, GenericType> argumentsOf(int value, String owner, int steps) {
    GenericType type = typeOf(value, steps - 1);
    while (type instanceof GenericType.Extends wildcard) {
      type = wildcard.bound();
    }
    if (type instanceof GenericType.Variable variable) {
      type = bounds.getOrDefault(variable.name(), GenericType.Unknown.TYPE);
    }
    return type instanceof OfClass of
        ? asSupertype(of, owner, new HashSet<>()).map(this::arguments).orElse(Map.of())
        : Map.of();
  }

  private Map<String, GenericType> arguments(OfClass type) {
    Map<String, GenericType> found = new HashMap<>();
    Optional<Signatures.OfClass> signature = classSignature(type.name());
    if (signature.isPresent() && signature.get().variables().size() == type.arguments().size()) {
      int i = 0;
      for (String variable : signature.get().variables().keySet()) {
        found.put(variable, type.arguments().get(i++));
      }
    }
    return found;
  }

  /** A class type as the supertype of a name that it has (JLS 8.1.4), raw types apart. */
  private Optional<OfClass> asSupertype(OfClass type, String name, Set<String> seen) {
    if (type.name().equals(name)) {
      return Optional.of(type);
    }
    Optional<Signatures.OfClass> signature = classSignature(type.name());
    boolean isRaw =
        signature.isPresent() && signature.get().variables().size() != type.arguments().size();
    if (isRaw || !seen.add(type.name())) {
      return Optional.empty();
    }
    if (signature.isEmpty()) {
      return plainSupertypes(type.name()).stream()
          .flatMap(s -> asSupertype(new OfClass(s, List.of()), name, seen).stream())
          .findFirst();
    }
    Map<String, GenericType> arguments = arguments(type);
    return signature.get().supertypes().stream()
        .map(s -> closed(s, arguments))
        .flatMap(s -> s instanceof OfClass of ? asSupertype(of, name, seen).stream() : null)
        .findFirst();
  }

  private List<String> plainSupertypes(String name) {
    List<String> found = new ArrayList<>();
    program
        .header(name)
        .ifPresent(
            h -> {
              h.superName().ifPresent(found::add);
              found.addAll(h.interfaces());
            });
    return found;
  }

  private Optional<Signatures.OfClass> classSignature(String name) {
    return program.find(name).flatMap(ClassUnit::signature).flatMap(Signatures::ofClass);
  }
}
