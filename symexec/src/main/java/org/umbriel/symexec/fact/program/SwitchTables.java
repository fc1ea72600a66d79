package org.umbriel.symexec.fact.program;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.umbriel.metadata.classfile.ClassUnit;
import org.umbriel.metadata.classfile.Constant;
import org.umbriel.metadata.classfile.FieldReference;
import org.umbriel.metadata.classfile.Instruction;
import org.umbriel.metadata.classfile.MethodCode;
import org.umbriel.metadata.graph.ControlFlowGraph;
import org.umbriel.metadata.site.Assumption;
import org.umbriel.symexec.fact.domain.Support;
import org.umbriel.symexec.fact.state.State;
import org.umbriel.symexec.fact.value.Definition;
import org.umbriel.symexec.fact.value.ValueGraph;

/**
 * The arrays by which compilers switch over enumerations: {@code new int[E.values().length]}, read
 * at {@code e.ordinal()}. That the one is less than the other is read off the code of {@code E}:
 * {@code values()} clones an array of n elements, each constant is made in the class initialiser,
 * with a number below n that its constructor hands on (JLS 8.9).
 */
final class SwitchTables {
  private static final String ENUM = "java/lang/Enum";

  private final Context context;

  SwitchTables(Context context) {
    this.context = context;
  }

  /** What it rests on that an index is in bounds; empty unless both are such. */
  Optional<Support> inBounds(int index, int array, ValueGraph graph, State state) {
    Optional<String> enumeration = ordinalOf(graph.definition(index), graph);
    Optional<Sized> sized = sizedBy(graph.definition(state.canonical(array)), graph);
    return enumeration
        .filter(e -> sized.isPresent() && sized.get().enumeration().equals(e))
        .filter(e -> context.orderlyEnumerations().computeIfAbsent(e, this::isOrderly))
        .map(
            e ->
                context
                    .targets()
                    .code(e)
                    .union(context.targets().code(sized.orElseThrow().writer()))
                    .union(context.premises().assuming(new Assumption.NoReflectiveWrites())));
  }

  /**
   * An array that has as many elements as an enumeration has constants.
   *
   * @param writer the class whose code makes it
   */
  private record Sized(String enumeration, String writer) {}

  private static Optional<String> ordinalOf(Definition index, ValueGraph graph) {
    return index instanceof Definition.Result result
            && graph.method().instruction(result.instruction()) instanceof Instruction.Invoke call
            && !call.isStatic()
            && call.method().name().equals("ordinal")
            && call.method().descriptor().equals("()I")
        ? Optional.of(call.method().owner())
        : Optional.empty();
  }

  private Optional<Sized> sizedBy(Definition array, ValueGraph graph) {
    if (!(array instanceof Definition.Result result)) {
      return Optional.empty();
    }
    MethodCode method = graph.method();
    Instruction made = method.instruction(result.instruction());
    if (made instanceof Instruction.NewArray) {
      return arrayMadeAt(method, result.instruction()).map(e -> new Sized(e, method.owner()));
    }
    return made instanceof Instruction.FieldAccess access && access.isStatic()
        ? context
            .targets()
            .resolve(access.field())
            .filter(f -> f.isFinal())
            .flatMap(f -> writtenOnce(f.reference()).map(e -> new Sized(e, f.owner())))
        : Optional.empty();
  }

  /** The enumeration by whose constants the only array is sized that a field is given. */
  private Optional<String> writtenOnce(FieldReference field) {
    Optional<ClassUnit> unit = context.program().find(field.owner());
    List<Optional<String>> found = new ArrayList<>();
    unit.ifPresent(
        u ->
            u.methods().stream()
                .filter(MethodCode::hasCode)
                .forEach(m -> writes(m, field).forEach(i -> found.add(arrayMadeAt(m, i - 1)))));
    return found.size() == 1 ? found.get(0) : Optional.empty();
  }

  private static List<Integer> writes(MethodCode method, FieldReference field) {
    List<Integer> found = new ArrayList<>();
    for (int i = 0; i < method.instructions().size(); i++) {
      if (method.instruction(i) instanceof Instruction.FieldAccess access
          && access.isWrite()
          && access.field().equals(field)) {
        found.add(i);
      }
    }
    return found;
  }

  private static Optional<String> arrayMadeAt(MethodCode method, int index) {
    return index > 1
            && method.instruction(index) instanceof Instruction.NewArray
            && inOneBlock(method, index - 2, index + 1)
        ? valuesCountedAt(method, index - 1)
        : Optional.empty();
  }

