package org.umbriel.nativeinterop.malloc;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import org.umbriel.nativeinterop.NativeException;
import org.umbriel.nativeinterop.memory.MemoryMap;
import org.umbriel.nativeinterop.memory.MemoryMap.Mapping;
import org.umbriel.nativeinterop.memory.RemoteMemory;

/**
 * The blocks of a process that stands still, with who allocated each, as {@link AllocatorShim}
 * wrote it into the block's last 8 bytes. What was freed has zero there, or what malloc keeps
 * there.
 */
final class TrackedHeaps {
  private static final int PAGE = 4096;
  private static final int SITE_SIZE = 8;
  private static final long LARGEST = 1L << 30;

  /** A heap of an arena other than the main one starts at such an address (arena.c). */
  private static final long ARENA_ALIGNMENT = 1L << 26;

  private final MemoryMap map;
  private final RemoteMemory memory;

  /** By the address of who allocated: how many blocks, and how many bytes. */
  private final Map<Long, long[]> bySite = new HashMap<>();

  TrackedHeaps(MemoryMap map, RemoteMemory memory) {
    this.map = map;
    this.memory = memory;
  }

  /** Blocks and bytes by the address of who allocated. */
  Map<Long, long[]> read() {
    for (Mapping mapping : map.mappings()) {
      boolean mayBe =
          mapping.isReadable()
              && mapping.isWritable()
              && (mapping.name().isEmpty() || mapping.name().equals("[heap]"))
              && mapping.end() - mapping.start() <= LARGEST;
      if (mayBe) {
        read(mapping);
      }
    }
    return bySite;
  }

  private void read(Mapping mapping) {
    long base = mapping.start();
    Chunks chunks;
    try {
      chunks = new Chunks(memory.bytes(base, (int) (mapping.end() - base)));
    } catch (NativeException e) {
      return; // a guard of the kernel's, which is mapped and can't be read
    }
    int at = 0;
    while (at < chunks.capacity()) {
      boolean mayStart = at == 0 || (base + at) % ARENA_ALIGNMENT == 0;
      OptionalInt first = mayStart ? chunks.first(at, chunks.capacity()) : OptionalInt.empty();
      if (first.isPresent()) {
        at = walk(chunks, first.getAsInt());
      } else if (chunks.isMapped(at)) {
        int size = (int) chunks.size(at);
        add(chunks.word(at + size - 8), size - Chunks.HEADER - SITE_SIZE);
        at += size;
      } else {
        at += PAGE;
      }
    }
  }

  /**
   * A used chunk's last 8 bytes are the first of what follows. Returns the page behind the last
   * one.
   */
  private int walk(Chunks chunks, int first) {
    int chunk = first;
    while (chunks.isChunk(chunk)) {
      int size = (int) chunks.size(chunk);
      if (chunks.isUsed(chunk)) {
        add(chunks.word(chunk + size), size - Chunks.HEADER);
      }
      chunk += size;
    }
    return (chunk + PAGE) & -PAGE;
  }

  private void add(long site, int usable) {
    if (map.isCode(site)) {
      long[] sums = bySite.computeIfAbsent(site, s -> new long[2]);
      sums[0]++;
      sums[1] += usable;
    }
  }
}
