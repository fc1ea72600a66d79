package org.umbriel.metadata.verify.code;

import org.umbriel.metadata.verify.format.ConstantTag;
import org.umbriel.metadata.verify.format.RejectedException;
import org.umbriel.metadata.verify.type.Types;

/** Constants, objects and arrays (JVMS 4.10.1.9). */
final class ObjectInstructions {
  private static final String SECTION = "4.10.1.9";
  private static final int MOST_DIMENSIONS = 255;
  private static final int LDC = 18;
  private static final int LDC2_W = 20;
  private static final int FIRST_ARRAY_TYPE = 4;
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
  private static final int TWO_SLOTS =
      1 << ConstantTag.LONG | 1 << ConstantTag.DOUBLE | 1 << ConstantTag.DYNAMIC;
  private static final int ONE_SLOT =
      1 << ConstantTag.INTEGER
          | 1 << ConstantTag.FLOAT
          | 1 << ConstantTag.STRING
          | 1 << ConstantTag.CLASS
          | 1 << ConstantTag.METHOD_HANDLE
          | 1 << ConstantTag.METHOD_TYPE
          | 1 << ConstantTag.DYNAMIC;

  private final CodeContext code;
  private final Frame frame;

  ObjectInstructions(CodeContext code, Frame frame) {
    this.code = code;
    this.frame = frame;
  }

  void apply(int family, int opcode, int bci) {
    switch (family) {
      case OpcodeTable.CONSTANT -> constant(opcode, bci);
      case OpcodeTable.ARRAY_LOAD -> { // ..., array, index -> ..., value
        frame.pop(Types.INT);
        element(OpcodeTable.takes(opcode)[0], true, bci);
      }
      case OpcodeTable.ARRAY_STORE -> { // ..., array, index, value -> ...
        value(OpcodeTable.takes(opcode)[0]);
        frame.pop(Types.INT);
        element(OpcodeTable.takes(opcode)[0], false, bci);
      }
      case OpcodeTable.NEW -> {
        int type = type(bci);
        require(Types.isObject(type), bci, "an array is created with 'new'");
        frame.push(Types.uninitialized(bci));
      }
      case OpcodeTable.NEW_ARRAY -> {
        int kind = code.u1(bci + 1) - FIRST_ARRAY_TYPE;
        require(kind >= 0 && kind < ARRAY_TYPES.length, bci, "an array of an unknown type");
        frame.pop(Types.INT);
        frame.push(Types.primitiveArray(1, ARRAY_TYPES[kind]));
      }
      case OpcodeTable.NEW_OBJECT_ARRAY -> {
        int type = type(bci);
        require(
            Types.dimensions(type) < MOST_DIMENSIONS, bci, "an array of more than 255 dimensions");
        frame.pop(Types.INT);
        frame.push(Types.arrayOf(type));
      }
      case OpcodeTable.NEW_MULTI_ARRAY -> multiArray(bci);
      case OpcodeTable.ARRAY_LENGTH -> {
        int array = frame.popAddress();
        if (array != Types.NULL && !Types.isArray(array)) {
          throw frame.wrong("an array", array);
        }
        frame.push(Types.INT);
      }
      case OpcodeTable.CAST -> {
        int type = type(bci);
        frame.pop(Types.OBJECT);
        frame.push(type);
      }
      case OpcodeTable.INSTANCE_OF -> {
        type(bci);
        frame.pop(Types.OBJECT);
        frame.push(Types.INT);
      }
      default ->
          throw RejectedException.code(
              SECTION, bci, OpcodeTable.mnemonic(opcode) + " in a class with stack maps");
    }
  }

  private static void require(boolean holds, int bci, String otherwise) {
    if (!holds) {
      throw RejectedException.code(SECTION, bci, otherwise);
    }
  }

