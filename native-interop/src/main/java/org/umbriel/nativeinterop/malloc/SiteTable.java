package org.umbriel.nativeinterop.malloc;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.umbriel.nativeinterop.memory.MemoryAccessException;
import org.umbriel.nativeinterop.memory.MemoryMap;
import org.umbriel.nativeinterop.memory.MemoryMap.Mapping;

/** The table that {@link AllocatorShim} writes: which blocks there are, and who allocated each. */
final class SiteTable {
  private static final int PIECE = 1 << 16;
  private static final long BYTES_PER_ENTRY = 1L << AllocatorShim.ENTRY_BITS;

  /** Of a return address, what an entry keeps. */
  private static final long KEPT = Integer.MAX_VALUE;

  private static final int LONGEST_CALL = 7;

  private final MemoryMap map;
  private final Memory memory;
  private final long table;

  private SiteTable(MemoryMap map, Memory memory, long table) {
    this.map = map;
    this.memory = memory;
    this.table = table;
  }

  /** The memory of the process. */
  interface Memory {
    /**
     * @throws MemoryAccessException if nothing is there
     */
    byte[] read(long address, int size);
  }

  /** Takes blocks, one after the other. */
  interface Blocks {
    /**
     * @param site whatever tells those who allocated apart
     */
    void add(long block, int site);
  }

  /** The data of the shim in a process; empty if it does not run with it. */
  static OptionalLong data(MemoryMap map) {
    return map.mappings().stream()
        .filter(each -> each.name().contains(AllocatorShim.NAME) && each.isWritable())
        .mapToLong(Mapping::start)
        .findFirst();
  }

  /** Empty if nobody tracks the process's blocks, or it had no room for the table. */
  static Optional<SiteTable> of(MemoryMap map, Memory memory) {
    OptionalLong data = data(map);
    if (data.isEmpty()) {
      return Optional.empty();
    }
    long table = integers(memory.read(data.getAsLong() + AllocatorShim.TABLE, 8)).getLong(0);
    return table == 0 ? Optional.empty() : Optional.of(new SiteTable(map, memory, table));
  }

  private static ByteBuffer integers(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private long entry(long address) {
    return table + 4 * (address >>> AllocatorShim.ENTRY_BITS);
  }

  /** All blocks that were allocated and not freed. */
  void forEach(Blocks blocks) {
    for (Mapping mapping : map.mappings()) {
      boolean mayBe =
          mapping.isReadable()
              && mapping.isWritable()
              && !mapping.name().startsWith("/")
              && !mapping.contains(table);
      for (long at = mapping.start(); mayBe && at < mapping.end(); ) {
        long entry = entry(at);
        long left = entry(mapping.end()) - entry;
        int size = (int) Math.min(PIECE - (entry & (PIECE - 1)), left);
        IntBuffer entries = integers(memory.read(entry, size)).asIntBuffer();
        for (int i = 0; i < entries.capacity(); i++) {
          if (entries.get(i) != 0) {
            long half = BYTES_PER_ENTRY / 2 * (entries.get(i) & 1L);
            blocks.add(at + BYTES_PER_ENTRY * i + half, entries.get(i) >>> 1);
          }
        }
        at += BYTES_PER_ENTRY * entries.capacity();
      }
    }
  }

  /** Who allocated the block at an address; empty if none is there. */
  OptionalLong site(long block) {
    int entry = integers(memory.read(entry(block), 4)).getInt(0);
    boolean isThere = entry != 0 && (entry & 1L) * (BYTES_PER_ENTRY / 2) == block % BYTES_PER_ENTRY;
    return isThere ? address(entry >>> 1) : OptionalLong.empty();
  }

  /**
   * The return address that ends in 31 bits. Where code lies at several such addresses, the one
   * that a call stands before; empty if the code is not mapped any more.
   */
  OptionalLong address(int site) {
    List<Long> candidates = new ArrayList<>();
    for (Mapping mapping : map.mappings()) {
      long address = (mapping.start() & ~KEPT) | site;
      address += address < mapping.start() ? KEPT + 1 : 0;
      if (mapping.permissions().charAt(2) == 'x' && address < mapping.end()) {
        candidates.add(address);
      }
    }
    return candidates.stream()
        .filter(address -> candidates.size() == 1 || isBehindCall(address))
        .mapToLong(address -> address)
        .findFirst();
  }

  /** Whether the instruction before may be a call (Intel SDM 2: E8, FF /2). */
  private boolean isBehindCall(long address) {
    try {
      byte[] before = memory.read(address - LONGEST_CALL, LONGEST_CALL);
      boolean isCall = (before[LONGEST_CALL - 5] & 0xff) == 0xe8;
      for (int i = 0; i + 1 < LONGEST_CALL; i++) {
        isCall |= (before[i] & 0xff) == 0xff && (before[i + 1] >> 3 & 7) == 2;
      }
      return isCall;
    } catch (MemoryAccessException e) {
      return false;
    }
  }
}
