package org.umbriel.rewriter.explain;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.umbriel.metadata.classfile.Constant;
import org.umbriel.metadata.classfile.Instruction;
import org.umbriel.metadata.classfile.JavaNames;
import org.umbriel.metadata.classfile.LocalVariable;
import org.umbriel.metadata.classfile.MethodCode;
import org.umbriel.metadata.classfile.MethodDescriptor;
import org.umbriel.metadata.classfile.Opcode;
import org.umbriel.metadata.site.Producers;

/**
 * What a person calls the operands of instructions: the variable's name (JVMS 4.7.13) and where its
 * value comes from, the field, the call that returned it.
 */
final class ValueNames {
  private static final int DEEPEST = 3;

  private final MethodCode method;
  private final Producers producers;

  ValueNames(MethodCode method) {
    this.method = method;
    this.producers = Producers.in(method);
  }

  /**
   * An operand's name, {@code "user" (result of a.b.C.find(int), line 12)}; names of variables are
   * quoted and come first. Nothing where there is no better one than that it is a value.
   *
   * @param depth counted in values from the top
   */
  Optional<String> of(int instruction, int depth) {
    return made(producers.of(instruction, depth), 0);
  }

  /** The name of what an instruction made. */
  private Optional<String> made(int producer, int nesting) {
    if (producer == Producers.UNKNOWN || nesting > DEEPEST) {
      return Optional.empty();
    }
    Instruction instruction = method.instruction(producer);
    return switch (instruction.opcode().family()) {
      case LOAD ->
          Optional.of(variable(((Instruction.LoadLocal) instruction).slot(), producer, nesting));
      case CONSTANT ->
          ((Instruction.PushConstant) instruction).constant() instanceof Constant.NullConstant
              ? Optional.of("a constant")
              : Optional.empty();
      case FIELD -> Optional.of(field((Instruction.FieldAccess) instruction, producer, nesting));
      case INVOKE ->
          Optional.of("result of " + JavaNames.method(((Instruction.Invoke) instruction).method()));
      case ARRAY_LOAD -> made(producers.of(producer, 1), nesting + 1).map(a -> "element of " + a);
      case ARRAY_LENGTH -> made(producers.of(producer, 0), nesting + 1).map(a -> "length of " + a);
      case CHECK_CAST -> made(producers.of(producer, 0), nesting + 1);
      default -> Optional.empty();
    };
  }

  private String field(Instruction.FieldAccess access, int at, int nesting) {
    String name = "field \"" + access.field().name() + "\"";
    if (access.isStatic()) {
      return name + " of " + JavaNames.type(access.field().owner());
    }
    String object = made(producers.of(at, 0), nesting + 1).orElse("this");
    return object.equals("this") ? name : name + " of " + object;
  }

  private String variable(int slot, int at, int nesting) {
    if (slot == 0 && !method.isStatic()) {
      return "this";
    }
    Optional<LocalVariable> variable = method.localVariable(slot, at);
    Optional<Integer> parameter = parameterIn(slot);
    List<Integer> stores = storesTo(slot, variable);
    String name =
        variable
            .map(v -> "\"" + v.name() + "\"")
            .or(() -> parameter.map(p -> "parameter " + (p + 1)))
            .orElse("local variable " + slot);
    if (parameter.isPresent() && variable.map(v -> v.start() == 0).orElse(stores.isEmpty())) {
      return name;
    }
    return stores.size() == 1 ? name + origin(stores.get(0), nesting) : name;
  }

  /** Where the only value of a variable comes from. */
  private String origin(int store, int nesting) {
    int producer = producers.of(store, 0);
    if (nesting > 0 || producer == Producers.UNKNOWN) {
      return "";
    }
    String line = method.line(store) > 0 ? ", line " + method.line(store) : "";
    return made(producer, 1).map(o -> " (" + o + line + ")").orElse("");
  }

  private Optional<Integer> parameterIn(int slot) {
    MethodDescriptor type = method.type();
    return IntStream.range(0, type.parameters().size())
        .filter(p -> type.slotOf(p, method.isStatic()) == slot)
        .boxed()
        .findFirst();
  }

  /** A variable's scope starts behind the store of its first value. */
  private List<Integer> storesTo(int slot, Optional<LocalVariable> variable) {
    int from = variable.map(v -> v.start() - 1).orElse(0);
    int to = variable.map(LocalVariable::end).orElse(method.instructions().size());
    return IntStream.range(Math.max(0, from), to).filter(i -> writes(i, slot)).boxed().toList();
  }

  private boolean writes(int index, int slot) {
    Instruction instruction = method.instruction(index);
    if (instruction instanceof Instruction.Increment increment) {
      return increment.slot() == slot;
    }
    return instruction instanceof Instruction.StoreLocal store
        && (store.slot() == slot || (isWide(store.opcode()) && store.slot() == slot - 1));
  }

  private static boolean isWide(Opcode opcode) {
    return opcode == Opcode.LSTORE || opcode == Opcode.DSTORE;
  }
}
