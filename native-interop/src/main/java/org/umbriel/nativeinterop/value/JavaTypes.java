package org.umbriel.nativeinterop.value;

import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.Map;
import org.umbriel.nativeinterop.NativeException;
import org.umbriel.nativeinterop.type.CType;
import org.umbriel.nativeinterop.type.IntegerType;
import org.umbriel.nativeinterop.type.IntegerType.Kind;
import org.umbriel.nativeinterop.type.PointerType;
import org.umbriel.nativeinterop.type.RealType;
import org.umbriel.nativeinterop.type.StructType;
import org.umbriel.nativeinterop.type.VoidType;

/** What types of Java are in C. */
public final class JavaTypes {
  private static final IntegerType SIGNED_CHAR = new IntegerType("signed char", 1, Kind.SIGNED);
  private static final IntegerType UNSIGNED_SHORT =
      new IntegerType("unsigned short", 2, Kind.UNSIGNED);

  private static final Map<Class<?>, CType> TYPES =
      Map.of(
          void.class, VoidType.VOID,
          boolean.class, IntegerType.BOOL,
          byte.class, SIGNED_CHAR,
          short.class, new IntegerType("short", 2, Kind.SIGNED),
          char.class, UNSIGNED_SHORT,
          int.class, IntegerType.INT,
          long.class, IntegerType.LONG,
          float.class, RealType.FLOAT,
          double.class, RealType.DOUBLE);

  private static final PointerType TEXT = new PointerType("const char *", () -> IntegerType.CHAR);

  private JavaTypes() {}

  /**
   * The type that a Java class is in C: a primitive one, {@code const char *} for String, {@code
   * void *} for {@link NativePointer}, a structure with its components as members for a record.
   */
  public static CType of(Class<?> type) {
    CType simple = TYPES.get(type);
    if (simple != null) {
      return simple;
    }
    if (type == String.class) {
      return TEXT;
    }
    if (type == NativePointer.class) {
      return PointerType.TO_VOID;
    }
    if (type.isRecord()) {
      Map<String, CType> members = new LinkedHashMap<>();
      for (RecordComponent component : type.getRecordComponents()) {
        members.put(component.getName(), of(component.getType()));
      }
      return StructType.inOrder("struct " + type.getSimpleName(), members);
    }
    throw new NativeException(type.getName() + " has no counterpart in C");
  }
}
