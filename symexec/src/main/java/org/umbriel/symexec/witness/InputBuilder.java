package org.umbriel.symexec.witness;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.umbriel.metadata.classfile.ClassUnit;
import org.umbriel.metadata.classfile.FieldReference;
import org.umbriel.metadata.classfile.Instruction;
import org.umbriel.metadata.classfile.MethodCode;
import org.umbriel.metadata.classfile.Opcode;
import org.umbriel.metadata.classfile.Program;
import org.umbriel.symexec.path.Input;
import org.umbriel.symexec.path.InputValue;
import org.umbriel.symexec.replay.plan.Invocation;
import org.umbriel.symexec.replay.plan.Step;
import org.umbriel.symexec.replay.plan.Value;

/**
 * {@code Input -> Invocation}: arguments as a model wants them, objects through constructors and
 * setters that put a parameter straight into a field. What a model leaves open, what cannot be
 * built so, and a null that a contract forbids, is a plain candidate.
 */
final class InputBuilder {
  private static final int CONSTRUCTORS = 4;

  private final Program program;
  private final Candidates candidates;
  private final Function<MethodCode, Set<Integer>> nonNull;
  private final List<Step> steps = new ArrayList<>();
  private int locals;

  /**
   * A builder for one call.
   *
   * @param nonNull the parameters of a method that must not be null
   */
  InputBuilder(Program program, Candidates candidates, Function<MethodCode, Set<Integer>> nonNull) {
    this.program = program;
    this.candidates = candidates;
    this.nonNull = nonNull;
  }

  /** The call. */
  Optional<Invocation> of(MethodCode method, Input input) {
    Set<Integer> required = nonNull.apply(method);
    boolean hasReceiver = !method.isStatic() && !method.isConstructor();
    List<InputValue> wanted = input.arguments();
    List<String> types = method.type().parameters();
    Optional<Value> receiver = Optional.empty();
    if (hasReceiver) {
      receiver = value("L" + method.owner() + ";", wanted.get(0), false);
      if (receiver.isEmpty()) {
        return Optional.empty();
      }
    }
    List<Value> arguments = new ArrayList<>();
    for (int i = 0; i < types.size(); i++) {
      InputValue want = wanted.get(hasReceiver ? i + 1 : i);
      Optional<Value> argument = value(types.get(i), want, !required.contains(i));
      if (argument.isEmpty()) {
        return Optional.empty();
      }
      arguments.add(argument.get());
    }
    return Optional.of(
        new Invocation(steps, new Value.Call(method.reference(), receiver, arguments)));
  }

  private Optional<Value> value(String type, InputValue wanted, boolean nullAllowed) {
    if (wanted instanceof InputValue.Primitive number) {
      return Optional.of(new Value.Primitive(type, kept(type, number.value())));
    } else if (wanted instanceof InputValue.Array array) {
      return array(type, array);
    } else if (wanted instanceof InputValue.Instance instance) {
      return instance(Program.internalName(type), instance).or(() -> plain(type));
    }
    return nullAllowed ? Optional.of(new Value.Null(type)) : plain(type);
  }

  private static long kept(String type, long value) {
    return switch (type) {
      case "Z" -> value & 1;
      case "B" -> (byte) value;
      case "C" -> (char) value;
      case "S" -> (short) value;
      case "I", "F" -> (int) value;
      default -> value;
    };
  }

  private Optional<Value> plain(String type) {
    return candidates.of(type, false, List.of()).stream().findFirst();
  }

  private Optional<Value> array(String type, InputValue.Array wanted) {
    String element = type.substring(1);
    List<Value> elements = new ArrayList<>();
    boolean isBlank = true;
    for (InputValue want : wanted.elements()) {
      isBlank &=
          want instanceof InputValue.Null
              || (want instanceof InputValue.Primitive number && number.value() == 0);
      Optional<Value> value = value(element, want, true);
      if (value.isEmpty()) {
        return Optional.empty();
      }
      elements.add(value.get());
    }
    return Optional.of(
        isBlank ? new Value.BlankArray(type, elements.size()) : new Value.Array(type, elements));
  }

  private Optional<Value> instance(String type, InputValue.Instance wanted) {
    if (!wanted.types().isEmpty()) {
      Optional<Value> typed = typed(type, wanted.types());
      if (typed.isPresent()) {
        return typed;
      }
    }
    Optional<ClassUnit> unit = wanted.fields().isEmpty() ? Optional.empty() : program.find(type);
    if (unit.isEmpty() || unit.get().isAbstract() || unit.get().isInterface()) {
      return Optional.empty();
    }
    Optional<Value> boxed = boxed(type, wanted.fields());
    return boxed.isPresent() ? boxed : constructed(unit.get(), wanted.fields());
  }

