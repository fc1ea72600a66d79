package org.umbriel.nativeinterop.malloc;

import java.util.Optional;
import org.umbriel.nativeinterop.memory.MemoryMap;
import org.umbriel.nativeinterop.memory.ProcessMemory;

/** Who allocated the blocks of this process, if it runs with {@link AllocatorShim}. */
public final class TrackedBlocks {
  private final SiteTable table;
  private final Sites sites;

  private TrackedBlocks(SiteTable table, MemoryMap map) {
    this.table = table;
    sites = new Sites(ProcessHandle.current().pid(), map, "");
  }

  /** Empty if nobody tracks its blocks. */
  public static Optional<TrackedBlocks> of(MemoryMap map) {
    return SiteTable.of(map, ProcessMemory::read).map(table -> new TrackedBlocks(table, map));
  }

  /** Who allocated a block; empty if it is free or was not seen. */
  public Optional<Site> site(long block) {
    return table.site(block).stream().mapToObj(sites::at).findFirst();
  }
}