  private int type(int bci) {
    int index = code.constant(bci, 1 << ConstantTag.CLASS);
    require(index != 0, bci, "a constant that is no class");
    code.references.add(index, code.u1(bci), code.method, bci);
    return code.descriptors.classConstant(code.pool.className(index));
  }

  private void multiArray(int bci) {
    int type = type(bci);
    int dimensions = code.u1(bci + 3);
    require(
        Types.isArray(type) && dimensions > 0 && dimensions <= Types.dimensions(type),
        bci,
        "an array with other dimensions than its type's");
    for (int i = 0; i < dimensions; i++) {
      frame.pop(Types.INT);
    }
    frame.push(type);
  }

  private void value(byte element) {
    switch (element) {
      case 'J' -> frame.popTwo(Types.LONG);
      case 'D' -> frame.popTwo(Types.DOUBLE);
      case 'F' -> frame.pop(Types.FLOAT);
      case 'A' -> frame.pop(Types.OBJECT);
      default -> frame.pop(Types.INT);
    }
  }

  /** Pops an array, and pushes one of its elements if that is loaded. */
  private void element(byte element, boolean loaded, int bci) {
    int array = frame.popAddress();
    boolean fits =
        array == Types.NULL
            || switch (element) {
              case 'A' -> Types.isReferenceArray(array);
              case 'B' -> isArrayOf(array, Types.BYTE) || isArrayOf(array, Types.BOOLEAN);
              case 'C' -> isArrayOf(array, Types.CHAR);
              case 'S' -> isArrayOf(array, Types.SHORT);
              case 'I' -> isArrayOf(array, Types.INT);
              case 'J' -> isArrayOf(array, Types.LONG);
              case 'F' -> isArrayOf(array, Types.FLOAT);
              default -> isArrayOf(array, Types.DOUBLE);
            };
    if (!fits) {
      throw frame.wrong("an array for " + OpcodeTable.mnemonic(code.u1(bci)), array);
    }
    if (loaded) {
      switch (element) {
        case 'J' -> frame.pushTwo(Types.LONG);
        case 'D' -> frame.pushTwo(Types.DOUBLE);
        case 'F' -> frame.push(Types.FLOAT);
        case 'A' -> frame.push(array == Types.NULL ? array : Types.component(array));
        default -> frame.push(Types.INT);
      }
    }
  }

  private static boolean isArrayOf(int array, int primitive) {
    return array == Types.primitiveArray(1, primitive);
  }

  private void constant(int opcode, int bci) {
    int index = opcode == LDC ? code.u1(bci + 1) : code.u2(bci + 1);
    int tag = code.pool.tag(index);
    boolean two = opcode == LDC2_W;
    require(
        index != 0 && ((two ? TWO_SLOTS : ONE_SLOT) & 1 << tag) != 0,
        bci,
        "a constant that this ldc does not load");
    switch (tag) {
      case ConstantTag.INTEGER -> frame.push(Types.INT);
      case ConstantTag.FLOAT -> frame.push(Types.FLOAT);
      case ConstantTag.LONG -> frame.pushTwo(Types.LONG);
      case ConstantTag.DOUBLE -> frame.pushTwo(Types.DOUBLE);
      case ConstantTag.STRING -> frame.push(Types.STRING);
      case ConstantTag.CLASS -> {
        code.references.add(index, opcode, code.method, bci);
        frame.push(Types.CLASS);
      }
      case ConstantTag.METHOD_HANDLE -> frame.push(Types.METHOD_HANDLE);
      case ConstantTag.METHOD_TYPE -> frame.push(Types.METHOD_TYPE);
      default -> dynamic(index, two, bci);
    }
  }

  private void dynamic(int index, boolean two, int bci) {
    int type = code.descriptors.field(code.pool.memberDescriptor(index));
    int[] types = code.descriptors.types();
    require(types[type] == (two ? 2 : 1), bci, "a dynamic constant of another size");
    for (int i = 1; i <= types[type]; i++) {
      frame.push(types[type + i]);
    }
  }
}
