package org.umbriel.nativeinterop.bind;

import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.umbriel.nativeinterop.call.NativeFunction;
import org.umbriel.nativeinterop.type.CType;
import org.umbriel.nativeinterop.type.Field;
import org.umbriel.nativeinterop.type.IntegerType;
import org.umbriel.nativeinterop.type.RealType;
import org.umbriel.nativeinterop.type.StructType;

/**
 * A structure that a function returned, kept in the frame of the call, and the record that is made
 * of it.
 *
 * @param constructor takes the parts in order
 */
record ReturnedRecord(Constructor<?> constructor, List<Part> parts) implements DirectResult {
  ReturnedRecord {
    parts = List.copyOf(parts);
  }

  /** A component. */
  sealed interface Part permits Numeric, Inner {}

  /**
   * A number.
   *
   * @param place of the 8 bytes in the frame that it is in
   * @param shift its lowest bit there
   */
  record Numeric(CType type, Class<?> wanted, int place, int shift) implements Part {}

  /** A structure in the structure. */
  record Inner(ReturnedRecord made) implements Part {}

  /**
   * Empty if the one does not become the other without more ado.
   *
   * @param from whose code calls the constructor
   */
  static Optional<ReturnedRecord> of(Class<?> from, Class<?> wanted, NativeFunction function) {
    return function.type().result() instanceof StructType struct
        ? of(from, wanted, struct, 0, function)
        : Optional.empty();
  }

  private static Optional<ReturnedRecord> of(
      Class<?> from, Class<?> wanted, StructType struct, int start, NativeFunction function) {
    if (!wanted.isRecord() || struct.isUnion()) {
      return Optional.empty();
    }
    List<Part> parts = new ArrayList<>();
    for (RecordComponent component : wanted.getRecordComponents()) {
      Optional<Field> field = struct.field(component.getName());
      if (field.isEmpty() || field.get().isBitField()) {
        return Optional.empty();
      }
      int offset = start + (int) field.get().offset();
      CType type = field.get().type();
      Optional<? extends Part> part =
          type instanceof StructType inner
              ? of(from, component.getType(), inner, offset, function).map(Inner::new)
              : number(component.getType(), type, offset, function);
      if (part.isEmpty()) {
        return Optional.empty();
      }
      parts.add(part.get());
    }
    return Access.constructor(from, wanted).map(found -> new ReturnedRecord(found, parts));
  }

  private static Optional<Numeric> number(
      Class<?> wanted, CType type, int offset, NativeFunction function) {
    OptionalInt place = function.resultPlace(offset & -8);
    boolean isWhole = offset % 8 + type.size() <= 8;
    return isWhole && place.isPresent() && isTaken(wanted, type)
        ? Optional.of(new Numeric(type, wanted, place.getAsInt(), 8 * (offset % 8)))
        : Optional.empty();
  }

  private static boolean isTaken(Class<?> wanted, CType type) {
    if (type instanceof RealType real) {
      return !real.isExtended() && (wanted == double.class || wanted == float.class);
    }
    Optional<IntegerType> integer = Carrier.integer(type);
    boolean isBoolean = integer.isPresent() && integer.get().kind() == IntegerType.Kind.BOOLEAN;
    return integer.isPresent()
        && wanted.isPrimitive()
        && isBoolean == (wanted == boolean.class)
        && wanted != float.class
        && wanted != double.class;
  }

  @Override
  public char descriptor() {
    return 'V';
  }
}
