package org.umbriel.nativeinterop.address;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.umbriel.nativeinterop.load.DynamicLoader;
import org.umbriel.nativeinterop.memory.MemoryAccessException;
import org.umbriel.nativeinterop.memory.ProcessMemory;
import org.umbriel.nativeinterop.memory.RawMemory;

/**
 * What HotSpot says of its own fields ({@code gHotSpotVMStructs}, vmStructs.hpp), which is all that
 * is known of it here: no offset is built in.
 */
final class VmStructs {
  /** Static ones by address, others by offset. */
  private final Map<String, Long> fields = new HashMap<>();

  /** Empty if this is no HotSpot. */
  static Optional<VmStructs> ofThisProcess() {
    OptionalLong table = DynamicLoader.symbol("gHotSpotVMStructs");
    return table.isPresent()
        ? Optional.of(new VmStructs(RawMemory.getLong(table.getAsLong())))
        : Optional.empty();
  }

  private VmStructs(long table) {
    long stride = constant("gHotSpotVMStructEntryArrayStride");
    long typeName = constant("gHotSpotVMStructEntryTypeNameOffset");
    long fieldName = constant("gHotSpotVMStructEntryFieldNameOffset");
    long isStatic = constant("gHotSpotVMStructEntryIsStaticOffset");
    long offset = constant("gHotSpotVMStructEntryOffsetOffset");
    long address = constant("gHotSpotVMStructEntryAddressOffset");
    for (long entry = table; RawMemory.getLong(entry + typeName) != 0; entry += stride) {
      String name =
          ProcessMemory.readText(RawMemory.getLong(entry + typeName))
              + "::"
              + ProcessMemory.readText(RawMemory.getLong(entry + fieldName));
      boolean isVariable = (int) RawMemory.getLong(entry + isStatic) != 0;
      fields.put(name, RawMemory.getLong(entry + (isVariable ? address : offset)));
    }
  }

  private static long constant(String symbol) {
    return RawMemory.getLong(DynamicLoader.symbol(symbol).orElseThrow());
  }

  private long field(String name) {
    Long field = fields.get(name);
    if (field == null) {
      throw new MemoryAccessException(0, "this JVM does not describe " + name);
    }
    return field;
  }

  /** Whether an address lies in what is reserved for the Java heap. */
  boolean isInHeap(long address) {
    long heap = RawMemory.getLong(field("Universe::_collectedHeap"));
    long region = heap + field("CollectedHeap::_reserved");
    long start = RawMemory.getLong(region + field("MemRegion::_start"));
    long words = RawMemory.getLong(region + field("MemRegion::_word_size"));
    return address - start >= 0 && address - start < 8 * words;
  }

  /** Whether an address lies between the bounds of the code cache. */
  boolean isInCodeCache(long address) {
    long low = RawMemory.getLong(field("CodeCache::_low_bound"));
    return address >= low && address < RawMemory.getLong(field("CodeCache::_high_bound"));
  }
}
