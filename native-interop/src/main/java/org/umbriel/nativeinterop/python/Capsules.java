package org.umbriel.nativeinterop.python;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.umbriel.nativeinterop.NativeException;
import org.umbriel.nativeinterop.call.Upcall;
import org.umbriel.nativeinterop.memory.Arena;
import org.umbriel.nativeinterop.type.CType;
import org.umbriel.nativeinterop.type.Declaration;
import org.umbriel.nativeinterop.type.FunctionType;
import org.umbriel.nativeinterop.type.IntegerType;
import org.umbriel.nativeinterop.type.VoidType;
import org.umbriel.nativeinterop.value.JavaHandle;
import org.umbriel.nativeinterop.value.NativePointer;

/**
 * Objects of Java that Python holds: a capsule (Python's C API, "Capsules") with a handle, which
 * Python's collector closes when it frees the capsule.
 */
final class Capsules {
  private static final String NAME = "umbriel.java";

  private final Interpreter interpreter;
  private final Arena arena = new Arena();
  private final NativePointer name;
  private final Map<Long, JavaHandle> held = new ConcurrentHashMap<>();
  private @Nullable Upcall destructor;

  Capsules(Interpreter interpreter) {
    this.interpreter = interpreter;
    CType characters = IntegerType.CHAR;
    name = new NativePointer(arena.allocate(NAME.length() + 1L), characters, arena);
    for (int i = 0; i < NAME.length(); i++) {
      name.plus(i).write(NAME.charAt(i));
    }
  }

  /** A new reference to a capsule that holds an object. */
  NativePointer make(Object object) {
    JavaHandle handle = JavaHandle.of(object);
    held.put(handle.pointer().address(), handle);
    return interpreter.object(
        "void *PyCapsule_New(void *, const char *, void *)",
        handle.pointer(),
        name,
        destructor().pointer().to(VoidType.VOID));
  }

  private synchronized Upcall destructor() {
    if (destructor == null) {
      FunctionType type =
          Declaration.parse("void destroy(void *capsule)", unknown -> Optional.empty()).function();
      destructor =
          new Upcall(
              type,
              arguments -> {
                JavaHandle handle = held.remove(address(arguments.get(0).toPointer()));
                if (handle != null) {
                  handle.close();
                }
                return 0;
              });
    }
    return destructor;
  }

  private long address(NativePointer capsule) {
    return interpreter
        .call("void *PyCapsule_GetPointer(void *, const char *)", capsule, name)
        .toLong();
  }

  boolean isOne(NativePointer object) {
    return interpreter.call("int PyCapsule_IsValid(void *, const char *)", object, name).toInt()
        == 1;
  }

  /** How many objects Python holds. */
  int size() {
    return held.size();
  }

  /**
   * The object that a capsule holds.
   *
   * @throws NativeException if it is no such capsule
   */
  <T> T get(NativePointer capsule, Class<T> type) {
    if (!isOne(capsule)) {
      throw new NativeException("this object of Python's holds none of Java's");
    }
    return JavaHandle.get(NativePointer.of(address(capsule)), type);
  }
}