  /** One of some plain objects, if it is an instance of just what it should be. */
  private Optional<Value> typed(String type, Map<String, Boolean> tests) {
    for (String name : candidates.someClasses()) {
      boolean isRight =
          program.subtyping(name, type) == Program.Subtyping.YES
              && tests.entrySet().stream()
                  .allMatch(
                      t ->
                          program.subtyping(name, t.getKey())
                              == (t.getValue() ? Program.Subtyping.YES : Program.Subtyping.NO));
      if (isRight) {
        return plain("L" + name + ";");
      }
    }
    return Optional.empty();
  }

  private Optional<Value> boxed(String type, Map<FieldReference, InputValue> fields) {
    for (var field : fields.entrySet()) {
      if (field.getKey().name().equals("value")
          && field.getValue() instanceof InputValue.Primitive number) {
        String primitive = field.getKey().descriptor();
        Value value = new Value.Primitive(primitive, kept(primitive, number.value()));
        return candidates.boxOf(type, value);
      }
    }
    return Optional.empty();
  }

  private Optional<Value> constructed(ClassUnit unit, Map<FieldReference, InputValue> fields) {
    List<MethodCode> constructors =
        unit.methods().stream()
            .filter(m -> m.isConstructor() && !m.isPrivate() && !m.isSynthetic())
            .sorted(
                Comparator.comparingInt((MethodCode m) -> -covered(m, fields).size())
                    .thenComparing(m -> m.type().parameters().size()))
            .limit(CONSTRUCTORS)
            .toList();
    for (MethodCode constructor : constructors) {
      Optional<Value> made = construct(constructor, fields);
      if (made.isPresent()) {
        return Optional.of(withSetters(unit, made.get(), rest(constructor, fields)));
      }
    }
    return Optional.empty();
  }

  private Optional<Value> construct(
      MethodCode constructor, Map<FieldReference, InputValue> fields) {
    Map<Integer, FieldReference> covered = covered(constructor, fields);
    List<Value> arguments = new ArrayList<>();
    List<String> types = constructor.type().parameters();
    Set<Integer> required = nonNull.apply(constructor);
    for (int i = 0; i < types.size(); i++) {
      FieldReference field = covered.get(i);
      InputValue want = field == null ? null : fields.get(field);
      Optional<Value> argument =
          want == null ? plain(types.get(i)) : value(types.get(i), want, !required.contains(i));
      if (argument.isEmpty()) {
        return Optional.empty();
      }
      arguments.add(argument.get());
    }
    return Optional.of(new Value.Call(constructor.reference(), Optional.empty(), arguments));
  }

  private Map<FieldReference, InputValue> rest(
      MethodCode constructor, Map<FieldReference, InputValue> fields) {
    Map<FieldReference, InputValue> rest = new HashMap<>(fields);
    rest.keySet().removeAll(covered(constructor, fields).values());
    return rest;
  }

  /** Binds the object, and sets what its constructor has not. */
  private Value withSetters(ClassUnit unit, Value object, Map<FieldReference, InputValue> fields) {
    List<Step> setters = new ArrayList<>();
    Value.Local local = new Value.Local(locals, object.type());
    for (MethodCode method : unit.methods()) {
      if (isSetter(method)) {
        for (FieldReference field : covered(method, fields).values()) {
          InputValue want = fields.get(field);
          if (want instanceof InputValue.Primitive || want instanceof InputValue.Null) {
            value(field.descriptor(), want, !nonNull.apply(method).contains(0))
                .ifPresent(
                    v -> setters.add(new Step.Run(Value.Call.on(local, method.reference(), v))));
          }
        }
      }
    }
    if (setters.isEmpty()) {
      return object;
    }
    locals++;
    steps.add(new Step.Let(object));
    steps.addAll(setters);
    return local;
  }

  private static boolean isSetter(MethodCode method) {
    return !method.isStatic()
        && !method.isConstructor()
        && !method.isPrivate()
        && method.hasCode()
        && method.type().parameters().size() == 1
        && method.instructions().size() <= 5
        && method.instructions().stream().noneMatch(i -> i instanceof Instruction.Branch);
  }

  /** The wanted fields of its own that a method writes straight from a parameter. */
  private static Map<Integer, FieldReference> covered(
      MethodCode method, Map<FieldReference, InputValue> fields) {
    Map<Integer, FieldReference> covered = new HashMap<>();
    for (int i = 2; i < method.instructions().size(); i++) {
      if (method.instruction(i) instanceof Instruction.FieldAccess access
          && access.opcode() == Opcode.PUTFIELD
          && method.instruction(i - 1) instanceof Instruction.LoadLocal value
          && method.instruction(i - 2) instanceof Instruction.LoadLocal object
          && object.slot() == 0) {
        FieldReference field = access.field();
        for (int p = 0; p < method.type().parameters().size(); p++) {
          boolean fits =
              method.type().slotOf(p, method.isStatic()) == value.slot()
                  && method.type().parameters().get(p).equals(field.descriptor());
          if (fits && fields.containsKey(field)) {
            covered.put(p, field);
          }
        }
      }
    }
    return covered;
  }
}
