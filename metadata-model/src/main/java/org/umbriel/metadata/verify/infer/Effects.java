package org.umbriel.metadata.verify.infer;

import java.util.Arrays;
import org.umbriel.metadata.verify.code.CodeContext;
import org.umbriel.metadata.verify.code.OpcodeTable;
import org.umbriel.metadata.verify.code.TypeText;
import org.umbriel.metadata.verify.format.ConstantTag;
import org.umbriel.metadata.verify.format.RejectedException;
import org.umbriel.metadata.verify.type.Types;

/**
 * What an instruction takes and leaves (JVMS 4.10.2.2): checks it against the state before and
 * holds the state after, until the next instruction is applied.
 */
final class Effects {
  static final String SECTION = "4.10.2.2";

  private static final int LDC = 18;
  private static final int[] ARRAY_TYPES = {
    Types.BOOLEAN,
    Types.CHAR,
    Types.FLOAT,
    Types.DOUBLE,
    Types.BYTE,
    Types.SHORT,
    Types.INT,
    Types.LONG,
  };

  private final CodeContext code;
  private final Layout layout;
  private final Merger merger;
  private final Calls calls;
  private final TypeText text;
  private int[] stack = new int[1 << 8];
  private int size;
  private int bci;
  int[] locals = State.NO_TYPES;
  Subroutine[] subroutines = Subroutine.NONE;
  boolean constructed;

  /** What a constructor call initialized, or {@link Types#TOP}. */
  int initialized;

  Effects(CodeContext code, Layout layout, Merger merger) {
    this.code = code;
    this.layout = layout;
    this.merger = merger;
    this.calls = new Calls(code, merger, this);
    this.text = new TypeText(code);
  }

  int[] stackAfter() {
    return size == 0 ? State.NO_TYPES : Arrays.copyOf(stack, size);
  }

  RejectedException reject(String reason) {
    return RejectedException.code(SECTION, bci, reason);
  }

  void require(boolean holds, String otherwise) {
    if (!holds) {
      throw reject(otherwise);
    }
  }

  private RejectedException wrong(String expected, int found) {
    String name = Merger.isReturnAddress(found) ? "a return address" : text.of(found);
    return reject("expected " + expected + ", found " + name);
  }

  int pop() {
    require(size > 0, "operand stack underflow");
    return stack[--size];
  }

  void pop(int expected) {
    int found = pop();
    if (found != expected) {
      throw wrong(text.of(expected), found);
    }
  }

  private void popTwo(int first) {
    pop(Types.secondOf(first));
    pop(first);
  }

  /** Pops an initialized reference. */
  int popReference() {
    int found = pop();
    if (!Types.isReference(found)) {
      throw wrong("a reference", found);
    }
    return found;
  }

  int popAssignable(int expected) {
    int found = popReference();
    if (!merger.isAssignable(found, expected)) {
      throw wrong(text.of(expected), found);
    }
    return found;
  }

  void push(int type) {
    if (size >= code.methods().maxStack(code.method())) {
      throw reject("operand stack overflow");
    }
    stack[size++] = type;
  }

  private void pushTwo(int first) {
    push(first);
    push(Types.secondOf(first));
  }

  /** Pushes the slots of a field or result. */
  void pushSlots(int type) {
    int[] types = code.descriptors().types();
    for (int i = 1; i <= types[type]; i++) {
      push(types[type + i]);
    }
  }

  /** Pops the slots of a parameter or field value, given the types of the slots. */
  void popSlot(int type) {
    if (Types.isReference(type)) {
      popAssignable(type);
    } else {
      pop(type);
    }
  }

  void replaceOnStack(int from, int to) {
    for (int i = 0; i < size; i++) {
      if (stack[i] == from) {
        stack[i] = to;
      }
    }
  }

  /** Applies an instruction to the state before it. */
  void apply(State before) {
    bci = before.bci;
    size = before.stack.length;
    if (stack.length <= size + 8) {
      stack = new int[(size + 8) * 2];
    }
    int most = code.methods().maxStack(code.method());
    if (stack.length < most) {
      stack = new int[most];
    }
    System.arraycopy(before.stack, 0, stack, 0, size);
    locals = before.locals;
    subroutines = before.subroutines;
    constructed = before.constructed;
    initialized = Types.TOP;
    int opcode = layout.opcode(bci);
    int family = OpcodeTable.family(opcode);
    switch (family) {
      case OpcodeTable.LOAD -> load(opcode);
      case OpcodeTable.STORE -> store(opcode);
      case OpcodeTable.INCREMENT -> {
        require(before.local(layout.slot(bci)) == Types.INT, "iinc of what is no int");
        use(1);
      }
      case OpcodeTable.SUBROUTINE -> {
        require(Subroutine.find(subroutines, layout.target(bci)) < 0, "a subroutine calls itself");
        push(Merger.returnAddress(layout.target(bci)));
        subroutines = Subroutine.enter(subroutines, layout.target(bci));
      }
      case OpcodeTable.SUBROUTINE_RETURN -> {
        require(Merger.isReturnAddress(before.local(layout.slot(bci))), "ret to no address");
        use(1);
      }
      case OpcodeTable.RETURN -> returns(before, opcode);
      case OpcodeTable.FIELD -> calls.field(bci, opcode);
      case OpcodeTable.INVOKE -> calls.invoke(bci, opcode);
      case OpcodeTable.NEW -> create();
      default -> others(family, opcode);
    }
  }

