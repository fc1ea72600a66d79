package org.umbriel.nativeinterop.memory;

import java.lang.ref.Cleaner;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/**
 * Owns native blocks, and frees them all when it is closed or, at the latest, when nobody holds it
 * or one of its pointers any more. Native code that keeps an address of a block longer than that
 * has to be given a block of its own. Safe for several threads.
 */
public final class Arena implements Owner, AutoCloseable {
  private static final Cleaner CLEANER = Cleaner.create();

  private final Blocks blocks = new Blocks();
  private final Cleaner.Cleanable cleanable = CLEANER.register(this, blocks);

  /** Addresses of blocks with their sizes; apart from the arena, so that it can be collected. */
  private static final class Blocks implements Runnable {
    private final ConcurrentSkipListMap<Long, Long> sizes = new ConcurrentSkipListMap<>();
    private final Map<Long, Object> parts = new ConcurrentHashMap<>();
    private boolean closed;

    synchronized long add(long size) {
      if (closed) {
        throw new IllegalStateException("the arena is closed");
      }
      long address = RawMemory.allocate(size);
      sizes.put(address, size);
      return address;
    }

    @Override
    public synchronized void run() {
      closed = true;
      sizes.keySet().forEach(RawMemory::free);
      sizes.clear();
      parts.clear();
    }
  }

  /** The address of a new, zeroed block, aligned for any type of C. */
  public long allocate(long size) {
    return blocks.add(size);
  }

  @Override
  public void check(long address, long size) {
    Map.Entry<Long, Long> block = blocks.sizes.floorEntry(address);
    if (block == null && blocks.sizes.isEmpty()) {
      throw new MemoryAccessException(address, "its arena is closed");
    }
    long offset = block == null ? -1 : address - block.getKey();
    if (block == null || offset > block.getValue() || size > block.getValue() - offset) {
      throw new MemoryAccessException(
          address,
          size
              + " bytes do not lie within a block of its arena"
              + (block == null ? "" : ", which has " + block.getValue() + " from " + hex(block)));
    }
  }

  /** Whether an address lies in one of its blocks. */
  public boolean contains(long address) {
    Map.Entry<Long, Long> block = blocks.sizes.floorEntry(address);
    return block != null && address - block.getKey() <= block.getValue();
  }

  /** Holds an object for as long as it has the block that an address lies in. */
  public void hold(long address, Object part) {
    blocks.parts.put(address, part);
  }

  /** What is held for an address. */
  public @Nullable Object held(long address) {
    return blocks.parts.get(address);
  }

  private static String hex(Map.Entry<Long, Long> block) {
    return "0x" + Long.toHexString(block.getKey());
  }

  @Override
  public boolean isTrusted() {
    return true;
  }

  /** Frees all blocks; their pointers can't be used any more. */
  @Override
  public void close() {
    cleanable.clean();
  }
}
