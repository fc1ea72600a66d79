package org.umbriel.metadata.site;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.umbriel.metadata.classfile.Constant;
import org.umbriel.metadata.classfile.Instruction;
import org.umbriel.metadata.classfile.InstructionVisitor;
import org.umbriel.metadata.classfile.MethodCode;
import org.umbriel.metadata.classfile.MethodDescriptor;
import org.umbriel.metadata.classfile.Opcode;

/**
 * Follows values through the operand stack and the locals of one block, by syntax: what a person
 * sees who reads the block alone. Values from other blocks are unknown.
 */
final class OperandTracker implements InstructionVisitor<List<Operand>> {
  private static final String UNNAMED = "local";

  private final MethodCode method;
  private final boolean thisStays;
  private final List<Operand> stack = new ArrayList<>();
  private final Map<Integer, Operand> locals = new HashMap<>();
  private int at;

  OperandTracker(MethodCode method) {
    this.method = method;
    this.thisStays =
        !method.isStatic()
            && method.instructions().stream()
                .noneMatch(i -> i instanceof Instruction.StoreLocal s && s.slot() == 0);
  }

  /** Forgets everything: a new block starts. */
  void startBlock() {
    stack.clear();
    locals.clear();
  }

  /**
   * Steps over an instruction.
   *
   * @return the operands that it took, the deepest first
   */
  List<Operand> step(int instruction) {
    at = instruction;
    return method.instruction(instruction).accept(this);
  }

  private Operand pop() {
    return stack.isEmpty() ? Operand.UNKNOWN : stack.remove(stack.size() - 1);
  }

