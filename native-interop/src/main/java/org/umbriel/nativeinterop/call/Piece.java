package org.umbriel.nativeinterop.call;

import java.util.ArrayList;
import java.util.List;
import org.umbriel.nativeinterop.type.CType;

/**
 * A part of an argument that libffi passes: the whole of a scalar or of what lies on the stack, 8
 * bytes of an aggregate in registers. libffi is not told of those aggregates, since it passes some
 * wrongly: a structure of an integer and a double whose integer takes the last register overwrites
 * {@code xmm0}, and in callbacks padding without a class takes a register.
 *
 * @param argument index of the argument
 * @param offset where the part starts in it
 */
record Piece(int argument, int offset, FfiType type) {
  static final int INTEGER_REGISTERS = 6;
  static final int VECTOR_REGISTERS = 8;

  int size() {
    return Math.toIntExact(type.size());
  }

  /**
   * All parts of all arguments (System V ABI, AMD64 supplement, 3.2.3, "Passing").
   *
   * @param taken integer registers that are not for arguments
   */
  static List<Piece> of(List<CType> arguments, int taken) {
    List<Piece> pieces = new ArrayList<>();
    int integers = INTEGER_REGISTERS - taken;
    int vectors = VECTOR_REGISTERS;
    for (int i = 0; i < arguments.size(); i++) {
      CType type = arguments.get(i);
      if (type.size() == 0) {
        continue;
      }
      List<EightByte> classes = SystemV.classify(type);
      int integersNeeded = count(classes, EightByte.INTEGER);
      int vectorsNeeded = count(classes, EightByte.SSE);
      boolean inRegisters =
          integersNeeded + vectorsNeeded > 0
              && !classes.contains(EightByte.X87)
              && integersNeeded <= integers
              && vectorsNeeded <= vectors;
      if (inRegisters) {
        integers -= integersNeeded;
        vectors -= vectorsNeeded;
      }
      if (FfiType.isScalar(type)) {
        pieces.add(new Piece(i, 0, FfiType.ofScalar(type)));
      } else if (inRegisters) {
        addRegisters(pieces, i, classes);
      } else {
        pieces.add(new Piece(i, 0, FfiType.onStack(type)));
      }
    }
    return pieces;
  }

  private static void addRegisters(List<Piece> pieces, int argument, List<EightByte> classes) {
    for (int i = 0; i < classes.size(); i++) {
      if (classes.get(i) != EightByte.NO_CLASS) {
        pieces.add(new Piece(argument, 8 * i, FfiType.ofClass(classes.get(i))));
      }
    }
  }

  private static int count(List<EightByte> classes, EightByte kind) {
    return (int) classes.stream().filter(kind::equals).count();
  }
}
