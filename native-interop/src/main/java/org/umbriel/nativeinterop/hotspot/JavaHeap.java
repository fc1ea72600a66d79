package org.umbriel.nativeinterop.hotspot;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.umbriel.nativeinterop.memory.MemoryAccessException;
import org.umbriel.nativeinterop.memory.MemoryMap;
import org.umbriel.nativeinterop.memory.RemoteMemory;

/**
 * Objects in the Java heap (markWord.hpp, klass.hpp): each starts with a header that leads to its
 * class. Which object some address lies in is found by looking for a header before it, so freed
 * memory may still show what was there.
 */
final class JavaHeap {
  /** How far before an address its object may start. */
  private static final int REACH = 1 << 20;

  /**
   * ZGC's heap is a file in memory, reserved nowhere that the VM tells of. Before it had
   * generations (JDK 17), it is mapped at three addresses.
   */
  private static final String MAPPED_HEAP = "/memfd:java_heap";

  /**
   * In a reference of ZGC's with generations, one of four bits says how far above which other bits
   * the address stands (zAddress.hpp).
   */
  private static final int COLOUR_SHIFT = 12;

  private static final int COLOUR_MASK = 0xf;

  private static final int STATE_MASK = 3;
  private static final int FORWARDED = 3;
  private static final int UNLOCKED = 1;

  /** Of an object that is not locked, no bit from this one on is set. */
  private static final int HASH_END = 42;

  /** Where the class stands in a compact header. */
  private static final int COMPACT_CLASS_SHIFT = 42;

  private static final int ELEMENT_SIZE_MASK = 63;
  private static final int HEADER_SIZE_SHIFT = 16;

  private final long process;
  private final RemoteMemory memory;
  private final VmStructs vm;
  private final Metadata metadata;
  private final boolean isCompact;
  private final boolean hasNarrowClass;
  private final boolean isG1;
  private final boolean isZ;
  private final Map<Long, Long> classes = new HashMap<>();

  JavaHeap(long process, RemoteMemory memory, VmStructs vm, Metadata metadata, Flags flags) {
    this.process = process;
    this.memory = memory;
    this.vm = vm;
    this.metadata = metadata;
    isCompact = flags.isOn("UseCompactObjectHeaders");
    isG1 = flags.isOn("UseG1GC");
    isZ = flags.isOn("UseZGC");
    hasNarrowClass = isCompact || flags.isOn("UseCompressedClassPointers");
  }

  /** What is reserved for the heap. */
  boolean contains(long address) {
    return start(address).isPresent();
  }

  /** Where the heap starts, or the part of it that an address lies in. */
  private OptionalLong start(long address) {
    if (isZ) {
      return MemoryMap.of(process)
          .at(address)
          .filter(mapping -> mapping.name().startsWith(MAPPED_HEAP))
          .map(mapping -> OptionalLong.of(mapping.start()))
          .orElseGet(OptionalLong::empty);
    }
    long heap = vm.get("Universe::_collectedHeap");
    long region = vm.place(heap, "CollectedHeap::_reserved");
    long start = vm.get(region, "MemRegion::_start");
    boolean isInside =
        address - start >= 0 && address - start < 8 * vm.get(region, "MemRegion::_word_size");
    return isInside ? OptionalLong.of(start) : OptionalLong.empty();
  }

  /** The address in the heap that a coloured reference has; empty if it is none. */
  OptionalLong uncoloured(long reference) {
    int colour = (int) (reference >>> COLOUR_SHIFT) & COLOUR_MASK;
    if (!isZ || Integer.bitCount(colour) != 1) {
      return OptionalLong.empty();
    }
    int shift = COLOUR_SHIFT + 1 + Integer.numberOfTrailingZeros(colour);
    long address = reference >>> shift;
    return contains(address) ? OptionalLong.of(address) : OptionalLong.empty();
  }

