package org.umbriel.metadata.classfile;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.IincInsnNode;
import org.objectweb.asm.tree.IntInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.LocalVariableNode;
import org.objectweb.asm.tree.LookupSwitchInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.MultiANewArrayInsnNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;
import org.objectweb.asm.tree.TryCatchBlockNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/** One method's ASM nodes into {@link Instruction} records. */
final class CodeDecoder {
  /** Instructions counted once for each range over them; a hundred times what compilers reach. */
  private static final int MAX_COVERED = 1 << 20;

  private static final int FIRST_PRIMITIVE = 4;
  private static final String PRIMITIVES = "ZCFDBSIJ";

  private final IdentityHashMap<LabelNode, Integer> labels = new IdentityHashMap<>();
  private final List<Instruction> instructions = new ArrayList<>();

  private final ConstantDecoder constants;
  private final DescriptorChecks checks;
  private int count;

  CodeDecoder(ConstantDecoder constants, DescriptorChecks checks) {
    this.constants = constants;
    this.checks = checks;
  }

  /**
   * Decodes a method that has code; a decoder is for one method.
   *
   * @param indices of the instructions, and the code's length behind them
   */
  MethodCode.Body decode(MethodNode node, int[] indices) {
    count = indices.length - 1;
    placeLabels(node);
    int[] lines = new int[count];
    int line = 0;
    for (AbstractInsnNode insn : node.instructions) {
      if (insn instanceof LineNumberNode number) {
        line = number.line;
      } else if (insn.getOpcode() >= 0 && instructions.size() < count) {
        lines[instructions.size()] = line;
        instructions.add(instruction(insn));
      }
    }
    if (instructions.size() != count) {
      throw new CorruptClassException(
          node.name + ": " + count + " instructions, " + instructions.size() + " decoded");
    }
    boundSubroutines();
    return new MethodCode.Body(
        node.maxStack,
        node.maxLocals,
        List.copyOf(instructions),
        lines,
        handlers(node),
        node.localVariables == null
            ? List.of()
            : node.localVariables.stream().map(this::local).toList());
  }

  private void placeLabels(MethodNode node) {
    int index = 0;
    for (AbstractInsnNode insn : node.instructions) {
      if (insn instanceof LabelNode label) {
        labels.put(label, index);
      } else if (insn.getOpcode() >= 0) {
        index++;
      }
    }
  }

  private int indexOf(LabelNode label) {
    Integer index = labels.get(label);
    if (index == null) {
      throw new CorruptClassException("a position between the bytes of an instruction");
    }
    return index;
  }

  private int target(LabelNode label) {
    int index = indexOf(label);
    if (index >= count) {
      throw new CorruptClassException("a branch behind the end of the code");
    }
    return index;
  }

  /** Control goes from each {@code ret} to behind each {@code jsr}, for all that is known here. */
  private void boundSubroutines() {
    long calls = count(Opcode.JSR);
    long returns = count(Opcode.RET);
    if (calls * returns > MAX_COVERED) {
      throw new CorruptClassException("more subroutines than any compiler makes");
    }
  }

  private long count(Opcode opcode) {
    return instructions.stream().filter(i -> i.opcode() == opcode).count();
  }

  private List<ExceptionHandler> handlers(MethodNode node) {
    List<ExceptionHandler> handlers = node.tryCatchBlocks.stream().map(this::handler).toList();
    if (handlers.stream().mapToLong(h -> h.end() - h.start()).sum() > MAX_COVERED) {
      throw new CorruptClassException("exception ranges cover more than any compiler makes them");
    }
    return handlers;
  }

  private ExceptionHandler handler(TryCatchBlockNode node) {
    int start = indexOf(node.start);
    int end = indexOf(node.end);
    if (start >= end) {
      throw new CorruptClassException("an exception range without instructions (JVMS 4.7.3)");
    }
    return new ExceptionHandler(
        start, end, target(node.handler), Optional.ofNullable(node.type).map(checks::type));
  }

  private LocalVariable local(LocalVariableNode node) {
    return new LocalVariable(
        checks.member(node.name),
        checks.field(node.desc),
        Optional.ofNullable(node.signature),
        node.index,
        indexOf(node.start),
        indexOf(node.end));
  }

