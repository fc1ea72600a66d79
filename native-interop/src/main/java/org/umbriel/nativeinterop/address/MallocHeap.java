package org.umbriel.nativeinterop.address;

import java.util.Optional;
import java.util.OptionalInt;
import org.umbriel.nativeinterop.address.Described.Block;
import org.umbriel.nativeinterop.malloc.Chunks;
import org.umbriel.nativeinterop.memory.MemoryMap.Mapping;
import org.umbriel.nativeinterop.memory.ProcessMemory;

/** The block of malloc's that an address of this process lies in. */
final class MallocHeap {
  private static final int PAGE = 4096;

  /** A heap of an arena other than the main one starts at such an address (arena.c). */
  private static final long ARENA_ALIGNMENT = 1L << 26;

  /** Other threads use the heap while it is read, so a walk may break off. */
  private static final int TRIES = 3;

  private static final int LARGEST = 1 << 28;

  private MallocHeap() {}

  /** The chunk around an address in a mapping that may be a heap. */
  static Optional<Block> find(Mapping mapping, long address) {
    Optional<Block> found = Optional.empty();
    for (int i = 0; i < TRIES && found.isEmpty(); i++) {
      found = findOnce(mapping, address);
    }
    return found;
  }

  private static Optional<Block> findOnce(Mapping mapping, long address) {
    long base = mapping.start();
    if (mapping.end() - base > LARGEST) {
      return Optional.empty();
    }
    Chunks heap = new Chunks(ProcessMemory.read(base, (int) (mapping.end() - base)));
    int wanted = (int) (address - base);
    int arena = (int) (Math.max(base, address & -ARENA_ALIGNMENT) - base);
    OptionalInt first = heap.first(arena, wanted);
    return first.isPresent()
        ? walk(heap, first.getAsInt(), base, address)
        : mapped(heap, base, wanted);
  }

  /**
   * A large block was mapped for itself, from its header on; the kernel shows such neighbours as
   * one mapping. So its header is on the nearest page at or below the address that has one which
   * reaches as far.
   */
  private static Optional<Block> mapped(Chunks heap, long base, int wanted) {
    for (int chunk = wanted & -PAGE; chunk >= 0; chunk -= PAGE) {
      int offset = wanted - chunk - Chunks.HEADER;
      if (heap.isMapped(chunk) && offset < heap.size(chunk) - Chunks.HEADER) {
        long user = base + chunk + Chunks.HEADER;
        return offset < 0
            ? Optional.empty()
            : Optional.of(
                new Block(user, heap.size(chunk) - Chunks.HEADER, offset, false, Optional.empty()));
      }
    }
    return Optional.empty();
  }

  private static Optional<Block> walk(Chunks heap, int start, long base, long address) {
    int chunk = start;
    while (heap.isChunk(chunk)) {
      long user = base + chunk + Chunks.HEADER;
      long usable = heap.size(chunk) - 8;
      if (address < user) {
        return Optional.empty();
      }
      if (address < user + usable) {
        return Optional.of(
            new Block(user, usable, address - user, !heap.isUsed(chunk), Optional.empty()));
      }
      chunk += (int) heap.size(chunk);
    }
    return Optional.empty();
  }
}