  /** Whether some instructions are only executed one after the other. */
  private static boolean inOneBlock(MethodCode method, int first, int last) {
    return ControlFlowGraph.of(method).blocks().stream()
        .anyMatch(b -> b.start() <= first && last < b.end());
  }

  /** {@code E.values().length}. */
  private static Optional<String> valuesCountedAt(MethodCode method, int index) {
    return index > 0
            && method.instruction(index) instanceof Instruction.ArrayLength
            && method.instruction(index - 1) instanceof Instruction.Invoke call
            && call.isStatic()
            && isValues(call)
        ? Optional.of(call.method().owner())
        : Optional.empty();
  }

  private static boolean isValues(Instruction.Invoke call) {
    return call.method().name().equals("values")
        && call.method().descriptor().equals("()[L" + call.method().owner() + ";");
  }

  private boolean isOrderly(String enumeration) {
    Optional<ClassUnit> unit = context.program().find(enumeration);
    boolean isEnum = unit.flatMap(ClassUnit::superName).filter(ENUM::equals).isPresent();
    OptionalInt size = isEnum ? sizeOfValues(unit.orElseThrow()) : OptionalInt.empty();
    return size.isPresent() && numbersConstantsBelow(size.getAsInt(), unit.orElseThrow());
  }

  /** How long the array is that {@code values()} clones, if there is only one like it. */
  private static OptionalInt sizeOfValues(ClassUnit unit) {
    String array = "[L" + unit.name() + ";";
    Optional<MethodCode> values = unit.method("values", "()" + array);
    boolean clones =
        values.filter(m -> m.hasCode() && m.handlers().isEmpty()).isPresent()
            && values.get().instructions().size() == 4
            && values.get().instruction(0) instanceof Instruction.FieldAccess kept
            && kept.field().owner().equals(unit.name())
            && kept.field().descriptor().equals(array)
            && unit.fields().stream()
                .anyMatch(f -> f.reference().equals(kept.field()) && f.isFinal())
            && values.get().instruction(1) instanceof Instruction.Invoke copy
            && copy.method().name().equals("clone");
    List<Integer> sizes = new ArrayList<>();
    for (MethodCode method : unit.methods()) {
      for (int i = 0; i < method.instructions().size(); i++) {
        if (method.instruction(i) instanceof Instruction.NewArray made
            && made.elementDescriptor().equals("L" + unit.name() + ";")) {
          sizes.add(i > 0 && inOneBlock(method, i - 1, i) ? constant(method, i - 1) : -1);
        }
      }
    }
    return clones && sizes.size() == 1 ? OptionalInt.of(sizes.get(0)) : OptionalInt.empty();
  }

  /** The number that an instruction pushes; -1 if it does something else. */
  private static int constant(MethodCode method, int index) {
    return index < method.instructions().size()
            && method.instruction(index) instanceof Instruction.PushConstant push
            && push.constant() instanceof Constant.IntConstant number
        ? number.value()
        : -1;
  }

  /** Whether each constant has a number from 0 to the size, and all are made at the beginning. */
  private boolean numbersConstantsBelow(int size, ClassUnit unit) {
    for (ClassUnit maker : context.program().units()) {
      for (MethodCode method : maker.methods()) {
        for (int i = 0; i < method.instructions().size(); i++) {
          if (method.instruction(i) instanceof Instruction.New made && isConstant(made, unit)) {
            boolean own = maker.name().equals(unit.name()) && method.isClassInitializer();
            int number = constant(method, i + 3);
            boolean numbered = number >= 0 && number < size && inOneBlock(method, i, i + 3);
            if (!own || !numbered || !handsOn(made.type())) {
              return false;
            }
          }
        }
      }
    }
    return true;
  }

  private boolean isConstant(Instruction.New made, ClassUnit unit) {
    return made.type().equals(unit.name())
        || context
            .program()
            .header(made.type())
            .flatMap(h -> h.superName())
            .filter(unit.name()::equals)
            .isPresent();
  }

  /** Whether constructors hand on their second argument before anything else. */
  private boolean handsOn(String type) {
    return context.program().find(type).stream()
        .flatMap(u -> u.methods().stream())
        .filter(MethodCode::isConstructor)
        .allMatch(
            m ->
                m.descriptor().startsWith("(Ljava/lang/String;I")
                    && loads(m, 0)
                    && loads(m, 1)
                    && loads(m, 2));
  }

  private static boolean loads(MethodCode method, int slot) {
    return method.instruction(slot) instanceof Instruction.LoadLocal load && load.slot() == slot;
  }
}
