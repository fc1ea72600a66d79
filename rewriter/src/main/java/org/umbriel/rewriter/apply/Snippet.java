package org.umbriel.rewriter.apply;

import java.util.List;
import java.util.Optional;
import org.umbriel.metadata.classfile.Constant;
import org.umbriel.metadata.classfile.Instruction;
import org.umbriel.metadata.classfile.MethodDescriptor;
import org.umbriel.metadata.classfile.MethodReference;
import org.umbriel.metadata.classfile.Opcode;

/**
 * A few instructions as bytes: small numbers, calls of static methods, throws. What else edits put
 * in is left to {@link MethodEditor}.
 */
final class Snippet {
  private static final int LONGEST_LDC_INDEX = 255;
  private static final int LDC_W = 0x13;

  private final AddedConstants constants;
  private final Growing code = new Growing(16);
  private byte[] bytes = new byte[0];
  private int instructions;
  private int depth;
  private int deepest;

  private Snippet(AddedConstants constants) {
    this.constants = constants;
  }

  /** Instructions as bytes; nothing if there is one of another kind among them. */
  static Optional<Snippet> of(List<Instruction> code, AddedConstants constants) {
    Snippet snippet = new Snippet(constants);
    for (Instruction instruction : code) {
      if (!snippet.add(instruction)) {
        return Optional.empty();
      }
    }
    snippet.bytes = snippet.code.toBytes();
    return Optional.of(snippet);
  }

  byte[] bytes() {
    return bytes;
  }

  int instructions() {
    return instructions;
  }

  /** Stack words on top of those that are there when it starts. */
  int deepest() {
    return deepest;
  }

  private boolean add(Instruction instruction) {
    instructions++;
    if (instruction instanceof Instruction.PushConstant push
        && push.constant() instanceof Constant.IntConstant number) {
      return push(push.opcode(), number.value());
    } else if (instruction instanceof Instruction.Invoke call) {
      return call.opcode() == Opcode.INVOKESTATIC && !call.isInterface() && call(call.method());
    } else if (instruction instanceof Instruction.Throw) {
      code.u1(Opcode.ATHROW.code());
      return true;
    }
    return false;
  }

  private boolean push(Opcode opcode, int value) {
    switch (opcode) {
      case BIPUSH -> code.u1(opcode.code()).u1(value);
      case SIPUSH -> code.u1(opcode.code()).u2(value);
      case LDC -> {
        int index = constants.integer(value);
        if (index <= LONGEST_LDC_INDEX) {
          code.u1(opcode.code()).u1(index);
        } else {
          code.u1(LDC_W).u2(index);
        }
      }
      default -> {
        return false;
      }
    }
    grow(1);
    return true;
  }

  private boolean call(MethodReference method) {
    MethodDescriptor type = MethodDescriptor.parse(method.descriptor());
    code.u1(Opcode.INVOKESTATIC.code()).u2(constants.method(method));
    for (String parameter : type.parameters()) {
      grow(-MethodDescriptor.slots(parameter));
    }
    grow(MethodDescriptor.slots(type.returnType()));
    return true;
  }

  private void grow(int words) {
    depth += words;
    deepest = Math.max(deepest, depth);
  }
}
