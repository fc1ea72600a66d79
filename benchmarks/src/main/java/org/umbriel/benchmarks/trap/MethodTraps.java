package org.umbriel.benchmarks.trap;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.umbriel.benchmarks.trap.TrapPlan.WatchedContract;
import org.umbriel.metadata.classfile.ClassUnit;
import org.umbriel.metadata.classfile.MethodCode;
import org.umbriel.metadata.classfile.MethodDescriptor;
import org.umbriel.metadata.site.AssertStatement;
import org.umbriel.metadata.site.CheckKind;

/** The traps of one method, each before the instruction that it is about. */
final class MethodTraps {
  private final ClassUnit unit;
  private final MethodNode node;
  private final MethodCode code;
  private final List<AbstractInsnNode> instructions = new ArrayList<>();
  private final Map<Integer, List<Trap>> byInstruction = new TreeMap<>();

  /**
   * For one method.
   *
   * @param unit its class
   * @param node to be changed; as it was read, so that its instructions can be counted
   * @param code the same method, decoded
   */
  MethodTraps(ClassUnit unit, MethodNode node, MethodCode code) {
    this.unit = unit;
    this.node = node;
    this.code = code;
    for (AbstractInsnNode instruction : node.instructions) {
      if (instruction.getOpcode() >= 0) {
        instructions.add(instruction);
      }
    }
  }

  /** Takes a trap; false if it cannot be set. */
  boolean add(Trap trap) {
    int index = trap.site().instruction();
    boolean settable =
        trap.claim() == Trap.Claim.UNREACHABLE
            || switch (trap.kind()) {
              case ASSERTION -> assertion(index).isPresent();
              case PRECONDITION -> isReferenceArgument(trap);
              case NULL_DEREFERENCE -> !isOnUninitialised(index);
              default -> true;
            };
    if (settable) {
      byInstruction.computeIfAbsent(index, i -> new ArrayList<>()).add(trap);
    }
    return settable;
  }

  private Optional<AssertStatement> assertion(int failure) {
    return AssertStatement.in(code).stream().filter(a -> a.failure() == failure).findFirst();
  }

  private boolean isReferenceArgument(Trap trap) {
    if (!(instructions.get(trap.site().instruction()) instanceof MethodInsnNode call)) {
      return false;
    }
    List<String> parameters = MethodDescriptor.parse(call.desc).parameters();
    int parameter = trap.site().operand();
    return parameter < parameters.size() && MethodDescriptor.isReference(parameters.get(parameter));
  }

  /**
   * Whether the receiver may be uninitialised: before the superclass's constructor is called,
   * {@code this} can be written to, but not handed to anybody (JVMS 4.10.1.9).
   */
  private boolean isOnUninitialised(int index) {
    AbstractInsnNode instruction = instructions.get(index);
    return isConstructorCall(instruction)
        || (node.name.equals("<init>")
            && instruction.getOpcode() == Opcodes.PUTFIELD
            && ((FieldInsnNode) instruction).owner.equals(unit.name())
            && index < constructorCall());
  }

  /** Index of the call of the superclass's or another own constructor, the first if in doubt. */
  private int constructorCall() {
    for (int i = 0; i < instructions.size(); i++) {
      if (isConstructorCall(instructions.get(i))
          && initialisesThis(((MethodInsnNode) instructions.get(i)).owner)) {
        return i;
      }
    }
    return instructions.size();
  }

  private boolean initialisesThis(String constructed) {
    return constructed.equals(unit.name()) || unit.superName().equals(Optional.of(constructed));
  }

  private static boolean isConstructorCall(AbstractInsnNode instruction) {
    return instruction instanceof MethodInsnNode call && call.name.equals("<init>");
  }

  /** Writes the traps that were added. */
  void insert() {
    int free = node.maxLocals;
    byInstruction.forEach((index, traps) -> insertAt(index, traps, free));
  }

  private void insertAt(int index, List<Trap> traps, int free) {
    AbstractInsnNode instruction = instructions.get(index);
    List<Trap> onOperands = new ArrayList<>();
    for (Trap trap : traps) {
      if (trap.claim() == Trap.Claim.UNREACHABLE) {
        insertBefore(index, TrapCalls.event("reached", trap));
      } else if (trap.kind() == CheckKind.ASSERTION) {
        int condition = assertion(index).orElseThrow().branch() + 1;
        insertBefore(condition, TrapCalls.event("executed", trap));
        insertBefore(index, TrapCalls.event("failed", trap));
      } else {
        onOperands.add(trap);
      }
    }
    if (!onOperands.isEmpty()) {
      insertBefore(index, onOperands(instruction, onOperands, free));
    }
  }

  private static InsnList onOperands(AbstractInsnNode instruction, List<Trap> traps, int free) {
    int deepest =
        traps.stream()
            .mapToInt(t -> depth(t, instruction) + TrapCalls.operandsBelow(t))
            .max()
            .orElseThrow();
    Spill spill = new Spill(OperandTypes.of(instruction), deepest, free);
    InsnList inserted = spill.save();
    traps.forEach(t -> inserted.add(TrapCalls.check(t, instruction, depth(t, instruction), spill)));
    inserted.add(spill.restore());
    return inserted;
  }

  /** Depth on the stack, 0 for the top; a precondition names its parameter instead. */
  private static int depth(Trap trap, AbstractInsnNode instruction) {
    int operand = trap.site().operand();
    return trap.kind() == CheckKind.PRECONDITION
        ? MethodDescriptor.parse(((MethodInsnNode) instruction).desc).parameters().size()
            - 1
            - operand
        : operand;
  }

  private void insertBefore(int index, InsnList inserted) {
    node.instructions.insertBefore(instructions.get(index), inserted);
  }

  /** Makes the method's beginning, and not a loop that jumps there, look at its arguments. */
  void watch(List<Integer> contracts, TrapPlan plan) {
    InsnList inserted = new InsnList();
    for (int contract : contracts) {
      WatchedContract watched = plan.contracts().get(contract);
      int slot = code.type().slotOf(watched.parameter(), code.isStatic());
      inserted.add(TrapCalls.entered(slot, contract));
    }
    node.instructions.insert(inserted);
  }
}
