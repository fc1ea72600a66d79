package org.umbriel.nativeinterop.value;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.umbriel.nativeinterop.call.CallbackException;
import org.umbriel.nativeinterop.call.NativeLibrary;
import org.umbriel.nativeinterop.memory.MemoryAccessException;
import org.umbriel.nativeinterop.testing.CompiledLibrary;

class JavaHandleTest {
  private static final String SOURCE =
      """
      static void *kept;
      void keep(void *object) { kept = object; }
      void each(int (*f)(void *, int), int n) { for (int i = 0; i < n; i++) f(kept, i); }
      """;

  @Test
  void nativeCodeKeepsAnObject(@TempDir Path folder) throws Exception {
    NativeLibrary library =
        NativeLibrary.open(CompiledLibrary.compile(folder, "keeps", SOURCE, "-g").toString());
    List<Integer> seen = new ArrayList<>();
    Callback add =
        p -> {
          @SuppressWarnings("unchecked")
          List<Integer> list = JavaHandle.get(p.get(0).toPointer(), List.class);
          list.add(p.get(1).toInt());
          return 0;
        };
    JavaHandle handle = JavaHandle.of(seen);
    library.function("keep").call(handle.pointer());
    library.function("each").call(add, 3);
    assertEquals(List.of(0, 1, 2), seen);
    handle.close();
    CallbackException late =
        assertThrows(CallbackException.class, () -> library.function("each").call(add, 1));
    assertEquals(MemoryAccessException.class, late.getCause().getClass());
    NativePointer pointer = handle.pointer();
    assertThrows(MemoryAccessException.class, () -> library.function("keep").call(pointer));
  }

  @Test
  void pointersThatAreNoHandles() {
    Object object = new Object();
    JavaHandle handle = JavaHandle.of(object);
    assertSame(object, JavaHandle.get(handle.pointer(), Object.class));
    assertThrows(ClassCastException.class, () -> JavaHandle.get(handle.pointer(), String.class));
    assertThrows(MemoryAccessException.class, () -> handle.pointer().readText());
    assertThrows(
        MemoryAccessException.class, () -> JavaHandle.get(NativePointer.of(16), Object.class));
    handle.close();
    assertThrows(MemoryAccessException.class, () -> JavaHandle.get(handle.pointer(), Object.class));
  }
}
