package org.umbriel.symexec.witness;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.objectweb.asm.Opcodes;
import org.umbriel.metadata.classfile.ClassUnit;
import org.umbriel.metadata.classfile.FieldUnit;
import org.umbriel.metadata.classfile.MethodCode;
import org.umbriel.metadata.classfile.MethodDescriptor;
import org.umbriel.metadata.classfile.MethodReference;
import org.umbriel.metadata.classfile.Program;
import org.umbriel.symexec.replay.plan.Value;

/** Values that a caller could pass for a type: small ones, borders, simple objects. */
final class Candidates {
  private static final int DEEPEST = 2;
  private static final int CONSTRUCTORS = 2;

  /** Boxes, and the primitive type that their {@code valueOf} takes. */
  private static final Map<String, String> BOXES =
      Map.of(
          "java/lang/Integer", "I",
          "java/lang/Long", "J",
          "java/lang/Short", "S",
          "java/lang/Byte", "B",
          "java/lang/Character", "C",
          "java/lang/Boolean", "Z",
          "java/lang/Float", "F",
          "java/lang/Double", "D");

  private final Program program;

  Candidates(Program program) {
    this.program = program;
  }

  /**
   * Values of a type, the simplest first; none if none is known.
   *
   * @param type a field descriptor
   * @param nullAllowed whether {@code null} is among them
   * @param constants of the code that gets the value
   */
  List<Value> of(String type, boolean nullAllowed, Collection<Integer> constants) {
    return of(type, nullAllowed, constants, 0);
  }

  /** Classes of which there is a plain object, for a type that has many. */
  List<String> someClasses() {
    return List.of("java/lang/String", "java/lang/Integer", "java/lang/Object", "java/lang/Long");
  }

  /** The box of a primitive value, if the class is one that holds such. */
  Optional<Value> boxOf(String box, Value value) {
    boolean holds = value.type().equals(BOXES.get(box));
    MethodReference valueOf =
        new MethodReference(box, "valueOf", "(" + value.type() + ")L" + box + ";");
    return holds ? Optional.of(Value.Call.onStatic(valueOf, value)) : Optional.empty();
  }

  private List<Value> of(
      String type, boolean nullAllowed, Collection<Integer> constants, int depth) {
    List<Value> values = new ArrayList<>();
    switch (type.charAt(0)) {
      case 'L' -> values.addAll(objects(type.substring(1, type.length() - 1), constants, depth));
      case '[' -> values.addAll(arrays(type, constants, depth));
      default -> values.addAll(numbers(type, constants));
    }
    if (nullAllowed && MethodDescriptor.isReference(type)) {
      values.add(new Value.Null(type));
    }
    return values;
  }

  private static List<Value> numbers(String type, Collection<Integer> constants) {
    return switch (type.charAt(0)) {
      case 'Z' -> List.of(Value.of(false), Value.of(true));
      case 'C' -> List.of(Value.of('a'), Value.of('0'), Value.of((char) 0), Value.of(' '));
      case 'B' -> List.of(Value.of((byte) 0), Value.of((byte) 1), Value.of((byte) -1));
      case 'S' -> List.of(Value.of((short) 0), Value.of((short) 1), Value.of((short) -1));
      case 'F' -> List.of(Value.of(0f), Value.of(1f), Value.of(-1f), Value.of(Float.NaN));
      case 'D' -> List.of(Value.of(0d), Value.of(1d), Value.of(-1d), Value.of(Double.NaN));
      case 'J' -> {
        List<Value> values = new ArrayList<>();
        List.of(0L, 1L, -1L, Long.MAX_VALUE, Long.MIN_VALUE).forEach(v -> values.add(Value.of(v)));
        constants.forEach(c -> values.add(Value.of((long) c)));
        yield values;
      }
      default -> {
        List<Value> values = new ArrayList<>();
        List.of(0, 1, -1, 2, Integer.MAX_VALUE, Integer.MIN_VALUE)
            .forEach(v -> values.add(Value.of((int) v)));
        constants.forEach(c -> values.add(Value.of((int) c)));
        yield values;
      }
    };
  }

  private List<Value> arrays(String type, Collection<Integer> constants, int depth) {
    List<Value> values = new ArrayList<>();
    values.add(new Value.BlankArray(type, 0));
    values.add(new Value.BlankArray(type, 1));
    if (depth < DEEPEST) {
      of(type.substring(1), false, constants, depth + 1).stream()
          .limit(2)
          .forEach(element -> values.add(new Value.Array(type, List.of(element, element))));
    }
    return values;
  }

  private List<Value> objects(String name, Collection<Integer> constants, int depth) {
    String box = BOXES.get(name);
    if (box != null) {
      MethodReference valueOf = new MethodReference(name, "valueOf", "(" + box + ")L" + name + ";");
      return numbers(box, constants).stream()
          .map(v -> (Value) Value.Call.onStatic(valueOf, v))
          .toList();
    }
    return switch (name) {
      case "java/lang/String", "java/lang/CharSequence", "java/lang/Comparable" ->
          List.of(
              new Value.Text(""), new Value.Text("a"), new Value.Text("0"), new Value.Text("a b"));
      case "java/lang/Object" -> List.of(new Value.Text("a"));
      case "java/lang/Class" ->
          List.of(new Value.ClassLiteral("Ljava/lang/Object;"), new Value.ClassLiteral("I"));
      default -> depth < DEEPEST ? instances(name, constants, depth) : List.of();
    };
  }

  private List<Value> instances(String name, Collection<Integer> constants, int depth) {
    Optional<ClassUnit> unit = program.find(name);
    if (unit.isEmpty() || unit.get().isInterface()) {
      return List.of();
    }
    if ((unit.get().access() & Opcodes.ACC_ENUM) != 0) {
      return unit.get().fields().stream()
          .filter(f -> (f.access() & Opcodes.ACC_ENUM) != 0)
          .limit(2)
          .map(FieldUnit::reference)
          .map(f -> (Value) new Value.StaticField(f))
          .toList();
    }
    List<Value> values = new ArrayList<>();
    if (!unit.get().isAbstract()) {
      unit.get().methods().stream()
          .filter(m -> m.isConstructor() && !m.isPrivate() && !m.isSynthetic())
          .sorted(Comparator.comparingInt((MethodCode m) -> m.type().parameters().size()))
          .limit(CONSTRUCTORS)
          .forEach(m -> construct(m, constants, depth).ifPresent(values::add));
    }
    return values;
  }

  private Optional<Value> construct(
      MethodCode constructor, Collection<Integer> constants, int depth) {
    List<Value> arguments = new ArrayList<>();
    for (String parameter : constructor.type().parameters()) {
      List<Value> values = of(parameter, false, constants, depth + 1);
      if (values.isEmpty()) {
        return Optional.empty();
      }
      arguments.add(values.get(0));
    }
    return Optional.of(new Value.Call(constructor.reference(), Optional.empty(), arguments));
  }
}
