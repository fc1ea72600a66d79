package org.umbriel.nativeinterop.malloc;

import java.util.Optional;
import org.umbriel.nativeinterop.memory.MemoryMap;
import org.umbriel.nativeinterop.memory.ProcessMemory;

/** Who allocated the blocks of this process, if it runs with {@link AllocatorShim}. */
public final class TrackedBlocks {
  private final MemoryMap map;
  private final Sites sites;

  private TrackedBlocks(MemoryMap map) {
    this.map = map;
    sites = new Sites(ProcessHandle.current().pid(), map, "");
  }

  /** Empty if nobody tracks its blocks. */
  public static Optional<TrackedBlocks> of(MemoryMap map) {
    boolean isTracked =
        map.mappings().stream().anyMatch(each -> each.name().contains(AllocatorShim.NAME));
    return isTracked ? Optional.of(new TrackedBlocks(map)) : Optional.empty();
  }

  /**
   * Who allocated a block; empty if it is free or was not seen.
   *
   * @param size that the block's user can use, what the shim took included
   */
  public Optional<Site> site(long block, long size) {
    long word = new Chunks(ProcessMemory.read(block + size - Long.BYTES, Long.BYTES)).word(0);
    return map.isCode(word) ? Optional.of(sites.at(word)) : Optional.empty();
  }
}
