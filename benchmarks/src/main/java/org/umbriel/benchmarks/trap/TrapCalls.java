package org.umbriel.benchmarks.trap;

import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.IntInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.VarInsnNode;
import org.umbriel.benchmarks.probe.Traps;

/** The calls to {@link Traps}, {@code ... -> ...} each. */
final class TrapCalls {
  private static final String TRAPS = Type.getInternalName(Traps.class);
  private static final String OBJECT = "Ljava/lang/Object;";

  private TrapCalls() {}

  /** {@link Traps#reached}, {@link Traps#executed} or {@link Traps#failed}. */
  static InsnList event(String method, Trap trap) {
    return call(method, "", trap.number());
  }

  /** {@link Traps#entered}, for the parameter in a local variable. */
  static InsnList entered(int slot, int contract) {
    InsnList code = new InsnList();
    code.add(new VarInsnNode(Opcodes.ALOAD, slot));
    code.add(call("entered", OBJECT, contract));
    return code;
  }

  /**
   * What a trap says of the operands of an instruction.
   *
   * @param depth of the operand that the site is about
   * @param spill where the operands are
   */
  static InsnList check(Trap trap, AbstractInsnNode instruction, int depth, Spill spill) {
    InsnList code = new InsnList();
    switch (trap.kind()) {
      case NULL_DEREFERENCE, PRECONDITION -> {
        code.add(spill.load(depth));
        code.add(call("nonNull", OBJECT, trap.number()));
      }
      case ARRAY_BOUNDS -> {
        code.add(spill.load(depth + 1));
        code.add(spill.load(depth));
        code.add(call("inBounds", OBJECT + "I", trap.number()));
      }
      case ARRAY_STORE -> {
        code.add(spill.load(depth + 2));
        code.add(spill.load(depth + 1));
        code.add(spill.load(depth));
        code.add(call("storable", OBJECT + "I" + OBJECT, trap.number()));
      }
      case DIVISION_BY_ZERO -> {
        code.add(spill.load(depth));
        code.add(call("nonZero", spill.type(depth).getDescriptor(), trap.number()));
      }
      case CLASS_CAST -> {
        code.add(spill.load(depth));
        code.add(spill.load(depth));
        code.add(new TypeInsnNode(Opcodes.INSTANCEOF, ((TypeInsnNode) instruction).desc));
        code.add(call("castable", OBJECT + "Z", trap.number()));
      }
      case NEGATIVE_ARRAY_SIZE -> {
        code.add(spill.load(depth));
        code.add(call("nonNegative", "I", trap.number()));
      }
      case ILLEGAL_MONITOR -> {
        code.add(spill.load(depth));
        code.add(call("ownsMonitor", OBJECT, trap.number()));
      }
      case ASSERTION, UNCAUGHT, LINK, ACCESS, SHADOW ->
          throw new IllegalArgumentException(trap.kind() + " is not about an operand");
    }
    return code;
  }

  /** How many operands below that of the site a trap looks at. */
  static int operandsBelow(Trap trap) {
    return switch (trap.kind()) {
      case ARRAY_BOUNDS -> 1;
      case ARRAY_STORE -> 2;
      default -> 0;
    };
  }

  private static InsnList call(String method, String parameters, int number) {
    InsnList code = new InsnList();
    code.add(
        number <= Short.MAX_VALUE
            ? new IntInsnNode(Opcodes.SIPUSH, number)
            : new LdcInsnNode(number));
    code.add(
        new MethodInsnNode(Opcodes.INVOKESTATIC, TRAPS, method, "(" + parameters + "I)V", false));
    return code;
  }
}
