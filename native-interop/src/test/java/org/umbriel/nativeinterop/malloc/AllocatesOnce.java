package org.umbriel.nativeinterop.malloc;

import java.nio.file.Files;
import java.nio.file.Path;
import org.umbriel.nativeinterop.call.NativeLibrary;
import org.umbriel.nativeinterop.memory.MemoryMap;

/** A process whose blocks are tracked: it says who allocated one of them. */
final class AllocatesOnce {
  private AllocatesOnce() {}

  /**
   * @param arguments a library with a function {@code make}, and a file for the answer
   */
  public static void main(String[] arguments) throws Exception {
    NativeLibrary library = NativeLibrary.open(arguments[0]);
    long block = library.function("make").call().toPointer().address();
    TrackedBlocks blocks = TrackedBlocks.of(MemoryMap.now()).orElseThrow();
    Files.writeString(Path.of(arguments[1]), blocks.site(block).orElseThrow().toString());
  }
}
