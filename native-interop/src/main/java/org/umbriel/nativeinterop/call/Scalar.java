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
    boolean put(@Nullable Object value, ByteBuffer out, int at) {
      if (value instanceof Integer number) {
        out.putLong(at, number);
        return true;
      }
      return false;
    }
  },
  LONG {
    @Override
    boolean put(@Nullable Object value, ByteBuffer out, int at) {
      if (value instanceof Long number) {
        out.putLong(at, number);
        return true;
      }
      return INT.put(value, out, at);
    }
  },
  DOUBLE {
    @Override
    boolean put(@Nullable Object value, ByteBuffer out, int at) {
      if (value instanceof Double number) {
        out.putDouble(at, number);
        return true;
      }
      return false;
    }
  },
  OTHER {
    @Override
    boolean put(@Nullable Object value, ByteBuffer out, int at) {
      return false;
    }
  };

  /** 8 bytes of an array as a long. */
  static final VarHandle BYTES =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  static Scalar of(CType type) {
    if (type instanceof IntegerType integer && integer.kind() == IntegerType.Kind.SIGNED) {
      return integer.size() == Integer.BYTES ? INT : integer.size() == Long.BYTES ? LONG : OTHER;
    }
    return type instanceof RealType && type.size() == Double.BYTES ? DOUBLE : OTHER;
  }

  /**
   * Writes 8 bytes.
   *
   * @return false if nothing was written
   */
  abstract boolean put(@Nullable Object value, ByteBuffer out, int at);

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
