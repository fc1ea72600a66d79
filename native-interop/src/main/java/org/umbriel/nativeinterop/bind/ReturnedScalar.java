package org.umbriel.nativeinterop.bind;

import java.util.Optional;
import org.umbriel.nativeinterop.type.CType;
import org.umbriel.nativeinterop.type.IntegerType;
import org.umbriel.nativeinterop.type.PointerType;
import org.umbriel.nativeinterop.type.RealType;
import org.umbriel.nativeinterop.type.VoidType;
import org.umbriel.nativeinterop.value.NativePointer;

/**
 * A result in one register, and the type of Java that is made of it.
 *
 * @param mayNotFit whether it has values that the type of Java has not
 */
record ReturnedScalar(CType type, Class<?> wanted, boolean mayNotFit) implements DirectResult {
  /** Empty if the one does not become the other without more ado. */
  static Optional<ReturnedScalar> of(Class<?> wanted, CType type) {
    if (type instanceof VoidType) {
      return wanted == void.class ? some(wanted, type, false) : Optional.empty();
    }
    if (type instanceof PointerType pointer) {
      boolean isText = wanted == String.class && pointer.isText();
      return isText || wanted == NativePointer.class ? some(wanted, type, false) : Optional.empty();
    }
    if (type instanceof RealType real) {
      boolean fits = wanted == double.class || (wanted == float.class && real.size() == 4);
      return fits && !real.isExtended() ? some(wanted, type, false) : Optional.empty();
    }
    Optional<IntegerType> integer = Carrier.integer(type);
    if (integer.isEmpty()) {
      return Optional.empty();
    }
    if (integer.get().kind() == IntegerType.Kind.BOOLEAN) {
      return wanted == boolean.class ? some(wanted, type, false) : Optional.empty();
    }
    return wanted == int.class || wanted == long.class
        ? ofInteger(wanted, type, integer.get())
        : Optional.empty();
  }

  private static Optional<ReturnedScalar> ofInteger(
      Class<?> wanted, CType type, IntegerType integer) {
    long room = wanted == int.class ? Integer.BYTES : Long.BYTES;
    boolean isWider = integer.size() > room;
    return isWider
        ? Optional.empty()
        : some(wanted, type, integer.size() == room && !integer.isSigned());
  }

  private static Optional<ReturnedScalar> some(Class<?> wanted, CType type, boolean mayNotFit) {
    return Optional.of(new ReturnedScalar(type, wanted, mayNotFit));
  }

  /** Integers come whole and are narrowed in Java. */
  @Override
  public char descriptor() {
    if (type instanceof VoidType) {
      return 'V';
    }
    if (type instanceof RealType) {
      return type.size() == Float.BYTES ? 'F' : 'D';
    }
    return 'J';
  }
}
