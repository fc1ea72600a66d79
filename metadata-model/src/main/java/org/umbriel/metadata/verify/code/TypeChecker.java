package org.umbriel.metadata.verify.code;

import org.umbriel.metadata.verify.format.Access;
import org.umbriel.metadata.verify.format.KnownName;
import org.umbriel.metadata.verify.format.MethodTable;
import org.umbriel.metadata.verify.format.RejectedException;
import org.umbriel.metadata.verify.type.Types;

/**
 * Verification by type checking (JVMS 4.10.1): one pass over the code of a method, from front to
 * back, with the types that the stack map promises at every place that is jumped to.
 */
public final class TypeChecker {
  private static final String INSTRUCTION = "4.10.1.9";
  private static final int FREE_PADDING_SINCE = 51;
  private static final int TABLE_SWITCH = 170;

  private final CodeContext code;
  private final CodeMap map = new CodeMap();
  private final StackMap stackMap;
  private final Frame frame;
  private final Handlers handlers;
  private final StackInstructions stackInstructions;
  private final MemberInstructions members;
  private final ObjectInstructions objects;

  /** A checker of methods in a context. */
  public TypeChecker(CodeContext code) {
    this.code = code;
    TypeText text = new TypeText(code);
    this.frame = new Frame(code.assignability, text);
    this.stackMap = new StackMap(code, map);
    this.handlers = new Handlers(code, map, stackMap, frame);
    this.stackInstructions = new StackInstructions(frame);
    this.members = new MemberInstructions(code, frame, handlers, text);
    this.objects = new ObjectInstructions(code, frame);
  }

  /**
   * Checks the method that the context is in.
   *
   * @throws RejectedException if it breaks a rule
   */
  public void check() {
    map.read(code);
    MethodTable methods = code.methods();
    frame.reset(methods.maxLocals(code.method), methods.maxStack(code.method));
    int arguments = arguments();
    handlers.read();
    localVariables();
    stackMap.read(frame, arguments);
    boolean reached = true;
    int nextFrame = 0;
    for (int bci = 0; bci < code.length; bci += InstructionLength.at(code, bci)) {
      frame.at(bci);
      code.assumptions.at(bci);
      if (nextFrame < stackMap.count() && stackMap.offset(nextFrame) == bci) {
        if (reached && !stackMap.accepts(nextFrame, frame)) {
          throw RejectedException.code(
              "4.10.1.6", bci, "the types do not match the stack map frame here");
        }
        stackMap.load(nextFrame++, frame);
      } else if (!reached) {
        throw RejectedException.code("4.10.1.6", bci, "no stack map frame where one is needed");
      }
      reached = instruction(bci);
    }
    if (reached) {
      throw RejectedException.code(
          "4.10.1.6", code.length - 1, "control falls through the end of the code");
    }
  }

  /** Puts the arguments into the first frame and returns their slots. */
  private int arguments() {
    MethodTable methods = code.methods();
    int slot = 0;
    if ((methods.access(code.method) & Access.STATIC) == 0) {
      boolean init =
          methods.name(code.method) == KnownName.INIT && code.shape.thisClass() != KnownName.OBJECT;
      frame.locals[slot++] = init ? Types.UNINITIALIZED_THIS : Types.object(code.shape.thisClass());
      frame.thisUninitialized = init;
    }
    int at = code.descriptors.method(methods.descriptor(code.method));
    int[] types = code.descriptors.types();
    System.arraycopy(types, at + 1, frame.locals, slot, types[at]);
    return slot + types[at];
  }

  /** Local variables are named for ranges of whole instructions. */
  private void localVariables() {
    MethodTable methods = code.methods();
    for (int table = 0; table < methods.variableTables(code.method); table++) {
      int at = methods.variables(code.method, table);
      for (int i = methods.variableCount(code.method, table); i > 0; i--) {
        int start = code.u2InFile(at);
        if (!map.isStart(start) || !map.isEnd(start + code.u2InFile(at + 2))) {
          throw RejectedException.code(
              "4.7.13", start, "a local variable's range is not one of instructions");
        }
        at += 10;
      }
    }
  }

  /** Applies an instruction to the frame; returns whether the next one can follow it. */
  private boolean instruction(int bci) {
    int opcode = code.u1(bci);
    int family = OpcodeTable.family(opcode);
    boolean wide = family == OpcodeTable.WIDE;
    if (wide) {
      opcode = code.u1(bci + 1);
      family = OpcodeTable.family(opcode);
    }
    boolean guarded = handlers.guard(bci);
    if (guarded) {
      handlers.check(bci, frame.thisUninitialized);
    }
    boolean falls = true;
    switch (family) {
      case OpcodeTable.SIMPLE -> simple(opcode);
      case OpcodeTable.LOAD -> load(opcode, slot(opcode, bci, wide));
      case OpcodeTable.STORE -> store(opcode, slot(opcode, bci, wide));
      case OpcodeTable.INCREMENT ->
          frame.requireLocal(wide ? code.u2(bci + 2) : code.u1(bci + 1), Types.INT);
      case OpcodeTable.STACK -> stackInstructions.apply(opcode);
      case OpcodeTable.BRANCH -> {
        take(OpcodeTable.takes(opcode));
        jump(bci, bci + code.s2(bci + 1));
      }
      case OpcodeTable.JUMP -> {
        jump(bci, bci + (OpcodeTable.length(opcode) == 3 ? code.s2(bci + 1) : code.s4(bci + 1)));
        falls = false;
      }
      case OpcodeTable.SWITCH -> {
        branches(bci, opcode);
        falls = false;
      }
      case OpcodeTable.RETURN -> {
        returns(opcode, bci);
        falls = false;
      }
      case OpcodeTable.THROW -> {
        frame.pop(Types.THROWABLE);
        falls = false;
      }
      case OpcodeTable.FIELD -> members.field(opcode, bci);
      case OpcodeTable.INVOKE -> members.invoke(opcode, bci, guarded);
      default -> objects.apply(family, opcode, bci);
    }
    return falls;
  }

