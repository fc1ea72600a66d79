package org.umbriel.nativeinterop.hotspot;

import org.umbriel.nativeinterop.memory.RemoteMemory;

/**
 * HotSpot's numbers of one to five bytes (unsigned5.hpp). Since JDK 20 no byte of one is zero,
 * which ends a sequence.
 */
final class Unsigned5 {
  private static final int MOST_BYTES = 5;
  private static final int SHIFT = 6;
  private static final int FIRST_WITHOUT_ZERO = 20;

  private final RemoteMemory memory;
  private final int excluded;
  private long at;

  Unsigned5(RemoteMemory memory, int release, long start) {
    this.memory = memory;
    excluded = release >= FIRST_WITHOUT_ZERO ? 1 : 0;
    at = start;
  }

  int next() {
    int low = 256 - (1 << SHIFT) - excluded;
    int sum = 0;
    for (int i = 0; i < MOST_BYTES; i++) {
      int part = (int) memory.read(at++, 1) - excluded;
      sum += part << (SHIFT * i);
      if (part < low) {
        break;
      }
    }
    return sum;
  }
}
