package org.umbriel.nativeinterop.value;

import java.util.Optional;
import java.util.stream.Collectors;
import org.umbriel.nativeinterop.NativeException;
import org.umbriel.nativeinterop.type.CType;
import org.umbriel.nativeinterop.type.Field;
import org.umbriel.nativeinterop.type.StructType;

/** Looks members up by name. */
final class Members {
  private Members() {}

  static Field find(CType type, String name) {
    Optional<Field> field =
        type instanceof StructType struct ? struct.field(name) : Optional.empty();
    return field.orElseThrow(
        () -> new NativeException(type.text() + " has no member " + name + known(type)));
  }

  /** What could have been meant. */
  static String known(CType type) {
    return type instanceof StructType struct
        ? struct.fields().stream()
            .map(Field::name)
            .filter(n -> !n.isEmpty())
            .collect(Collectors.joining(", ", "; it has ", ""))
        : "";
  }
}
