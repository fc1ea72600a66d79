package org.umbriel.benchmarks.trap;

import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * The upper operands of an instruction, moved into local variables that the method does not use, so
 * that traps can look at them. {@code ..., a, b -> ...}, and with {@link #restore} {@code ... ->
 * ..., a, b}. No frame changes: at branch targets nobody knows the new variables.
 */
final class Spill {
  private final List<Type> types;
  private final int[] slots;
  private final int deepest;
  private final int end;

  /**
   * Where operands go.
   *
   * @param types of the instruction's operands, bottom first
   * @param depth of the deepest operand that is looked at, 0 for the top
   * @param free the first free local variable
   */
  Spill(List<Type> types, int depth, int free) {
    this.types = types;
    this.slots = new int[types.size()];
    this.deepest = types.size() - 1 - depth;
    int slot = free;
    for (int i = deepest; i < types.size(); i++) {
      slots[i] = slot;
      slot += types.get(i).getSize();
    }
    this.end = slot;
  }

  /** The first local variable that is still free. */
  int end() {
    return end;
  }

  InsnList save() {
    InsnList code = new InsnList();
    for (int i = types.size() - 1; i >= deepest; i--) {
      code.add(new VarInsnNode(types.get(i).getOpcode(Opcodes.ISTORE), slots[i]));
    }
    return code;
  }

  InsnList restore() {
    InsnList code = new InsnList();
    for (int i = deepest; i < types.size(); i++) {
      code.add(new VarInsnNode(types.get(i).getOpcode(Opcodes.ILOAD), slots[i]));
    }
    return code;
  }

  /** {@code ... -> ..., operand}. */
  AbstractInsnNode load(int depth) {
    int index = types.size() - 1 - depth;
    return new VarInsnNode(types.get(index).getOpcode(Opcodes.ILOAD), slots[index]);
  }

  Type type(int depth) {
    return types.get(types.size() - 1 - depth);
  }
}
