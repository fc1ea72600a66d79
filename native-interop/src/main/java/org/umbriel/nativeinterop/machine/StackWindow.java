package org.umbriel.nativeinterop.machine;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.umbriel.nativeinterop.memory.RawMemory;

/**
 * A view of the memory around a thread's stack pointer, kept by the thread: making one takes longer
 * than a call. It may reach beyond the stack, where nobody looks.
 *
 * @param start the address of its first byte
 */
record StackWindow(ByteBuffer bytes, long start) {
  private static final int REACH = 1 << 18;
  private static final ThreadLocal<@Nullable StackWindow> LAST = new ThreadLocal<>();

  /** A view in which more than a call's arguments lie on both sides of an address. */
  static StackWindow around(long address) {
    StackWindow last = LAST.get();
    if (last != null && last.reaches(address)) {
      return last;
    }
    StackWindow window =
        new StackWindow(RawMemory.view(address - REACH, 2 * REACH), address - REACH);
    LAST.set(window);
    return window;
  }

  private boolean reaches(long address) {
    long offset = address - start;
    return offset >= REACH / 4 && offset <= REACH + REACH / 4 * 3;
  }

  int at(long address) {
    return (int) (address - start);
  }
}
