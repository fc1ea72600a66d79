package org.umbriel.metadata.verify.infer;

import org.umbriel.metadata.verify.code.CodeContext;
import org.umbriel.metadata.verify.code.InstructionLength;
import org.umbriel.metadata.verify.code.OpcodeTable;
import org.umbriel.metadata.verify.format.ConstantPool;
import org.umbriel.metadata.verify.format.ConstantTag;
import org.umbriel.metadata.verify.format.KnownName;
import org.umbriel.metadata.verify.format.RejectedException;
import org.umbriel.metadata.verify.type.Types;

/**
 * The operands of the instructions of one method (JVMS 4.9.1), of those that are never reached too.
 */
final class Operands {
  private static final String SECTION = "4.9.1";
  private static final int LDC = 18;
  private static final int LDC2_W = 20;
  private static final int TABLE_SWITCH = 170;
  private static final int INVOKE_SPECIAL = 183;
  private static final int INVOKE_INTERFACE = 185;
  private static final int INVOKE_DYNAMIC = 186;
  private static final int CLASS_CONSTANTS_SINCE = 49;
  private static final int MOST_DIMENSIONS = 255;

  private final CodeContext code;
  private final Layout layout;

  Operands(CodeContext code, Layout layout) {
    this.code = code;
    this.layout = layout;
  }

  private static void require(boolean holds, int bci, String otherwise) {
    if (!holds) {
      throw RejectedException.code(SECTION, bci, otherwise);
    }
  }

  void check(int bci) {
    int opcode = layout.opcode(bci);
    switch (OpcodeTable.family(opcode)) {
      case OpcodeTable.BRANCH, OpcodeTable.JUMP, OpcodeTable.SUBROUTINE ->
          requireTarget(bci, layout.target(bci));
      case OpcodeTable.SWITCH -> branches(bci, opcode);
      case OpcodeTable.CONSTANT -> constant(bci, opcode);
      case OpcodeTable.FIELD -> {
        int index = requireConstant(bci, 1 << ConstantTag.FIELD);
        code.references().add(index, opcode, code.method(), bci);
      }
      case OpcodeTable.INVOKE -> invoke(bci, opcode);
      case OpcodeTable.CAST, OpcodeTable.INSTANCE_OF -> type(bci);
      case OpcodeTable.NEW ->
          require(Types.isObject(type(bci)), bci, "an array is created with 'new'");
      case OpcodeTable.NEW_OBJECT_ARRAY ->
          require(
              Types.dimensions(type(bci)) < MOST_DIMENSIONS,
              bci,
              "an array of more than 255 dimensions");
      case OpcodeTable.NEW_MULTI_ARRAY -> {
        int dimensions = code.u1(bci + 3);
        require(
            dimensions > 0 && dimensions <= Types.dimensions(type(bci)),
            bci,
            "an array with other dimensions than its type's");
      }
      case OpcodeTable.NEW_ARRAY -> {
        int kind = code.u1(bci + 1);
        require(kind >= 4 && kind <= 11, bci, "an array of an unknown type");
      }
      case OpcodeTable.LOAD,
          OpcodeTable.STORE,
          OpcodeTable.INCREMENT,
          OpcodeTable.SUBROUTINE_RETURN ->
          require(
              layout.slot(bci) + layout.slots(bci) <= code.methods().maxLocals(code.method()),
              bci,
              "a local variable that there is not");
      default -> {}
    }
  }

  private void requireTarget(int bci, int target) {
    require(layout.isStart(target), bci, "a branch to " + target + ", between instructions");
  }

  private void branches(int bci, int opcode) {
    int at = InstructionLength.switchOperands(bci);
    for (int padding = bci + 1; padding < at; padding++) {
      require(code.u1(padding) == 0, bci, "padding of a switch is not zero");
    }
    if (opcode != TABLE_SWITCH) {
      for (int pair = at + 16; pair < at + 8 + 8 * code.s4(at + 4); pair += 8) {
        require(code.s4(pair - 8) < code.s4(pair), bci, "keys of a lookupswitch are not sorted");
      }
    }
    for (int i = 0; i < layout.branches(bci); i++) {
      requireTarget(bci, layout.branch(bci, i));
    }
  }

  private int requireConstant(int bci, int tags) {
    int index = code.constant(bci, tags);
    require(index != 0, bci, "a constant of the wrong kind");
    return index;
  }

  private int type(int bci) {
    int index = requireConstant(bci, 1 << ConstantTag.CLASS);
    code.references().add(index, layout.opcode(bci), code.method(), bci);
    return code.descriptors().classConstant(code.shape().pool().className(index));
  }

  private void constant(int bci, int opcode) {
    int tags =
        opcode == LDC2_W
            ? 1 << ConstantTag.LONG | 1 << ConstantTag.DOUBLE
            : 1 << ConstantTag.INTEGER | 1 << ConstantTag.FLOAT | 1 << ConstantTag.STRING;
    if (opcode != LDC2_W && code.shape().major() >= CLASS_CONSTANTS_SINCE) {
      tags |= 1 << ConstantTag.CLASS;
    }
    int index = opcode == LDC ? code.u1(bci + 1) : code.u2(bci + 1);
    require(
        index != 0 && (tags & 1 << code.shape().pool().tag(index)) != 0,
        bci,
        "a constant that this ldc does not load");
    if (code.shape().pool().tag(index) == ConstantTag.CLASS) {
      code.references().add(index, opcode, code.method(), bci);
    }
  }

  private void invoke(int bci, int opcode) {
    require(opcode != INVOKE_DYNAMIC, bci, "invokedynamic in an old class");
    ConstantPool pool = code.shape().pool();
    int index =
        requireConstant(
            bci,
            1 << (opcode == INVOKE_INTERFACE ? ConstantTag.INTERFACE_METHOD : ConstantTag.METHOD));
    code.references().add(index, opcode, code.method(), bci);
    int name = pool.memberName(index);
    boolean init = name == KnownName.INIT && opcode == INVOKE_SPECIAL;
    require(
        init || code.shape().symbols().first(name) != '<',
        bci,
        "a special method is called directly");
    if (opcode == INVOKE_INTERFACE) {
      int signature = code.descriptors().method(pool.memberDescriptor(index));
      require(
          code.u1(bci + 3) == code.descriptors().types()[signature] + 1 && code.u1(bci + 4) == 0,
          bci,
          "an invokeinterface with a wrong count");
    }
    if (opcode == INVOKE_SPECIAL && !init) {
      code.assumptions().at(bci);
      requireSuper(bci, pool.owner(index));
    }
  }

  /** What invokespecial calls belongs to this class or a superclass. */
  private void requireSuper(int bci, int owner) {
    int self = code.shape().thisClass();
    boolean fits =
        owner == self
            || code.assignability()
                .supers()
                .isSuperclass(owner)
                .orElseGet(
                    () ->
                        code.assignability().isAssignable(Types.object(self), Types.object(owner)));
    require(fits, bci, "invokespecial of a class that is no superclass");
  }
}
