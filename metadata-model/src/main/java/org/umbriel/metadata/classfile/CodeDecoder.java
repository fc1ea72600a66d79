package org.umbriel.metadata.classfile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.Handle;
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
  private static final String[] NEWARRAY_TYPES = {"Z", "C", "F", "D", "B", "S", "I", "J"};

  private final IdentityHashMap<LabelNode, Integer> labels = new IdentityHashMap<>();
  private final List<Instruction> instructions = new ArrayList<>();

  private CodeDecoder() {}

  static MethodCode.Body body(MethodNode node, int[] indices) {
    return new CodeDecoder().decode(node, indices);
  }

  private MethodCode.Body decode(MethodNode node, int[] indices) {
    placeLabels(node);
    int count = indices.length - 1;
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
      throw new IllegalStateException(
          node.name
              + ": "
              + count
              + " instructions in the code, "
              + instructions.size()
              + " decoded");
    }
    return new MethodCode.Body(
        node.maxStack,
        node.maxLocals,
        List.copyOf(instructions),
        indices,
        lines,
        node.tryCatchBlocks.stream().map(this::handler).toList(),
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
      throw new IllegalStateException("a label outside the code");
    }
    return index;
  }

  private ExceptionHandler handler(TryCatchBlockNode node) {
    return new ExceptionHandler(
        indexOf(node.start),
        indexOf(node.end),
        indexOf(node.handler),
        Optional.ofNullable(node.type));
  }

  private LocalVariable local(LocalVariableNode node) {
    return new LocalVariable(
        node.name,
        node.desc,
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
      case BRANCH -> new Instruction.Branch(opcode, indexOf(((JumpInsnNode) insn).label));
      case JUMP -> new Instruction.Jump(indexOf(((JumpInsnNode) insn).label));
      case SWITCH -> tableOrLookupSwitch(opcode, insn);
      case RETURN -> new Instruction.Return(opcode);
      case THROW -> new Instruction.Throw();
      case FIELD -> {
        FieldInsnNode node = (FieldInsnNode) insn;
        yield new Instruction.FieldAccess(
            opcode, new FieldReference(node.owner, node.name, node.desc));
      }
      case INVOKE -> {
        MethodInsnNode node = (MethodInsnNode) insn;
        yield new Instruction.Invoke(
            opcode, new MethodReference(node.owner, node.name, node.desc), node.itf);
      }
      case INVOKE_DYNAMIC -> {
        InvokeDynamicInsnNode node = (InvokeDynamicInsnNode) insn;
        yield new Instruction.InvokeDynamic(
            node.name, node.desc, handle(node.bsm), constants(node.bsmArgs));
      }
      case NEW -> new Instruction.New(((TypeInsnNode) insn).desc);
      case NEW_ARRAY -> new Instruction.NewArray(opcode, elementDescriptor(insn));
      case MULTI_NEW_ARRAY -> {
        MultiANewArrayInsnNode node = (MultiANewArrayInsnNode) insn;
        yield new Instruction.MultiNewArray(node.desc, node.dims);
      }
      case ARRAY_LENGTH -> new Instruction.ArrayLength();
      case CHECK_CAST -> new Instruction.CheckCast(((TypeInsnNode) insn).desc);
      case INSTANCE_OF -> new Instruction.InstanceOf(((TypeInsnNode) insn).desc);
      case MONITOR -> new Instruction.Monitor(opcode);
      case CALL_SUBROUTINE -> new Instruction.CallSubroutine(indexOf(((JumpInsnNode) insn).label));
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
          opcode, List.copyOf(keys), targets(table.labels), indexOf(table.dflt));
    }
    LookupSwitchInsnNode lookup = (LookupSwitchInsnNode) insn;
    return new Instruction.Switch(
        opcode, List.copyOf(lookup.keys), targets(lookup.labels), indexOf(lookup.dflt));
  }

  private List<Integer> targets(List<LabelNode> nodes) {
    return nodes.stream().map(this::indexOf).toList();
  }

  private static String elementDescriptor(AbstractInsnNode insn) {
    if (insn instanceof IntInsnNode primitive) {
      return NEWARRAY_TYPES[primitive.operand - 4];
    }
    return Type.getObjectType(((TypeInsnNode) insn).desc).getDescriptor();
  }

  private static Constant pushed(Opcode opcode, AbstractInsnNode insn) {
    return switch (opcode) {
      case ACONST_NULL -> new Constant.NullConstant();
      case BIPUSH, SIPUSH -> new Constant.IntConstant(((IntInsnNode) insn).operand);
      case LDC -> constant(((LdcInsnNode) insn).cst);
      case LCONST_0, LCONST_1 -> new Constant.LongConstant(opcode.code() - Opcode.LCONST_0.code());
      case FCONST_0, FCONST_1, FCONST_2 ->
          new Constant.FloatConstant(opcode.code() - Opcode.FCONST_0.code());
      case DCONST_0, DCONST_1 ->
          new Constant.DoubleConstant(opcode.code() - Opcode.DCONST_0.code());
      default -> new Constant.IntConstant(opcode.code() - Opcode.ICONST_0.code());
    };
  }

  /** A constant as ASM represents it: boxed values, strings, {@code Type}, handles. */
  static Constant constant(Object value) {
    if (value instanceof Integer i) {
      return new Constant.IntConstant(i);
    } else if (value instanceof Long l) {
      return new Constant.LongConstant(l);
    } else if (value instanceof Float f) {
      return new Constant.FloatConstant(f);
    } else if (value instanceof Double d) {
      return new Constant.DoubleConstant(d);
    } else if (value instanceof String s) {
      return new Constant.StringConstant(s);
    } else if (value instanceof Handle h) {
      return handle(h);
    } else if (value instanceof ConstantDynamic c) {
      Object[] arguments = new Object[c.getBootstrapMethodArgumentCount()];
      Arrays.setAll(arguments, c::getBootstrapMethodArgument);
      return new Constant.DynamicConstant(
          c.getName(), c.getDescriptor(), handle(c.getBootstrapMethod()), constants(arguments));
    } else if (value instanceof Type t) {
      return t.getSort() == Type.METHOD
          ? new Constant.MethodTypeConstant(t.getDescriptor())
          : new Constant.ClassConstant(t.getDescriptor());
    }
    throw new IllegalStateException("no such constant: " + value.getClass());
  }

  private static List<Constant> constants(Object[] values) {
    return Arrays.stream(values).map(CodeDecoder::constant).toList();
  }

  private static Constant.MethodHandleConstant handle(Handle handle) {
    return new Constant.MethodHandleConstant(
        handle.getTag(),
        handle.getOwner(),
        handle.getName(),
        handle.getDesc(),
        handle.isInterface());
  }
}
