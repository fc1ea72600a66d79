package org.umbriel.rewriter.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.umbriel.metadata.classfile.Instruction;
import org.umbriel.metadata.classfile.MethodCode;
import org.umbriel.metadata.classfile.MethodDescriptor;
import org.umbriel.metadata.classfile.Opcode;
import org.umbriel.metadata.site.CheckKind;
import org.umbriel.metadata.site.CheckSite;
import org.umbriel.rewriter.pipeline.ClientRuntime;
import org.umbriel.rewriter.pipeline.MessageTable;

/** The code before an instruction that looks at its operands, and leaves them as they were. */
final class CheckCode {
  private static final int LONGEST_CHECK = 12;
  private static final int LONGEST_SPILL = 8;

  private final MethodCode method;
  private final ClientRuntime runtime;
  private final MessageTable messages;
  private final MessageTexts texts;

  CheckCode(MethodCode method, ClientRuntime runtime, MessageTable messages) {
    this.method = method;
    this.runtime = runtime;
    this.messages = messages;
    this.texts = new MessageTexts(method);
  }

  /** A bound on the length in bytes of the code before an instruction. */
  static int longest(Instruction instruction) {
    return switch (instruction.opcode().family()) {
      case INVOKE -> {
        Instruction.Invoke call = (Instruction.Invoke) instruction;
        int arguments = MethodDescriptor.parse(call.method().descriptor()).parameters().size();
        yield LONGEST_CHECK + LONGEST_SPILL * arguments;
      }
      case MULTI_NEW_ARRAY ->
          (LONGEST_CHECK + LONGEST_SPILL) * ((Instruction.MultiNewArray) instruction).dimensions();
      default -> LONGEST_CHECK + LONGEST_SPILL;
    };
  }

  /**
   * The check before an instruction.
   *
   * @param sites what may fail there
   */
  List<Instruction> before(int index, List<CheckSite> sites) {
    Instruction instruction = method.instruction(index);
    Set<CheckKind> kinds = sites.stream().map(CheckSite::kind).collect(Collectors.toSet());
    return switch (instruction.opcode().family()) {
      case ARRAY_LOAD -> element(index, kinds);
      case ARRAY_STORE -> stored(index, kinds);
      case FIELD -> field(index, (Instruction.FieldAccess) instruction);
      case INVOKE -> call(index, (Instruction.Invoke) instruction);
      case BINARY -> divisor(index, instruction.opcode());
      case CHECK_CAST -> cast(index, ((Instruction.CheckCast) instruction).type());
      case NEW_ARRAY -> sizes(index, 1);
      case MULTI_NEW_ARRAY -> sizes(index, ((Instruction.MultiNewArray) instruction).dimensions());
      default -> copied(Opcode.DUP, notNull(index, 0));
    };
  }

  /** {@code ..., array, index -> ..., array, index}. */
  private List<Instruction> element(int index, Set<CheckKind> kinds) {
    if (!kinds.contains(CheckKind.ARRAY_BOUNDS)) {
      return second(notNull(index, 1));
    }
    return copied(
        Opcode.DUP2,
        List.of(
            messages.push(List.of(texts.isNull(index, 1), texts.outOfBounds(index, 1))),
            explain("index", "(Ljava/lang/Object;II)V")));
  }

  /** {@code ..., array, index, value -> ..., array, index, value}. */
  private List<Instruction> stored(int index, Set<CheckKind> kinds) {
    Spill spill = new Spill(method.maxLocals());
    spill.add(elementType(method.instruction(index).opcode()));
    List<Instruction> code = new ArrayList<>(spill.stores());
    if (kinds.contains(CheckKind.ARRAY_STORE)) {
      List<String> row =
          List.of(texts.isNull(index, 2), texts.outOfBounds(index, 2), texts.doesNotFit(index));
      code.add(new Instruction.StackOperation(Opcode.DUP2));
      code.addAll(spill.loads());
      code.add(messages.push(row));
      code.add(explain("store", "(Ljava/lang/Object;ILjava/lang/Object;I)V"));
    } else if (kinds.contains(CheckKind.ARRAY_BOUNDS)) {
      code.add(new Instruction.StackOperation(Opcode.DUP2));
      code.add(messages.push(List.of(texts.isNull(index, 2), texts.outOfBounds(index, 2))));
      code.add(explain("index", "(Ljava/lang/Object;II)V"));
    } else {
      code.addAll(second(notNull(index, 2)));
    }
    code.addAll(spill.loads());
    return code;
  }

