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

  /** All scalars of an argument; empty if one is not taken as it is. */
  static Optional<List<Leaf>> of(int parameter, Class<?> source, CType type) {
    List<Leaf> leaves = new ArrayList<>();
    boolean all = new Leaf(parameter, List.of(), source, type, 0).addTo(leaves);
    return all ? Optional.of(leaves) : Optional.empty();
  }

  private boolean addTo(List<Leaf> leaves) {
    if (type instanceof StructType struct) {
      return source.isRecord() && !struct.isUnion() && addComponents(struct, leaves);
    }
    boolean isPointer = type instanceof PointerType && source == NativePointer.class;
    boolean isTaken = isPointer ? accessors.isEmpty() : Carrier.of(source, type).isPresent();
    if (isTaken) {
      leaves.add(this);
    }
    return isTaken;
  }

  private boolean addComponents(StructType struct, List<Leaf> leaves) {
    for (RecordComponent component : source.getRecordComponents()) {
      Optional<Field> field = struct.field(component.getName());
      if (field.isEmpty() || field.get().isBitField()) {
        return false;
      }
      List<Method> path = new ArrayList<>(accessors);
      path.add(component.getAccessor());
      int at = offset + (int) field.get().offset();
      Leaf leaf = new Leaf(parameter, path, component.getType(), field.get().type(), at);
      if (!leaf.addTo(leaves)) {
        return false;
      }
    }
    return true;
  }
}