  private List<Operand> pop(int count) {
    List<Operand> popped = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      popped.add(0, pop());
    }
    return popped;
  }

  private void push(Operand operand) {
    stack.add(operand.madeBy(at));
  }

  /** Takes operands, pushes one value that is made of them. */
  private List<Operand> compute(int operands, boolean wide, String label) {
    List<Operand> popped = pop(operands);
    push(Operand.other(wide, hash(label, popped)));
    return popped;
  }

  /** Takes operands, pushes one value of a type that is made of them. */
  private List<Operand> compute(int operands, String type, String label) {
    List<Operand> popped = pop(operands);
    push(Operand.typed(type, hash(label, popped)));
    return popped;
  }

  private static long hash(String label, List<Operand> operands) {
    long hash = Operand.hash(label);
    for (Operand operand : operands) {
      hash = Operand.mix(hash, operand.hash());
    }
    return hash;
  }

  private static boolean isWide(Opcode opcode) {
    return switch (opcode.mnemonic().charAt(0)) {
      case 'l', 'd' -> true;
      default -> false;
    };
  }

  @Override
  public List<Operand> nop(Instruction.Nop instruction) {
    return List.of();
  }

  @Override
  public List<Operand> pushConstant(Instruction.PushConstant instruction) {
    Constant constant = instruction.constant();
    String type = typeOf(constant);
    boolean wide = !type.isEmpty() && MethodDescriptor.slots(type) == 2;
    push(new Operand(new Operand.Literal(constant), wide, type, Operand.hash(constant.toString())));
    return List.of();
  }

  private static String typeOf(Constant constant) {
    if (constant instanceof Constant.LongConstant) {
      return "J";
    } else if (constant instanceof Constant.DoubleConstant) {
      return "D";
    } else if (constant instanceof Constant.StringConstant) {
      return "Ljava/lang/String;";
    } else if (constant instanceof Constant.ClassConstant) {
      return "Ljava/lang/Class;";
    }
    return constant instanceof Constant.DynamicConstant dynamic ? dynamic.descriptor() : "";
  }

  @Override
  public List<Operand> loadLocal(Instruction.LoadLocal instruction) {
    int slot = instruction.slot();
    boolean wide = isWide(instruction.opcode());
    Operand known = locals.get(slot);
    if (known == null && slot == 0 && thisStays) {
      push(new Operand(new Operand.This(), false, "", Operand.hash("this")));
    } else if (known == null) {
      push(Operand.other(wide, Operand.hash(nameOf(slot).orElse(UNNAMED))));
    } else {
      long hash = nameOf(slot).map(Operand::hash).orElse(known.hash());
      push(new Operand(known.origin(), wide, known.type(), hash));
    }
    return List.of();
  }

  /** Slots are renumbered by compilers and rewriters; names and parameters stay. */
  private Optional<String> nameOf(int slot) {
    return method.localVariable(slot, at).map(v -> "local " + v.name()).or(() -> parameterOf(slot));
  }

  private Optional<String> parameterOf(int slot) {
    MethodDescriptor type = method.type();
    for (int i = 0; i < type.parameters().size(); i++) {
      if (type.slotOf(i, method.isStatic()) == slot) {
        return Optional.of("parameter " + i);
      }
    }
    return Optional.empty();
  }

  @Override
  public List<Operand> storeLocal(Instruction.StoreLocal instruction) {
    Operand value = pop();
    locals.put(instruction.slot(), value);
    return List.of(value);
  }

  @Override
  public List<Operand> increment(Instruction.Increment instruction) {
    locals.put(
        instruction.slot(), Operand.other(false, Operand.hash("iinc " + instruction.amount())));
    return List.of();
  }

  @Override
  public List<Operand> arrayLoad(Instruction.ArrayLoad instruction) {
    return compute(2, isWide(instruction.opcode()), instruction.opcode().mnemonic());
  }

  @Override
  public List<Operand> arrayStore(Instruction.ArrayStore instruction) {
    return pop(3);
  }

  @Override
  public List<Operand> stackOperation(Instruction.StackOperation instruction) {
    switch (instruction.opcode()) {
      case POP -> pop();
      case POP2 -> {
        if (!pop().wide()) {
          pop();
        }
      }
      case DUP -> duplicate(1, 0);
      case DUP_X1 -> duplicate(1, 1);
      case DUP_X2 -> duplicate(1, 2);
      case DUP2 -> duplicate(2, 0);
      case DUP2_X1 -> duplicate(2, 1);
      case DUP2_X2 -> duplicate(2, 2);
      default -> { // swap
        List<Operand> two = pop(2);
        stack.add(two.get(1));
        stack.add(two.get(0));
      }
    }
    return List.of();
  }

  /** {@code ..., skipped, copied -> ..., copied, skipped, copied}; both counted in words. */
  private void duplicate(int copiedWords, int skippedWords) {
    List<Operand> copied = popWords(copiedWords);
    boolean unknownBelow = skippedWords == 2 && stack.isEmpty();
    List<Operand> skipped = popWords(skippedWords);
    if (unknownBelow) {
      // one value or two: where the lower copy goes is not known
    } else {
      stack.addAll(copied);
      stack.addAll(skipped);
    }
    stack.addAll(copied);
  }

  private List<Operand> popWords(int words) {
    List<Operand> popped = new ArrayList<>();
    for (int taken = 0; taken < words; ) {
      Operand operand = pop();
      popped.add(0, operand);
      taken += operand.wide() ? 2 : 1;
    }
    return popped;
  }

  @Override
  public List<Operand> unary(Instruction.Unary instruction) {
    return compute(1, isWide(instruction.opcode()), instruction.opcode().mnemonic());
  }

  @Override
  public List<Operand> binary(Instruction.Binary instruction) {
    return compute(2, isWide(instruction.opcode()), instruction.opcode().mnemonic());
  }

  @Override
  public List<Operand> convert(Instruction.Convert instruction) {
    char target = instruction.opcode().mnemonic().charAt(2);
    return compute(1, target == 'l' || target == 'd', instruction.opcode().mnemonic());
  }

  @Override
  public List<Operand> compare(Instruction.Compare instruction) {
    return compute(2, false, instruction.opcode().mnemonic());
  }

  @Override
  public List<Operand> branch(Instruction.Branch instruction) {
    return pop(
        switch (instruction.opcode()) {
          case IF_ICMPEQ,
              IF_ICMPNE,
              IF_ICMPLT,
              IF_ICMPGE,
              IF_ICMPGT,
              IF_ICMPLE,
              IF_ACMPEQ,
              IF_ACMPNE ->
              2;
          default -> 1;
        });
  }

  @Override
  public List<Operand> jump(Instruction.Jump instruction) {
    return List.of();
  }

  @Override
  public List<Operand> tableOrLookupSwitch(Instruction.Switch instruction) {
    return pop(1);
  }

  @Override
  public List<Operand> returnValue(Instruction.Return instruction) {
    return pop(instruction.opcode() == Opcode.RETURN ? 0 : 1);
  }

  @Override
  public List<Operand> throwException(Instruction.Throw instruction) {
    return pop(1);
  }

  @Override
  public List<Operand> fieldAccess(Instruction.FieldAccess instruction) {
    int operands = (instruction.isStatic() ? 0 : 1) + (instruction.isWrite() ? 1 : 0);
    return instruction.isWrite()
        ? pop(operands)
        : compute(
            operands,
            instruction.field().descriptor(),
            instruction.opcode().mnemonic() + " " + instruction.field());
  }

  @Override
  public List<Operand> invoke(Instruction.Invoke instruction) {
    String label = instruction.opcode().mnemonic() + " " + instruction.method();
    return call(instruction.method().descriptor(), instruction.isStatic() ? 0 : 1, label);
  }

  @Override
  public List<Operand> invokeDynamic(Instruction.InvokeDynamic instruction) {
    return call(instruction.descriptor(), 0, "invokedynamic " + instruction.name());
  }

  private List<Operand> call(String descriptor, int receivers, String label) {
    MethodDescriptor type = MethodDescriptor.parse(descriptor);
    int operands = type.parameters().size() + receivers;
    return type.returnType().equals("V")
        ? pop(operands)
        : compute(operands, type.returnType(), label);
  }

  @Override
  public List<Operand> newObject(Instruction.New instruction) {
    push(
        new Operand(
            new Operand.FreshObject(),
            false,
            "L" + instruction.type() + ";",
            Operand.hash("new " + instruction.type())));
    return List.of();
  }

  @Override
  public List<Operand> newArray(Instruction.NewArray instruction) {
    Operand size = pop();
    push(
        new Operand(
            new Operand.FreshArray(size.literalSize()),
            false,
            "[" + instruction.elementDescriptor(),
            hash("new [" + instruction.elementDescriptor(), List.of(size))));
    return List.of(size);
  }

  @Override
  public List<Operand> multiNewArray(Instruction.MultiNewArray instruction) {
    List<Operand> sizes = pop(instruction.dimensions());
    push(
        new Operand(
            new Operand.FreshArray(sizes.get(0).literalSize()),
            false,
            instruction.descriptor(),
            hash("new " + instruction.descriptor(), sizes)));
    return sizes;
  }

  @Override
  public List<Operand> arrayLength(Instruction.ArrayLength instruction) {
    return compute(1, false, "arraylength");
  }

  @Override
  public List<Operand> checkCast(Instruction.CheckCast instruction) {
    Operand value = pop();
    String type = instruction.type();
    String descriptor = type.startsWith("[") ? type : "L" + type + ";";
    boolean array = value.origin() instanceof Operand.FreshArray;
    push(new Operand(value.origin(), false, array ? value.type() : descriptor, value.hash()));
    return List.of(value);
  }

  @Override
  public List<Operand> instanceOf(Instruction.InstanceOf instruction) {
    return compute(1, false, "instanceof " + instruction.type());
  }

  @Override
  public List<Operand> monitor(Instruction.Monitor instruction) {
    return pop(1);
  }

  @Override
  public List<Operand> callSubroutine(Instruction.CallSubroutine instruction) {
    return List.of();
  }

  @Override
  public List<Operand> returnFromSubroutine(Instruction.ReturnFromSubroutine instruction) {
    return List.of();
  }
}
