package org.umbriel.rewriter.explain;

import java.util.ArrayList;
import java.util.List;
import org.umbriel.metadata.classfile.Instruction;
import org.umbriel.metadata.classfile.MethodDescriptor;
import org.umbriel.metadata.classfile.Opcode;

/** Values from the top of the stack, put aside in local variables above the method's own. */
final class Spill {
  private final List<Instruction> stores = new ArrayList<>();
  private final List<Instruction> loads = new ArrayList<>();
  private int next;

  Spill(int firstSlot) {
    this.next = firstSlot;
  }

  /** The next value from the top, by its descriptor. */
  void add(String type) {
    Opcode store =
        switch (type.charAt(0)) {
          case 'J' -> Opcode.LSTORE;
          case 'F' -> Opcode.FSTORE;
          case 'D' -> Opcode.DSTORE;
          case 'L', '[' -> Opcode.ASTORE;
          default -> Opcode.ISTORE;
        };
    Opcode load =
        switch (type.charAt(0)) {
          case 'J' -> Opcode.LLOAD;
          case 'F' -> Opcode.FLOAD;
          case 'D' -> Opcode.DLOAD;
          case 'L', '[' -> Opcode.ALOAD;
          default -> Opcode.ILOAD;
        };
    stores.add(new Instruction.StoreLocal(store, next));
    loads.add(0, new Instruction.LoadLocal(load, next));
    next += MethodDescriptor.slots(type);
  }

  /** {@code ..., values -> ...}. */
  List<Instruction> stores() {
    return stores;
  }

  /** {@code ... -> ..., values}: the deepest first. */
  List<Instruction> loads() {
    return loads;
  }
}