  private Instruction instruction(AbstractInsnNode insn) {
    Opcode opcode = Opcode.of(insn.getOpcode());
    return switch (opcode.family()) {
      case NOP -> new Instruction.Nop();
      case CONSTANT -> new Instruction.PushConstant(opcode, pushed(opcode, insn));
      case LOAD -> new Instruction.LoadLocal(opcode, ((VarInsnNode) insn).var);
      case STORE -> new Instruction.StoreLocal(opcode, ((VarInsnNode) insn).var);
      case INCREMENT -> {
        IincInsnNode node = (IincInsnNode) insn;
        yield new Instruction.Increment(node.var, node.incr);
      }
      case ARRAY_LOAD -> new Instruction.ArrayLoad(opcode);
      case ARRAY_STORE -> new Instruction.ArrayStore(opcode);
      case STACK -> new Instruction.StackOperation(opcode);
      case UNARY -> new Instruction.Unary(opcode);
      case BINARY -> new Instruction.Binary(opcode);
      case CONVERT -> new Instruction.Convert(opcode);
      case COMPARE -> new Instruction.Compare(opcode);
      case BRANCH -> new Instruction.Branch(opcode, target(((JumpInsnNode) insn).label));
      case JUMP -> new Instruction.Jump(target(((JumpInsnNode) insn).label));
      case SWITCH -> tableOrLookupSwitch(opcode, insn);
      case RETURN -> new Instruction.Return(opcode);
      case THROW -> new Instruction.Throw();
      case FIELD -> {
        FieldInsnNode node = (FieldInsnNode) insn;
        yield new Instruction.FieldAccess(
            opcode,
            new FieldReference(
                checks.type(node.owner), checks.member(node.name), checks.field(node.desc)));
      }
      case INVOKE -> {
        MethodInsnNode node = (MethodInsnNode) insn;
        yield new Instruction.Invoke(
            opcode,
            new MethodReference(
                checks.type(node.owner), checks.member(node.name), checks.method(node.desc)),
            node.itf);
      }
      case INVOKE_DYNAMIC -> {
        InvokeDynamicInsnNode node = (InvokeDynamicInsnNode) insn;
        yield new Instruction.InvokeDynamic(
            checks.member(node.name),
            checks.method(node.desc),
            constants.handle(node.bsm),
            constants.constants(node.bsmArgs));
      }
      case NEW -> new Instruction.New(checks.className(((TypeInsnNode) insn).desc));
      case NEW_ARRAY -> new Instruction.NewArray(opcode, elementDescriptor(insn));
      case MULTI_NEW_ARRAY -> {
        MultiANewArrayInsnNode node = (MultiANewArrayInsnNode) insn;
        yield new Instruction.MultiNewArray(arrayOf(node.desc, node.dims), node.dims);
      }
      case ARRAY_LENGTH -> new Instruction.ArrayLength();
      case CHECK_CAST -> new Instruction.CheckCast(checks.type(((TypeInsnNode) insn).desc));
      case INSTANCE_OF -> new Instruction.InstanceOf(checks.type(((TypeInsnNode) insn).desc));
      case MONITOR -> new Instruction.Monitor(opcode);
      case CALL_SUBROUTINE -> new Instruction.CallSubroutine(target(((JumpInsnNode) insn).label));
      case RETURN_FROM_SUBROUTINE -> new Instruction.ReturnFromSubroutine(((VarInsnNode) insn).var);
    };
  }

  private Instruction tableOrLookupSwitch(Opcode opcode, AbstractInsnNode insn) {
    if (insn instanceof TableSwitchInsnNode table) {
      List<Integer> keys = new ArrayList<>();
      for (int i = 0; i < table.labels.size(); i++) {
        keys.add(table.min + i);
      }
      return new Instruction.Switch(
          opcode, List.copyOf(keys), targets(table.labels), target(table.dflt));
    }
    LookupSwitchInsnNode lookup = (LookupSwitchInsnNode) insn;
    return new Instruction.Switch(
        opcode, List.copyOf(lookup.keys), targets(lookup.labels), target(lookup.dflt));
  }

  private List<Integer> targets(List<LabelNode> nodes) {
    return nodes.stream().map(this::target).toList();
  }

  private String arrayOf(String descriptor, int dimensions) {
    if (dimensions < 1 || !descriptor.startsWith("[".repeat(dimensions))) {
      throw new CorruptClassException(
          "multianewarray of " + descriptor + " with " + dimensions + " dimensions (JVMS 6.5)");
    }
    return checks.field(descriptor);
  }

  private String elementDescriptor(AbstractInsnNode insn) {
    if (insn instanceof IntInsnNode primitive) {
      return primitive(primitive.operand);
    }
    return Type.getObjectType(checks.type(((TypeInsnNode) insn).desc)).getDescriptor();
  }

  private static String primitive(int code) {
    if (code < FIRST_PRIMITIVE || code >= FIRST_PRIMITIVE + PRIMITIVES.length()) {
      throw new CorruptClassException("newarray of type " + code + " (JVMS table 6.5.newarray-A)");
    }
    return PRIMITIVES.substring(code - FIRST_PRIMITIVE, code - FIRST_PRIMITIVE + 1);
  }

  private Constant pushed(Opcode opcode, AbstractInsnNode insn) {
    return switch (opcode) {
      case ACONST_NULL -> new Constant.NullConstant();
      case BIPUSH, SIPUSH -> new Constant.IntConstant(((IntInsnNode) insn).operand);
      case LDC -> constants.constant(((LdcInsnNode) insn).cst);
      case LCONST_0, LCONST_1 -> new Constant.LongConstant(opcode.code() - Opcode.LCONST_0.code());
      case FCONST_0, FCONST_1, FCONST_2 ->
          new Constant.FloatConstant(opcode.code() - Opcode.FCONST_0.code());
      case DCONST_0, DCONST_1 ->
          new Constant.DoubleConstant(opcode.code() - Opcode.DCONST_0.code());
      default -> new Constant.IntConstant(opcode.code() - Opcode.ICONST_0.code());
    };
  }
}
