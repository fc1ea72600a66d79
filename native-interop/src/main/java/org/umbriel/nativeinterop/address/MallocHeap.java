package org.umbriel.nativeinterop.address;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import org.umbriel.nativeinterop.address.Described.Block;
import org.umbriel.nativeinterop.memory.MemoryMap.Mapping;
import org.umbriel.nativeinterop.memory.ProcessMemory;

/**
 * Chunks of glibc's malloc (malloc.c, "Vital statistics" and below): each has its size with three
 * flags before the user's bytes, and the next one stands right behind it. So a heap is walked from
 * its first chunk, which is found by trying: only from there the walk fits.
 */
final class MallocHeap {
  private static final int HEADER = 16;
  private static final int SMALLEST = 32;
  private static final int PAGE = 4096;

  /** A heap of an arena other than the main one starts at such an address (arena.c). */
  private static final long ARENA_ALIGNMENT = 1L << 26;

  private static final long FLAGS = 7;
  private static final long PREVIOUS_IN_USE = 1;
  private static final long MAPPED = 2;

  /** What stands before the first chunk: nothing, or descriptions of the heap and its arena. */
  private static final int LATEST_START = 0x1000;

  /** Chunks that a right start must lead through. */
  private static final int ENOUGH = 8;

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
    ByteBuffer heap =
        ByteBuffer.wrap(ProcessMemory.read(base, (int) (mapping.end() - base)))
            .order(ByteOrder.LITTLE_ENDIAN);
    int wanted = (int) (address - base);
    int arena = (int) (Math.max(base, address & -ARENA_ALIGNMENT) - base);
    int latest = Math.min(arena + LATEST_START, heap.capacity());
    for (int start = arena; start < latest; start += HEADER) {
      if (fits(heap, start, wanted)) {
        return walk(heap, start, base, address);
      }
    }
    return mapped(heap, base, wanted);
  }

  /**
   * A large block was mapped for itself, from its header on; the kernel shows such neighbours as
   * one mapping. So its header is on the nearest page at or below the address that has one which
   * reaches as far.
   */
  private static Optional<Block> mapped(ByteBuffer heap, long base, int wanted) {
    for (int chunk = wanted & -PAGE; chunk >= 0; chunk -= PAGE) {
      long header = heap.getLong(chunk + 8);
      long size = header & ~FLAGS;
      boolean isHeader =
          heap.getLong(chunk) == 0
              && (header & FLAGS) == MAPPED
              && size > 0
              && size % PAGE == 0
              && size <= heap.capacity() - chunk;
      int offset = wanted - chunk - HEADER;
      if (isHeader && offset < size - HEADER) {
        return offset < 0
            ? Optional.empty()
            : Optional.of(new Block(base + chunk + HEADER, size - HEADER, offset, false));
      }
    }
    return Optional.empty();
  }

  private static long size(ByteBuffer heap, int chunk) {
    return heap.getLong(chunk + 8) & ~FLAGS;
  }

  private static boolean isChunk(ByteBuffer heap, int chunk) {
    if (chunk + HEADER > heap.capacity()) {
      return false;
    }
    long size = size(heap, chunk);
    return size >= SMALLEST && size % HEADER == 0 && size <= heap.capacity() - chunk;
  }

  /**
   * The first chunk follows no free one, and a walk from it passes the wanted place after many
   * chunks, or ends where the heap ends.
   */
  private static boolean fits(ByteBuffer heap, int start, int wanted) {
    if (!isChunk(heap, start) || (heap.getLong(start + 8) & PREVIOUS_IN_USE) == 0) {
      return false;
    }
    int chunk = start;
    int count = 0;
    while (chunk < heap.capacity() && isChunk(heap, chunk)) {
      if (chunk > wanted && count > ENOUGH) {
        return true;
      }
      chunk += (int) size(heap, chunk);
      count++;
    }
    return chunk == heap.capacity() || (count > ENOUGH && isEnd(heap, chunk));
  }

  /**
   * Behind the last chunk memory may be mapped that was never used; and the last one ends at a page
   * that may have been mapped since the map was read.
   */
  private static boolean isEnd(ByteBuffer heap, int chunk) {
    if (chunk + HEADER > heap.capacity()) {
      return false;
    }
    long size = size(heap, chunk);
    boolean isLast = chunk + size >= heap.capacity() && (chunk + size) % PAGE == 0;
    return size == 0 || isLast;
  }

  private static Optional<Block> walk(ByteBuffer heap, int start, long base, long address) {
    int chunk = start;
    while (isChunk(heap, chunk)) {
      int next = chunk + (int) size(heap, chunk);
      long user = base + chunk + HEADER;
      long usable = size(heap, chunk) - 8;
      if (address < user) {
        return Optional.empty();
      }
      if (address < user + usable) {
        boolean isLast = !isChunk(heap, next);
        boolean isFree = isLast || (heap.getLong(next + 8) & PREVIOUS_IN_USE) == 0;
        return Optional.of(new Block(user, usable, address - user, isFree));
      }
      chunk = next;
    }
    return Optional.empty();
  }
}