  private static String elementType(Opcode opcode) {
    return switch (opcode) {
      case LASTORE -> "J";
      case FASTORE -> "F";
      case DASTORE -> "D";
      case AASTORE -> "Ljava/lang/Object;";
      default -> "I";
    };
  }

  private List<Instruction> field(int index, Instruction.FieldAccess access) {
    return access.isWrite()
        ? below(index, List.of(access.field().descriptor()))
        : copied(Opcode.DUP, notNull(index, 0));
  }

  private List<Instruction> call(int index, Instruction.Invoke call) {
    return below(index, MethodDescriptor.parse(call.method().descriptor()).parameters());
  }

  /** {@code ..., object, values -> ..., object, values}. */
  private List<Instruction> below(int index, List<String> types) {
    boolean nearest = !types.isEmpty() && MethodDescriptor.slots(types.get(0)) == 1;
    Spill spill = new Spill(method.maxLocals());
    for (int i = types.size() - 1; i >= (nearest ? 1 : 0); i--) {
      spill.add(types.get(i));
    }
    List<Instruction> check = notNull(index, types.size());
    List<Instruction> code = new ArrayList<>(spill.stores());
    code.addAll(nearest ? second(check) : copied(Opcode.DUP, check));
    code.addAll(spill.loads());
    return code;
  }

  private List<Instruction> divisor(int index, Opcode opcode) {
    boolean wide = opcode == Opcode.LDIV || opcode == Opcode.LREM;
    return copied(
        wide ? Opcode.DUP2 : Opcode.DUP,
        List.of(
            messages.push(List.of(texts.isZero(index))),
            explain("divisor", wide ? "(JI)V" : "(II)V")));
  }

  /** {@code instanceof} resolves the type only if there is an object, as {@code checkcast}. */
  private List<Instruction> cast(int index, String type) {
    return List.of(
        new Instruction.StackOperation(Opcode.DUP),
        new Instruction.StackOperation(Opcode.DUP),
        new Instruction.InstanceOf(type),
        messages.push(texts.isNoInstance(index, type)),
        explain("cast", "(Ljava/lang/Object;ZI)V"));
  }

  /** {@code ..., size, sizes -> ..., size, sizes}: the JVM, too, looks at the first one first. */
  private List<Instruction> sizes(int index, int dimensions) {
    List<Instruction> code = new ArrayList<>();
    Spill spill = new Spill(method.maxLocals());
    for (int i = 1; i < dimensions; i++) {
      spill.add("I");
    }
    code.addAll(spill.stores());
    for (int i = 0; i < dimensions; i++) {
      if (i > 0) {
        code.add(spill.loads().get(i - 1));
      }
      code.add(new Instruction.StackOperation(Opcode.DUP));
      code.add(messages.push(List.of(texts.isNegative(index, dimensions - 1 - i))));
      code.add(explain("size", "(II)V"));
    }
    return code;
  }

  /** Looks at a value and takes it: {@code ..., value -> ...}. */
  private List<Instruction> notNull(int index, int depth) {
    return List.of(
        messages.push(List.of(texts.isNull(index, depth))),
        explain("notNull", "(Ljava/lang/Object;I)V"));
  }

  private Instruction explain(String name, String descriptor) {
    return new Instruction.Invoke(Opcode.INVOKESTATIC, runtime.explain(name, descriptor), false);
  }

  private static List<Instruction> copied(Opcode copy, List<Instruction> check) {
    List<Instruction> code = new ArrayList<>();
    code.add(new Instruction.StackOperation(copy));
    code.addAll(check);
    return code;
  }

  /** {@code ..., value, word -> ..., value, word}. */
  private static List<Instruction> second(List<Instruction> check) {
    List<Instruction> code = new ArrayList<>();
    code.add(new Instruction.StackOperation(Opcode.DUP2));
    code.add(new Instruction.StackOperation(Opcode.POP));
    code.addAll(check);
    return code;
  }
}