  /** The object that an address lies in; empty if none is found. */
  Optional<JavaObject> at(long address) {
    metadata.refresh();
    readClasses();
    long first = address & -8;
    OptionalLong start = start(address);
    if (start.isEmpty()) {
      return Optional.empty();
    }
    long end = Math.max(start.getAsLong(), first - REACH);
    Optional<JavaObject> found = search(address, first, end, 8);
    return found.isPresent() ? found : large(address, start.getAsLong());
  }

  private Optional<JavaObject> search(long address, long first, long end, long step) {
    for (long start = first; start >= end; start -= step) {
      Long klass = classes.get(classWord(start));
      if (klass != null && isMark(memory.word(start)) && address - start < size(start, klass)) {
        return Optional.of(describe(start, klass, address - start));
      }
    }
    return Optional.empty();
  }

  /** G1 gives an object that takes half a region, or more, regions of its own. */
  private Optional<JavaObject> large(long address, long heap) {
    for (String region : List.of("HeapRegion::", "G1HeapRegion::")) {
      if (isG1 && vm.has(region + "GrainBytes")) {
        long size = vm.get(region + "GrainBytes");
        try {
          return search(address, address & -size, heap, size);
        } catch (MemoryAccessException e) {
          return Optional.empty(); // a region that is not in use, so no object reaches over it
        }
      }
    }
    return Optional.empty();
  }

  /** All classes, by how headers refer to them. */
  private void readClasses() {
    String prefix =
        vm.has("CompressedKlassPointers::_base")
            ? "CompressedKlassPointers::_"
            : "CompressedKlassPointers::_narrow_klass._";
    long base = vm.get(prefix + "base");
    int shift = (int) vm.get(prefix + "shift");
    classes.clear();
    for (long klass : metadata.klasses()) {
      classes.put(hasNarrowClass ? (klass - base) >>> shift : klass, klass);
    }
  }

  private long classWord(long object) {
    if (isCompact) {
      return memory.word(object) >>> COMPACT_CLASS_SHIFT;
    }
    return hasNarrowClass
        ? memory.read(vm.place(object, "oopDesc::_metadata._compressed_klass"), Integer.BYTES)
        : memory.word(vm.place(object, "oopDesc::_metadata._klass"));
  }

  private boolean isMark(long mark) {
    long state = mark & STATE_MASK;
    if (state == UNLOCKED && !isCompact) {
      return mark >>> HASH_END == 0;
    }
    return mark != 0 && state != FORWARDED;
  }

  private long size(long object, long klass) {
    int layout = metadata.layout(klass);
    if (layout < 0) {
      int header = (layout >> HEADER_SIZE_SHIFT) & 0xff;
      int length = memory.integer(object + lengthOffset());
      return length < 0 ? 0 : header + ((long) length << (layout & ELEMENT_SIZE_MASK));
    }
    if (metadata.className(klass).equals("java.lang.Class")) {
      int sizeOffset = vm.getInt(0, "java_lang_Class::_oop_size_offset");
      return 8L * memory.integer(object + sizeOffset);
    }
    return layout & -8;
  }

  private int lengthOffset() {
    return isCompact ? 8 : hasNarrowClass ? 12 : 16;
  }

  private JavaObject describe(long object, long klass, long offset) {
    String name = metadata.className(klass);
    Optional<String> field = Optional.empty();
    if (metadata.layout(klass) >= 0) {
      field = fieldAt(klass, offset);
    }
    return new JavaObject(object, JavaNames.ofClass(name), offset, field);
  }

  /** The field that starts last before an offset, of the class or those above it. */
  private Optional<String> fieldAt(long klass, long offset) {
    List<JavaType.Field> fields = new ArrayList<>();
    for (long each = klass; each != 0; each = vm.get(each, "Klass::_super")) {
      metadata.type(each).fields().stream().filter(f -> !f.isStatic()).forEach(fields::add);
    }
    return fields.stream()
        .filter(f -> f.offset() <= offset && offset < f.offset() + JavaNames.size(f.descriptor()))
        .map(JavaType.Field::name)
        .findFirst();
  }
}
