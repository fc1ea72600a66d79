package org.umbriel.nativeinterop.call;

import java.util.List;
import org.umbriel.nativeinterop.NativeException;
import org.umbriel.nativeinterop.type.CType;
import org.umbriel.nativeinterop.type.ComplexType;
import org.umbriel.nativeinterop.type.EnumType;
import org.umbriel.nativeinterop.type.IntegerType;
import org.umbriel.nativeinterop.type.PointerType;
import org.umbriel.nativeinterop.type.RealType;
import org.umbriel.nativeinterop.type.VoidType;

/**
 * What libffi has to know of a value ({@code ffi_type} of its manual, 2.3): scalars as they are,
 * aggregates as what they take of registers or of the stack.
 *
 * @param code one of the {@code FFI_TYPE_} constants
 * @param elements of a structure or a complex number
 */
record FfiType(int code, long size, int alignment, List<FfiType> elements) {
  private static final int STRUCT = 13;
  private static final int COMPLEX = 15;

  static final FfiType VOID = scalar(0, 1);
  static final FfiType FLOAT = scalar(2, 4);
  static final FfiType DOUBLE = scalar(3, 8);
  static final FfiType LONG_DOUBLE = scalar(4, 16);
  static final FfiType UINT64 = scalar(11, 8);
  static final FfiType POINTER = scalar(14, 8);

  /** Code of the unsigned integer of one byte; signed ones and larger ones follow. */
  private static final int UINT8 = 5;

  private static final int MOST_ALIGNMENT = 16;

  FfiType {
    elements = List.copyOf(elements);
  }

  private static FfiType scalar(int code, int size) {
    return new FfiType(code, size, size, List.of());
  }

  /** Whether the caller says where a result goes. */
  static boolean isReturnedInMemory(CType type) {
    return !isScalar(type) && !isLongComplex(type) && SystemV.classify(type).isEmpty();
  }

  /** What a result is to libffi that is not returned in memory. */
  static FfiType ofResult(CType type) {
    if (isScalar(type)) {
      return ofScalar(type);
    }
    if (isLongComplex(type)) {
      return new FfiType(COMPLEX, 32, 16, List.of(LONG_DOUBLE));
    }
    List<EightByte> classes = SystemV.classify(type);
    return classes.contains(EightByte.X87) ? LONG_DOUBLE : registers(classes, type);
  }

  static boolean isLongComplex(CType type) {
    return type instanceof ComplexType complex && complex.part().isExtended();
  }

  /** Whether libffi passes it rightly as it is. */
  static boolean isScalar(CType type) {
    return type instanceof RealType
        || type instanceof PointerType
        || type instanceof VoidType
        || ((type instanceof IntegerType || type instanceof EnumType) && type.size() <= 8);
  }

  static FfiType ofScalar(CType type) {
    if (type instanceof RealType) {
      return type.size() == 4 ? FLOAT : type.size() == 8 ? DOUBLE : LONG_DOUBLE;
    }
    if (type instanceof PointerType) {
      return POINTER;
    }
    if (type instanceof VoidType) {
      return VOID;
    }
    IntegerType integer =
        type instanceof EnumType named ? named.representation() : (IntegerType) type;
    int width = Long.numberOfTrailingZeros(integer.size());
    return scalar(UINT8 + 2 * width + (integer.isSigned() ? 1 : 0), (int) integer.size());
  }

  /** A result in registers; padding at the end, 8 bytes without a class, has none. */
  private static FfiType registers(List<EightByte> classes, CType type) {
    List<FfiType> elements =
        classes.stream().filter(c -> c != EightByte.NO_CLASS).map(FfiType::ofClass).toList();
    return new FfiType(STRUCT, 8L * classes.size(), alignment(type), elements);
  }

  /** 8 bytes in a register. */
  static FfiType ofClass(EightByte kind) {
    return kind == EightByte.SSE ? DOUBLE : UINT64;
  }

  /** An argument in memory: a long double in a structure keeps libffi from taking registers. */
  static FfiType onStack(CType type) {
    return new FfiType(STRUCT, type.size(), alignment(type), List.of(LONG_DOUBLE));
  }

  boolean isVector() {
    return equals(FLOAT) || equals(DOUBLE);
  }

  boolean isOnStack() {
    return code == STRUCT || equals(LONG_DOUBLE);
  }

  private static int alignment(CType type) {
    if (type.alignment() > MOST_ALIGNMENT) {
      throw new NativeException(
          type.text() + " can't be passed: aligned to " + type.alignment() + " bytes");
    }
    return (int) Math.max(8, type.alignment());
  }
}