  private int slot(int opcode, int bci, boolean wide) {
    int named = OpcodeTable.slot(opcode);
    return named >= 0 ? named : wide ? code.u2(bci + 2) : code.u1(bci + 1);
  }

  private void simple(int opcode) {
    take(OpcodeTable.takes(opcode));
    for (byte left : OpcodeTable.leaves(opcode)) {
      switch (left) {
        case 'I' -> frame.push(Types.INT);
        case 'J' -> frame.pushTwo(Types.LONG);
        case 'F' -> frame.push(Types.FLOAT);
        case 'D' -> frame.pushTwo(Types.DOUBLE);
        default -> frame.push(Types.NULL);
      }
    }
  }

  private void take(byte[] taken) {
    for (int i = taken.length - 1; i >= 0; i--) {
      take(taken[i]);
    }
  }

  private void take(byte type) {
    switch (type) {
      case 'I' -> frame.pop(Types.INT);
      case 'J' -> frame.popTwo(Types.LONG);
      case 'F' -> frame.pop(Types.FLOAT);
      case 'D' -> frame.popTwo(Types.DOUBLE);
      default -> frame.popAddress();
    }
  }

  private void load(int opcode, int slot) {
    switch (OpcodeTable.takes(opcode)[0]) {
      case 'I' -> loadOne(slot, Types.INT);
      case 'F' -> loadOne(slot, Types.FLOAT);
      case 'J' -> loadTwo(slot, Types.LONG);
      case 'D' -> loadTwo(slot, Types.DOUBLE);
      default -> frame.push(frame.addressInLocal(slot));
    }
  }

  private void loadOne(int slot, int type) {
    frame.requireLocal(slot, type);
    frame.push(type);
  }

  private void loadTwo(int slot, int type) {
    frame.requireLocal(slot, type);
    frame.requireLocal(slot + 1, Types.secondOf(type));
    frame.pushTwo(type);
  }

  private void store(int opcode, int slot) {
    int type =
        switch (OpcodeTable.takes(opcode)[0]) {
          case 'I' -> frame.pop(Types.INT);
          case 'F' -> frame.pop(Types.FLOAT);
          case 'J' -> popTwo(Types.LONG);
          case 'D' -> popTwo(Types.DOUBLE);
          default -> frame.popAddress();
        };
    frame.store(slot, type);
  }

  private int popTwo(int type) {
    frame.popTwo(type);
    return type;
  }

  private void jump(int bci, int target) {
    int at = map.frame(target);
    if (at < 0) {
      throw RejectedException.code(
          "4.10.1.6", bci, "no stack map frame at the branch target " + target);
    }
    if (!stackMap.accepts(at, frame)) {
      throw RejectedException.code(
          "4.10.1.6", bci, "the types do not match the stack map frame at " + target);
    }
  }

  private void branches(int bci, int opcode) {
    int at = InstructionLength.switchOperands(bci);
    if (code.shape.major() < FREE_PADDING_SINCE) {
      for (int padding = bci + 1; padding < at; padding++) {
        if (code.u1(padding) != 0) {
          throw RejectedException.code(INSTRUCTION, bci, "padding of a switch is not zero");
        }
      }
    }
    frame.pop(Types.INT);
    jump(bci, bci + code.s4(at));
    if (opcode == TABLE_SWITCH) {
      long keys = (long) code.s4(at + 8) - code.s4(at + 4) + 1;
      for (int i = 0; i < keys; i++) {
        jump(bci, bci + code.s4(at + 12 + 4 * i));
      }
      return;
    }
    int pairs = code.s4(at + 4);
    for (int i = 0; i < pairs; i++) {
      int pair = at + 8 + 8 * i;
      if (i > 0 && code.s4(pair - 8) >= code.s4(pair)) {
        throw RejectedException.code(INSTRUCTION, bci, "keys of a lookupswitch are not sorted");
      }
      jump(bci, bci + code.s4(pair + 4));
    }
  }

  private void returns(int opcode, int bci) {
    MethodTable methods = code.methods();
    int at = code.descriptors.method(methods.descriptor(code.method));
    int result = at + 1 + code.descriptors.types()[at];
    byte[] taken = OpcodeTable.takes(opcode);
    int slots = code.descriptors.types()[result];
    if (slots == 0 != (taken.length == 0)) {
      throw RejectedException.code(
          INSTRUCTION,
          bci,
          slots == 0 ? "a value is returned from a void method" : "no value is returned");
    }
    if (slots == 0) {
      if (frame.thisUninitialized && methods.name(code.method) == KnownName.INIT) {
        throw RejectedException.code(
            INSTRUCTION, bci, "a constructor returns before another was called");
      }
      return;
    }
    int expected = code.descriptors.types()[result + 1];
    int found =
        switch (taken[0]) {
          case 'I' -> frame.pop(Types.INT);
          case 'F' -> frame.pop(Types.FLOAT);
          case 'J' -> popTwo(Types.LONG);
          case 'D' -> popTwo(Types.DOUBLE);
          default -> frame.popAddress();
        };
    if (!code.assignability.isAssignable(found, expected)) {
      throw frame.wrong("the method's result", found);
    }
  }
}
