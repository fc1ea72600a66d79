package org.umbriel.nativeinterop.value;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;
import org.umbriel.nativeinterop.type.CType;
import org.umbriel.nativeinterop.type.EnumType;
import org.umbriel.nativeinterop.type.IntegerType;
import org.umbriel.nativeinterop.type.PointerType;
import org.umbriel.nativeinterop.type.RealType;

/** What arguments are that no parameter says the type of (C11, 6.5.2.2, default promotions). */
public final class Promotion {
  private static final PointerType TEXT = new PointerType("char *", () -> IntegerType.CHAR);

  private Promotion() {}

  /**
   * The type that a variadic argument is passed as.
   *
   * @throws ArgumentException if there is none
   */
  public static CType of(@Nullable Object value, Place place) {
    if (value instanceof Value given) {
      return promoted(given.type());
    }
    if (value instanceof String) {
      return TEXT;
    }
    if (value == null
        || value instanceof NativePointer
        || value instanceof Callback
        || value.getClass().isArray()) {
      return PointerType.TO_VOID;
    }
    if (value instanceof Double || value instanceof Float) {
      return RealType.DOUBLE;
    }
    if (value instanceof Long) {
      return IntegerType.LONG;
    }
    BigInteger integer = Encoder.integer(value);
    if (integer == null || integer.bitLength() > 63) {
      throw new ArgumentException(
          place, "variadic", Encoder.describe(value) + " has no type of C; give a Value");
    }
    return integer.bitLength() > 31 ? IntegerType.LONG : IntegerType.INT;
  }

  private static CType promoted(CType type) {
    if (type instanceof RealType && type.size() == 4) {
      return RealType.DOUBLE;
    }
    boolean small = type.size() < 4 && (type instanceof IntegerType || type instanceof EnumType);
    return small ? IntegerType.INT : type;
  }
}