  private void use(int slots) {
    if (subroutines.length > 0) {
      subroutines = Subroutine.use(subroutines, layout.slot(bci), slots);
    }
  }

  private void load(int opcode) {
    int slot = layout.slot(bci);
    int found = slot < locals.length ? locals[slot] : Types.TOP;
    int expected =
        switch (OpcodeTable.takes(opcode)[0]) {
          case 'I' -> Types.INT;
          case 'F' -> Types.FLOAT;
          case 'J' -> Types.LONG;
          case 'D' -> Types.DOUBLE;
          default -> Types.isAddress(found) && !Merger.isReturnAddress(found) ? found : Types.NULL;
        };
    boolean two = Types.isFirstOfTwo(expected);
    boolean whole =
        !two || (slot + 1 < locals.length && locals[slot + 1] == Types.secondOf(expected));
    if (found != expected || !whole) {
      throw wrong("another value in local variable " + slot, found);
    }
    push(found);
    if (two) {
      push(Types.secondOf(found));
    }
    use(two ? 2 : 1);
  }

  private void store(int opcode) {
    int slot = layout.slot(bci);
    int type =
        switch (OpcodeTable.takes(opcode)[0]) {
          case 'I' -> popSame(Types.INT);
          case 'F' -> popSame(Types.FLOAT);
          case 'J' -> popBoth(Types.LONG);
          case 'D' -> popBoth(Types.DOUBLE);
          default -> popAddressOrReturn();
        };
    boolean two = Types.isFirstOfTwo(type);
    if (two) {
      locals = State.with(locals, slot + 1, Types.secondOf(type));
    }
    locals = State.with(locals, slot, type);
    use(two ? 2 : 1);
  }

  private int popSame(int type) {
    pop(type);
    return type;
  }

  private int popBoth(int type) {
    popTwo(type);
    return type;
  }

  private int popAddressOrReturn() {
    int found = pop();
    if (!Types.isAddress(found) && !Merger.isReturnAddress(found)) {
      throw wrong("a reference", found);
    }
    return found;
  }

  private void returns(State before, int opcode) {
    require((before.onSomePath & State.MAY_NOT_RETURN) == 0, "a constructor may not return here");
    int at = code.descriptors().method(code.methods().descriptor(code.method()));
    int result = at + 1 + code.descriptors().types()[at];
    int slots = code.descriptors().types()[result];
    byte[] taken = OpcodeTable.takes(opcode);
    require(slots == 0 == (taken.length == 0), "a wrong kind of return");
    if (slots == 0) {
      require(
          (before.onSomePath & State.NEEDS_CONSTRUCTOR) == 0 || before.constructed,
          "a constructor returns before another was called");
      return;
    }
    int expected = code.descriptors().types()[result + 1];
    if (taken[0] == 'A') {
      require(Types.isReference(expected), "a wrong kind of return");
      popAssignable(expected);
    } else {
      take(taken[0]);
      require(expected == valueType(taken[0]), "a wrong kind of return");
    }
  }

  private static int valueType(byte letter) {
    return switch (letter) {
      case 'I' -> Types.INT;
      case 'F' -> Types.FLOAT;
      case 'J' -> Types.LONG;
      default -> Types.DOUBLE;
    };
  }

  private void create() {
    int made = Types.uninitialized(bci);
    for (int i = 0; i < size; i++) {
      require(stack[i] != made, "an uninitialized object is on the stack where it is created");
    }
    forget(made, Types.TOP);
    push(made);
  }

  /** Replaces a type in local variables, which counts as using them. */
  void forget(int from, int to) {
    int[] replaced = State.replace(locals, from, to);
    if (replaced != locals && subroutines.length > 0) {
      for (int i = 0; i < locals.length; i++) {
        if (locals[i] == from) {
          subroutines = Subroutine.use(subroutines, i, 1);
        }
      }
    }
    locals = replaced;
  }

  private void take(byte letter) {
    switch (letter) {
      case 'I' -> pop(Types.INT);
      case 'J' -> popTwo(Types.LONG);
      case 'F' -> pop(Types.FLOAT);
      case 'D' -> popTwo(Types.DOUBLE);
      default -> popReference();
    }
  }

