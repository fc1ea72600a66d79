package org.umbriel.rewriter.apply;

import java.util.function.IntFunction;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.IntInsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.VarInsnNode;
import org.umbriel.metadata.classfile.Constant;
import org.umbriel.metadata.classfile.Instruction;
import org.umbriel.metadata.classfile.MethodDescriptor;
import org.umbriel.metadata.classfile.MethodReference;
import org.umbriel.metadata.classfile.Opcode;

/**
 * Code of edits into ASM's nodes; keeps book of the stack words and local variables that it needs.
 */
final class InstructionWriter {
  private final IntFunction<LabelNode> labels;
  private final InsnList nodes = new InsnList();
  private int depth;
  private int deepest;
  private int locals;

  /**
   * A writer.
   *
   * @param labels of the instructions that something in the original jumps to
   */
  InstructionWriter(IntFunction<LabelNode> labels) {
    this.labels = labels;
  }

  InsnList nodes() {
    return nodes;
  }

  /** Stack words on top of those that were there before. */
  int deepest() {
    return deepest;
  }

  /** One more than the highest local variable. */
  int locals() {
    return locals;
  }

  /**
   * Adds an instruction.
   *
   * @throws IllegalArgumentException if it is of a family that edits don't put in
   */
  void add(Instruction instruction) {
    Opcode opcode = instruction.opcode();
    switch (opcode.family()) {
      case NOP -> add(new InsnNode(opcode.code()), 0);
      case CONSTANT -> push((Instruction.PushConstant) instruction);
      case LOAD -> local(opcode, ((Instruction.LoadLocal) instruction).slot(), 1);
      case STORE -> local(opcode, ((Instruction.StoreLocal) instruction).slot(), -1);
      case STACK -> add(new InsnNode(opcode.code()), stackGrowth(opcode));
      case FIELD -> field((Instruction.FieldAccess) instruction);
      case INVOKE -> invoke((Instruction.Invoke) instruction);
      case JUMP ->
          add(
              new JumpInsnNode(
                  opcode.code(), labels.apply(((Instruction.Jump) instruction).target())),
              0);
      case INSTANCE_OF ->
          add(new TypeInsnNode(opcode.code(), ((Instruction.InstanceOf) instruction).type()), 0);
      case THROW -> add(new InsnNode(opcode.code()), -1);
      default -> throw new IllegalArgumentException("not in edits: " + instruction);
    }
  }

  private void add(AbstractInsnNode node, int growth) {
    nodes.add(node);
    depth += growth;
    deepest = Math.max(deepest, depth);
  }

  private void push(Instruction.PushConstant push) {
    Constant constant = push.constant();
    Opcode opcode = push.opcode();
    if (opcode == Opcode.BIPUSH || opcode == Opcode.SIPUSH) {
      add(new IntInsnNode(opcode.code(), ((Constant.IntConstant) constant).value()), 1);
    } else if (opcode != Opcode.LDC) {
      add(new InsnNode(opcode.code()), isWide(opcode) ? 2 : 1);
    } else if (constant instanceof Constant.StringConstant text) {
      add(new LdcInsnNode(text.value()), 1);
    } else if (constant instanceof Constant.IntConstant number) {
      add(new LdcInsnNode(number.value()), 1);
    } else if (constant instanceof Constant.ClassConstant type) {
      add(new LdcInsnNode(Type.getType(type.descriptor())), 1);
    } else {
      throw new IllegalArgumentException("not in edits: " + push);
    }
  }

  private static boolean isWide(Opcode opcode) {
    return switch (opcode) {
      case LCONST_0, LCONST_1, DCONST_0, DCONST_1 -> true;
      default -> false;
    };
  }

  private void local(Opcode opcode, int slot, int direction) {
    int words =
        switch (opcode) {
          case LLOAD, DLOAD, LSTORE, DSTORE -> 2;
          default -> 1;
        };
    locals = Math.max(locals, slot + words);
    add(new VarInsnNode(opcode.code(), slot), direction * words);
  }

  private static int stackGrowth(Opcode opcode) {
    return switch (opcode) {
      case POP -> -1;
      case POP2 -> -2;
      case DUP, DUP_X1, DUP_X2 -> 1;
      case DUP2, DUP2_X1, DUP2_X2 -> 2;
      default -> 0;
    };
  }

  private void field(Instruction.FieldAccess access) {
    int words = MethodDescriptor.slots(access.field().descriptor());
    int object = access.isStatic() ? 0 : -1;
    add(
        new FieldInsnNode(
            access.opcode().code(),
            access.field().owner(),
            access.field().name(),
            access.field().descriptor()),
        object + (access.isWrite() ? -words : words));
  }

  private void invoke(Instruction.Invoke invoke) {
    MethodReference method = invoke.method();
    MethodDescriptor type = MethodDescriptor.parse(method.descriptor());
    int taken = type.parameters().stream().mapToInt(MethodDescriptor::slots).sum();
    int receiver = invoke.isStatic() ? 0 : 1;
    add(
        new MethodInsnNode(
            invoke.opcode().code(),
            method.owner(),
            method.name(),
            method.descriptor(),
            invoke.isInterface()),
        MethodDescriptor.slots(type.returnType()) - taken - receiver);
  }
}
