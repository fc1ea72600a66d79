package org.umbriel.nativeinterop.bind;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.umbriel.nativeinterop.type.CType;
import org.umbriel.nativeinterop.type.EnumType;
import org.umbriel.nativeinterop.type.IntegerType;
import org.umbriel.nativeinterop.type.RealType;

/**
 * How values of a primitive type of Java are values of a type of C.
 *
 * @param least of what C takes, if Java has less
 * @param greatest of what C takes, if Java has more
 */
record Carrier(Optional<Long> least, Optional<Long> greatest) {
  private static final Carrier EXACT = new Carrier(Optional.empty(), Optional.empty());

  private static final Map<Class<?>, List<Long>> RANGES =
      Map.of(
          byte.class, List.of((long) Byte.MIN_VALUE, (long) Byte.MAX_VALUE),
          short.class, List.of((long) Short.MIN_VALUE, (long) Short.MAX_VALUE),
          char.class, List.of((long) Character.MIN_VALUE, (long) Character.MAX_VALUE),
          int.class, List.of((long) Integer.MIN_VALUE, (long) Integer.MAX_VALUE),
          long.class, List.of(Long.MIN_VALUE, Long.MAX_VALUE));

  /** Empty if the one is not taken for the other. */
  static Optional<Carrier> of(Class<?> source, CType type) {
    if (type instanceof RealType real) {
      boolean isTaken = !real.isExtended() && (source == float.class || source == double.class);
      return isTaken ? Optional.of(EXACT) : Optional.empty();
    }
    Optional<IntegerType> integer = integer(type);
    if (integer.isEmpty()) {
      return Optional.empty();
    }
    if (integer.get().kind() == IntegerType.Kind.BOOLEAN) {
      return source == boolean.class ? Optional.of(EXACT) : Optional.empty();
    }
    List<Long> range = RANGES.get(source);
    if (range == null) {
      return Optional.empty();
    }
    int bits = 8 * (int) integer.get().size();
    BigInteger least = integer.get().least(bits);
    BigInteger greatest = integer.get().greatest(bits);
    return Optional.of(
        new Carrier(
            limit(least, least.compareTo(BigInteger.valueOf(range.get(0))) > 0),
            limit(greatest, greatest.compareTo(BigInteger.valueOf(range.get(1))) < 0)));
  }

  private static Optional<Long> limit(BigInteger limit, boolean isPassed) {
    return isPassed ? Optional.of(limit.longValueExact()) : Optional.empty();
  }

  /** The integer of up to 8 bytes that a type is, or is kept as. */
  static Optional<IntegerType> integer(CType type) {
    CType plain = type instanceof EnumType named ? named.representation() : type;
    return plain instanceof IntegerType integer && integer.size() <= Long.BYTES
        ? Optional.of(integer)
        : Optional.empty();
  }
}
