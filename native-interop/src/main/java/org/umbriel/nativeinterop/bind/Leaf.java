package org.umbriel.nativeinterop.bind;

import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.umbriel.nativeinterop.type.CType;
import org.umbriel.nativeinterop.type.Field;
import org.umbriel.nativeinterop.type.PointerType;
import org.umbriel.nativeinterop.type.StructType;
import org.umbriel.nativeinterop.value.NativePointer;

/**
 * A scalar in an argument: a parameter of Java, or a component of a record that is one.
 *
 * @param parameter index of the parameter
 * @param accessors that lead to it through records
 * @param source its type in Java
 * @param offset where it stands in the argument, in bytes
 */
record Leaf(int parameter, List<Method> accessors, Class<?> source, CType type, int offset) {
  Leaf {
    accessors = List.copyOf(accessors);
  }

  /**
   * All scalars of an argument; empty if one is not taken as it is.
   *
   * @param from whose code reads them
   */
  static Optional<List<Leaf>> of(Class<?> from, int parameter, Class<?> source, CType type) {
    List<Leaf> leaves = new ArrayList<>();
    boolean all = new Leaf(parameter, List.of(), source, type, 0).addTo(from, leaves);
    return all ? Optional.of(leaves) : Optional.empty();
  }

  /** Whether it is a text, whose bytes have to be placed before the call. */
  boolean isText() {
    return source == String.class;
  }

  private boolean addTo(Class<?> from, List<Leaf> leaves) {
    if (type instanceof StructType struct) {
      return source.isRecord()
          && !struct.isUnion()
          && Access.mayUse(from, source)
          && addComponents(from, struct, leaves);
    }
    boolean isPointer = type instanceof PointerType pointer && isPointer(pointer);
    boolean isWhole = offset % 8 + type.size() <= 8;
    boolean isTaken = isPointer ? accessors.isEmpty() : Carrier.of(source, type).isPresent();
    if (isTaken && isWhole) {
      leaves.add(this);
    }
    return isTaken && isWhole;
  }

  private boolean isPointer(PointerType pointer) {
    return source == NativePointer.class || (isText() && pointer.isText());
  }

  private boolean addComponents(Class<?> from, StructType struct, List<Leaf> leaves) {
    for (RecordComponent component : source.getRecordComponents()) {
      Optional<Field> field = struct.field(component.getName());
      if (field.isEmpty() || field.get().isBitField()) {
        return false;
      }
      List<Method> path = new ArrayList<>(accessors);
      path.add(component.getAccessor());
      int at = offset + (int) field.get().offset();
      Leaf leaf = new Leaf(parameter, path, component.getType(), field.get().type(), at);
      if (!leaf.addTo(from, leaves)) {
        return false;
      }
    }
    return true;
  }
}
