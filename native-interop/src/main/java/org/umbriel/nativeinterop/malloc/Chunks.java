package org.umbriel.nativeinterop.malloc;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.OptionalInt;

/**
 * Chunks of glibc's malloc in a run of memory (malloc.c, "Vital statistics" and below): each has
 * its size with three flags before the user's bytes, and the next one stands right behind it. So a
 * heap is walked from its first chunk, which is found by trying: only from there the walk fits.
 */
public final class Chunks {
  /** Before the user's bytes. */
  public static final int HEADER = 16;

  private static final int SMALLEST = 32;
  private static final int PAGE = 4096;
  private static final long FLAGS = 7;
  private static final long PREVIOUS_IN_USE = 1;
  private static final long MAPPED = 2;

  /** What stands before the first chunk: nothing, or descriptions of the heap and its arena. */
  private static final int LATEST_START = 0x1000;

  /** Chunks that a right start must lead through. */
  private static final int ENOUGH = 8;

  private final ByteBuffer heap;

  public Chunks(byte[] bytes) {
    heap = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Bytes that a used chunk has for its user, by what stands before them. */
  static long usable(long header) {
    long size = header & ~FLAGS;
    return (header & MAPPED) == 0 ? size - 8 : size - HEADER;
  }

  public long size(int chunk) {
    return heap.getLong(chunk + 8) & ~FLAGS;
  }

  public boolean isChunk(int chunk) {
    if (chunk < 0 || chunk + HEADER > heap.capacity()) {
      return false;
    }
    long size = size(chunk);
    return size >= SMALLEST && size % HEADER == 0 && size <= heap.capacity() - chunk;
  }

  /** Whether a chunk is on none of malloc's lists; those of a thread's cache count as used. */
  public boolean isUsed(int chunk) {
    int next = chunk + (int) size(chunk);
    return isChunk(next) && (heap.getLong(next + 8) & PREVIOUS_IN_USE) != 0;
  }

  /**
   * The first chunk of a heap.
   *
   * @param arena where the heap starts
   * @param wanted a place that the walk from it has to pass, or the heap's end
   */
  public OptionalInt first(int arena, int wanted) {
    int latest = Math.min(arena + LATEST_START, heap.capacity());
    for (int start = arena; start < latest; start += HEADER) {
      if (fits(start, wanted)) {
        return OptionalInt.of(start);
      }
    }
    return OptionalInt.empty();
  }

  /**
   * The first chunk follows no free one, and a walk from it passes the wanted place after many
   * chunks, or ends where the heap ends.
   */
  private boolean fits(int start, int wanted) {
    if (!isChunk(start) || (heap.getLong(start + 8) & PREVIOUS_IN_USE) == 0) {
      return false;
    }
    int chunk = start;
    int count = 0;
    while (chunk < heap.capacity() && isChunk(chunk)) {
      if (chunk > wanted && count > ENOUGH) {
        return true;
      }
      chunk += (int) size(chunk);
      count++;
    }
    return chunk == heap.capacity() || (count > ENOUGH && isEnd(chunk));
  }

  /**
   * Behind the last chunk memory may be mapped that was never used; and the last one ends at a page
   * that may have been mapped since the map was read.
   */
  private boolean isEnd(int chunk) {
    if (chunk + HEADER > heap.capacity()) {
      return false;
    }
    long size = size(chunk);
    boolean isLast = chunk + size >= heap.capacity() && (chunk + size) % PAGE == 0;
    return size == 0 || isLast;
  }

  /** Whether a chunk that was mapped for itself, being large, starts at a page. */
  public boolean isMapped(int chunk) {
    if (chunk + HEADER > heap.capacity()) {
      return false;
    }
    long header = heap.getLong(chunk + 8);
    long size = header & ~FLAGS;
    return heap.getLong(chunk) == 0
        && (header & FLAGS) == MAPPED
        && size > 0
        && size % PAGE == 0
        && size <= heap.capacity() - chunk;
  }
}
