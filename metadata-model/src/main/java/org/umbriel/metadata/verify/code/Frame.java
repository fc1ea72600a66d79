package org.umbriel.metadata.verify.code;

import java.util.Arrays;
import org.umbriel.metadata.verify.format.RejectedException;
import org.umbriel.metadata.verify.type.Assignability;
import org.umbriel.metadata.verify.type.Types;

/** The types of local variables and operand stack before an instruction (JVMS 4.10.1.4). */
final class Frame {
  private static final String STACK = "4.10.1.4";

  private final Assignability assignability;
  private final TypeText text;
  int[] locals = new int[1 << 6];
  int[] stack = new int[1 << 6];
  int maxLocals;
  int maxStack;
  int size;
  boolean thisUninitialized;

  /** Whether local variables changed since someone last cleared this. */
  boolean localsChanged;

  private int bci;

  Frame(Assignability assignability, TypeText text) {
    this.assignability = assignability;
    this.text = text;
  }

  void reset(int mostLocals, int mostStack) {
    maxLocals = mostLocals;
    maxStack = mostStack;
    if (locals.length < mostLocals) {
      locals = new int[Integer.highestOneBit(mostLocals) * 2];
    }
    if (stack.length < mostStack) {
      stack = new int[Integer.highestOneBit(mostStack) * 2];
    }
    Arrays.fill(locals, 0, mostLocals, Types.TOP);
    size = 0;
    thisUninitialized = false;
    localsChanged = true;
  }

  void at(int index) {
    bci = index;
  }

  void push(int type) {
    if (size >= maxStack) {
      throw RejectedException.code(STACK, bci, "operand stack overflow");
    }
    stack[size++] = type;
  }

  /** Pops anything. */
  int pop() {
    if (size == 0) {
      throw RejectedException.code(STACK, bci, "operand stack underflow");
    }
    return stack[--size];
  }

  /** Pops what is assignable to a type. */
  int pop(int expected) {
    int found = pop();
    if (found != expected && !assignability.isAssignable(found, expected)) {
      throw wrong(text.of(expected), found);
    }
    return found;
  }

  /** Pops both slots of a long or double. */
  void popTwo(int first) {
    pop(Types.secondOf(first));
    pop(first);
  }

  void pushTwo(int first) {
    push(first);
    push(Types.secondOf(first));
  }

  int popOneSlot() {
    int found = pop();
    if (!Types.isOneSlot(found)) {
      throw wrong("a value of one slot", found);
    }
    return found;
  }

  /** Pops a reference or an uninitialized object. */
  int popAddress() {
    int found = pop();
    if (!Types.isAddress(found)) {
      throw wrong("a reference", found);
    }
    return found;
  }

  /** Pops the slot below one that was a long's or double's second, or any other one-slot value. */
  int popBelow(int above) {
    if (Types.isSecondOfTwo(above)) {
      int first = pop();
      if (!Types.isFirstOfTwo(first)) {
        throw wrong("a value of two slots", first);
      }
      return first;
    }
    if (!Types.isOneSlot(above)) {
      throw wrong("a value", above);
    }
    return popOneSlot();
  }

  RejectedException wrong(String expected, int found) {
    return RejectedException.code(
        STACK, bci, "expected " + expected + " on the stack, found " + text.of(found));
  }

  /** The type in a local variable, which must hold a type. */
  void requireLocal(int slot, int expected) {
    if (slot >= maxLocals || locals[slot] != expected) {
      throw wrongLocal(slot, text.of(expected));
    }
  }

  int addressInLocal(int slot) {
    if (slot >= maxLocals || !Types.isAddress(locals[slot])) {
      throw wrongLocal(slot, "a reference");
    }
    return locals[slot];
  }

  private RejectedException wrongLocal(int slot, String expected) {
    String found =
        slot < maxLocals ? text.of(locals[slot]) : "no more than " + maxLocals + " variables";
    return RejectedException.code(
        STACK, bci, "expected " + expected + " in local variable " + slot + ", found " + found);
  }

  void store(int slot, int type) {
    int last = Types.isFirstOfTwo(type) ? slot + 1 : slot;
    if (last >= maxLocals) {
      throw wrongLocal(last, text.of(type));
    }
    localsChanged |= locals[slot] != type;
    if (Types.isFirstOfTwo(locals[last]) && last + 1 < maxLocals) {
      locals[last + 1] = Types.TOP;
    }
    if (Types.isSecondOfTwo(locals[slot])) {
      locals[slot - 1] = Types.TOP;
    }
    locals[slot] = type;
    if (last > slot) {
      locals[last] = Types.secondOf(type);
    }
  }

  /** An object has been initialized: it changes its type wherever it is. */
  void initialize(int uninitialized, int type) {
    for (int i = 0; i < maxLocals; i++) {
      if (locals[i] == uninitialized) {
        locals[i] = type;
        localsChanged = true;
      }
    }
    for (int i = 0; i < size; i++) {
      if (stack[i] == uninitialized) {
        stack[i] = type;
      }
    }
    if (uninitialized == Types.UNINITIALIZED_THIS) {
      thisUninitialized = false;
    }
  }
}
