package org.umbriel.nativeinterop.call;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;
import org.umbriel.nativeinterop.type.CType;
import org.umbriel.nativeinterop.type.EnumType;
import org.umbriel.nativeinterop.type.IntegerType;
import org.umbriel.nativeinterop.type.RealType;

/** What most arguments and results are, written without more ado; all else is {@link #OTHER}. */
enum Scalar {
  INT {
    @Override
    boolean takes(@Nullable Object value) {
      return value instanceof Integer;
    }

    @Override
    long bits(Object value) {
      return (Integer) value;
    }
  },
  LONG {
    @Override
    boolean takes(@Nullable Object value) {
      return value instanceof Long || value instanceof Integer;
    }

    @Override
    long bits(Object value) {
      return value instanceof Long number ? number : (Integer) value;
    }
  },
  DOUBLE {
    @Override
    boolean takes(@Nullable Object value) {
      return value instanceof Double;
    }

    @Override
    long bits(Object value) {
      return Double.doubleToRawLongBits((Double) value);
    }
  },
  FLOAT {
    @Override
    boolean takes(@Nullable Object value) {
      return value instanceof Float;
    }

    @Override
    long bits(Object value) {
      return Float.floatToRawIntBits((Float) value) & 0xffffffffL;
    }
  },
  OTHER {
    @Override
    boolean takes(@Nullable Object value) {
      return false;
    }

    @Override
    long bits(Object value) {
      throw new IllegalArgumentException(value.toString());
    }
  };

  /** 8 bytes of an array as a long. */
  static final VarHandle BYTES =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  static Scalar of(CType type) {
    if (type instanceof IntegerType integer && integer.kind() == IntegerType.Kind.SIGNED) {
      return integer.size() == Integer.BYTES ? INT : integer.size() == Long.BYTES ? LONG : OTHER;
    }
    if (type instanceof RealType) {
      return type.size() == Double.BYTES ? DOUBLE : type.size() == Float.BYTES ? FLOAT : OTHER;
    }
    return OTHER;
  }

  /** Whether an object of Java is such a number without more ado. */
  abstract boolean takes(@Nullable Object value);

  /** What stands in a register, of a value that it takes. */
  abstract long bits(Object value);

  /**
   * Writes 8 bytes.
   *
   * @return false if nothing was written
   */
  boolean put(@Nullable Object value, ByteBuffer out, int at) {
    if (value == null || !takes(value)) {
      return false;
    }
    out.putLong(at, bits(value));
    return true;
  }

  /** Fills 8 bytes with a smaller integer's sign: compilers rely on it for up to four. */
  static void extend(CType type, ByteBuffer bytes, int at) {
    CType plain = type instanceof EnumType named ? named.representation() : type;
    if (plain instanceof IntegerType integer && integer.isSigned()) {
      switch ((int) integer.size()) {
        case 1 -> bytes.putLong(at, bytes.get(at));
        case 2 -> bytes.putLong(at, bytes.getShort(at));
        case 4 -> bytes.putLong(at, bytes.getInt(at));
        default -> {
          return;
        }
      }
    }
  }
}
