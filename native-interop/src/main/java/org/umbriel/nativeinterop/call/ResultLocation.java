package org.umbriel.nativeinterop.call;

import java.util.ArrayList;
import java.util.List;
import org.umbriel.nativeinterop.call.ArgumentLocations.Part;
import org.umbriel.nativeinterop.type.CType;
import org.umbriel.nativeinterop.type.RealType;

/**
 * Where a function leaves its result (System V ABI, AMD64 supplement, 3.2.3, "Returning of
 * Values").
 *
 * @param registers what of it is where: {@code rax} and {@code xmm0} being 0
 * @param extendedCount how many numbers of it are on the x87's stack
 * @param isInMemory whether the caller says where it goes, in a first argument
 */
record ResultLocation(List<Part> registers, int extendedCount, boolean isInMemory) {
  ResultLocation {
    registers = List.copyOf(registers);
  }

  static ResultLocation of(CType type) {
    if (type.size() == 0) {
      return new ResultLocation(List.of(), 0, false);
    }
    if (FfiType.isReturnedInMemory(type)) {
      return new ResultLocation(List.of(), 0, true);
    }
    if (FfiType.isLongComplex(type)) {
      return new ResultLocation(List.of(), 2, false);
    }
    if (FfiType.isScalar(type) && !isExtended(type)) {
      return new ResultLocation(List.of(new Part(0, type instanceof RealType, 0)), 0, false);
    }
    List<EightByte> classes = SystemV.classify(type);
    return classes.contains(EightByte.X87)
        ? new ResultLocation(List.of(), 1, false)
        : new ResultLocation(registers(classes), 0, false);
  }

  private static boolean isExtended(CType type) {
    return type instanceof RealType real && real.isExtended();
  }

  private static List<Part> registers(List<EightByte> classes) {
    List<Part> parts = new ArrayList<>();
    int integers = 0;
    int vectors = 0;
    for (int i = 0; i < classes.size(); i++) {
      if (classes.get(i) == EightByte.SSE) {
        parts.add(new Part(8 * i, true, vectors++));
      } else if (classes.get(i) == EightByte.INTEGER) {
        parts.add(new Part(8 * i, false, integers++));
      }
    }
    return parts;
  }
}