  private void others(int family, int opcode) {
    switch (family) {
      case OpcodeTable.SIMPLE, OpcodeTable.BRANCH -> simple(family, opcode);
      case OpcodeTable.SWITCH -> pop(Types.INT);
      case OpcodeTable.JUMP -> {}
      case OpcodeTable.STACK -> stack(opcode);
      case OpcodeTable.CONSTANT -> constant(opcode);
      case OpcodeTable.ARRAY_LOAD -> {
        pop(Types.INT);
        element(opcode, true);
      }
      case OpcodeTable.ARRAY_STORE -> {
        take(elementValue(OpcodeTable.takes(opcode)[0]));
        pop(Types.INT);
        element(opcode, false);
      }
      case OpcodeTable.THROW -> {
        int thrown = popReference();
        require(!Types.isArray(thrown), "an array is thrown");
        require(merger.isAssignable(thrown, Types.THROWABLE), "what is thrown is no Throwable");
      }
      default -> objects(family);
    }
  }

  private static byte elementValue(byte element) {
    return switch (element) {
      case 'B', 'C', 'S' -> 'I';
      default -> element;
    };
  }

  private void simple(int family, int opcode) {
    byte[] taken = OpcodeTable.takes(opcode);
    boolean nullCheck = family == OpcodeTable.BRANCH && taken.length == 1 && taken[0] == 'A';
    for (int i = taken.length - 1; i >= 0; i--) {
      if (nullCheck) {
        int found = pop();
        require(Types.isAddress(found) && !Merger.isReturnAddress(found), "expected a reference");
      } else {
        take(taken[i]);
      }
    }
    if (family == OpcodeTable.SIMPLE) {
      for (byte left : OpcodeTable.leaves(opcode)) {
        switch (left) {
          case 'J', 'D' -> pushTwo(valueType(left));
          case 'N' -> push(Types.NULL);
          default -> push(valueType(left));
        }
      }
    }
  }

  private void stack(int opcode) {
    StackShuffle.apply(opcode, this);
  }

  /** Pops a slot that is a whole value. */
  int popWhole() {
    int found = pop();
    require(!Types.isSecondOfTwo(found), "a long or double is split");
    return found;
  }

  /** Pops the slot below another, which is its first half or a whole value. */
  int popBelow(int above) {
    int found = pop();
    require(Types.isSecondOfTwo(above) || !Types.isSecondOfTwo(found), "a long or double is split");
    return found;
  }

  private void constant(int opcode) {
    int index = opcode == LDC ? code.u1(bci + 1) : code.u2(bci + 1);
    switch (code.shape().pool().tag(index)) {
      case ConstantTag.INTEGER -> push(Types.INT);
      case ConstantTag.FLOAT -> push(Types.FLOAT);
      case ConstantTag.LONG -> pushTwo(Types.LONG);
      case ConstantTag.DOUBLE -> pushTwo(Types.DOUBLE);
      case ConstantTag.STRING -> push(Types.STRING);
      default -> push(Types.CLASS);
    }
  }

  private void element(int opcode, boolean loaded) {
    byte element = OpcodeTable.takes(opcode)[0];
    int array = pop();
    boolean fits =
        array == Types.NULL
            || switch (element) {
              case 'A' -> Types.isReferenceArray(array);
              case 'B' -> isArrayOf(array, Types.BYTE) || isArrayOf(array, Types.BOOLEAN);
              case 'C' -> isArrayOf(array, Types.CHAR);
              case 'S' -> isArrayOf(array, Types.SHORT);
              default -> isArrayOf(array, valueType(element));
            };
    if (!fits) {
      throw wrong("an array for " + OpcodeTable.mnemonic(opcode), array);
    }
    if (loaded) {
      switch (element) {
        case 'J', 'D' -> pushTwo(valueType(element));
        case 'A' -> push(array == Types.NULL ? array : Types.component(array));
        default -> push(element == 'F' ? Types.FLOAT : Types.INT);
      }
    }
  }

  private static boolean isArrayOf(int array, int primitive) {
    return array == Types.primitiveArray(1, primitive);
  }

  private int type() {
    int index = code.u2(bci + 1);
    return code.descriptors().classConstant(code.shape().pool().className(index));
  }

  private void objects(int family) {
    switch (family) {
      case OpcodeTable.NEW_ARRAY -> {
        pop(Types.INT);
        push(Types.primitiveArray(1, ARRAY_TYPES[code.u1(bci + 1) - 4]));
      }
      case OpcodeTable.NEW_OBJECT_ARRAY -> {
        pop(Types.INT);
        push(Types.arrayOf(type()));
      }
      case OpcodeTable.NEW_MULTI_ARRAY -> {
        for (int i = code.u1(bci + 3); i > 0; i--) {
          pop(Types.INT);
        }
        push(type());
      }
      case OpcodeTable.ARRAY_LENGTH -> {
        int array = pop();
        require(array == Types.NULL || Types.isArray(array), "the length of what is no array");
        push(Types.INT);
      }
      case OpcodeTable.CAST -> {
        popReference();
        push(type());
      }
      default -> { // instanceof
        popReference();
        push(Types.INT);
      }
    }
  }
}
