package org.umbriel.nativeinterop.call;

import java.util.ArrayList;
import java.util.List;
import org.umbriel.nativeinterop.type.CType;
import org.umbriel.nativeinterop.type.Field;
import org.umbriel.nativeinterop.type.IntegerType;
import org.umbriel.nativeinterop.type.PointerType;
import org.umbriel.nativeinterop.type.RealType;
import org.umbriel.nativeinterop.type.StructType;

/**
 * A scalar of an argument: the argument itself, or a member of a structure.
 *
 * @param member index of the member; {@link #WHOLE} if the argument is no structure
 * @param offset where it stands in the argument, in bytes
 */
record Operand(int argument, int member, CType type, int offset) {
  static final int WHOLE = -1;

  /** What a scalar is for Java. */
  enum Kind {
    INTEGER,
    FLOAT,
    DOUBLE,
    POINTER,
    OTHER
  }

  /** All scalars of an argument; none if one of them is not simple. */
  static List<Operand> of(int argument, CType type) {
    List<Operand> operands = new ArrayList<>();
    if (type instanceof StructType struct && !struct.isUnion()) {
      for (int i = 0; i < struct.fields().size(); i++) {
        Field field = struct.fields().get(i);
        if (field.isBitField()) {
          return List.of();
        }
        operands.add(new Operand(argument, i, field.type(), (int) field.offset()));
      }
    } else {
      operands.add(new Operand(argument, WHOLE, type, 0));
    }
    return operands.stream().allMatch(Operand::isSimple) ? operands : List.of();
  }

  private boolean isSimple() {
    boolean isMemberOfEight = offset % Long.BYTES + type.size() <= Long.BYTES;
    return isMemberOfEight && kind() != Kind.OTHER && (member == WHOLE || kind() != Kind.POINTER);
  }

  Kind kind() {
    if (type instanceof PointerType) {
      return Kind.POINTER;
    }
    if (type instanceof RealType) {
      return type.size() == Float.BYTES
          ? Kind.FLOAT
          : type.size() == Double.BYTES ? Kind.DOUBLE : Kind.OTHER;
    }
    boolean isNumber =
        type instanceof IntegerType integer && integer.kind() != IntegerType.Kind.BOOLEAN;
    return isNumber && type.size() <= Long.BYTES ? Kind.INTEGER : Kind.OTHER;
  }

  /** The least integer that C takes. */
  long least() {
    IntegerType integer = (IntegerType) type;
    return integer.isSigned() ? Long.MIN_VALUE >> unused() : 0;
  }

  /** The greatest integer that C takes and a long holds. */
  long greatest() {
    IntegerType integer = (IntegerType) type;
    return integer.isSigned()
        ? Long.MAX_VALUE >> unused()
        : type.size() == Long.BYTES ? Long.MAX_VALUE : -1L >>> unused();
  }

  private int unused() {
    return Long.SIZE - Byte.SIZE * (int) type.size();
  }

  /** Of its bits in 8 bytes, before they are shifted to their place. */
  long mask() {
    return -1L >>> unused();
  }
}
