package org.umbriel.nativeinterop.address;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.umbriel.nativeinterop.memory.MemoryMap;
import org.umbriel.nativeinterop.memory.MemoryMap.Mapping;
import org.umbriel.nativeinterop.value.NativePointer;

/**
 * The address space of this process as it was at one moment: any address is a variable, code, a
 * thread's stack, a block of malloc's, the Java heap, or mapped for something that nobody names.
 *
 * <pre>{@code
 * AddressSpace.now().describe(pointer)    // variable struct point origin+4 of libfoo.so
 * }</pre>
 */
public final class AddressSpace {
  private final MemoryMap map = MemoryMap.now();
  private final ThreadStacks stacks = new ThreadStacks(map);
  private final Optional<VmStructs> jvm = VmStructs.ofThisProcess();
  private final Map<String, Optional<MappedFile>> files = new HashMap<>();

  private AddressSpace() {}

  /** Looks at the process. What is mapped or started later is not seen. */
  public static AddressSpace now() {
    return new AddressSpace();
  }

  public Described describe(NativePointer pointer) {
    return describe(pointer.address());
  }

  /** What an address is. */
  public Described describe(long address) {
    Optional<Mapping> mapping = map.at(address);
    if (mapping.isEmpty()) {
      return new Described.Nothing();
    }
    return ofJvm(address)
        .or(() -> ofFile(mapping.get(), address))
        .or(() -> ofStack(mapping.get()))
        .or(() -> ofHeap(mapping.get(), address))
        .orElseGet(() -> unnamed(mapping.get(), address));
  }

  private Optional<Described> ofJvm(long address) {
    if (jvm.isPresent() && jvm.get().isInHeap(address)) {
      return Optional.of(new Described.JavaHeap());
    }
    return jvm.isPresent() && jvm.get().isInCodeCache(address)
        ? Optional.of(new Described.CompiledCode())
        : Optional.empty();
  }

  /** What a library's file does not hold, its zeroed variables, is mapped right behind it. */
  private Optional<Described> ofFile(Mapping mapping, long address) {
    Mapping owner = mapping;
    List<Mapping> all = map.mappings();
    int before = all.indexOf(mapping) - 1;
    boolean isBehind =
        mapping.name().isEmpty()
            && mapping.isWritable()
            && before >= 0
            && all.get(before).end() == mapping.start();
    if (isBehind) {
      owner = all.get(before);
    }
    if (!owner.name().startsWith("/")) {
      return Optional.empty();
    }
    Mapping first = first(owner.name());
    return files
        .computeIfAbsent(owner.name(), name -> MappedFile.open(first))
        .flatMap(file -> file.describe(address));
  }

  private Mapping first(String name) {
    return map.mappings().stream().filter(m -> m.name().equals(name)).findFirst().orElseThrow();
  }

  private Optional<Described> ofStack(Mapping mapping) {
    return stacks.find(mapping);
  }

  private static Optional<Described> ofHeap(Mapping mapping, long address) {
    boolean mayBe =
        mapping.isReadable()
            && mapping.isWritable()
            && (mapping.name().isEmpty() || mapping.name().equals("[heap]"));
    return mayBe ? MallocHeap.find(mapping, address).map(block -> block) : Optional.empty();
  }

  private static Described unnamed(Mapping mapping, long address) {
    return mapping.name().startsWith("/")
        ? new Described.Mapped(
            mapping.name(), mapping.offset() + address - mapping.start(), mapping.permissions())
        : new Described.Anonymous(mapping.start(), mapping.end(), mapping.permissions());
  }
}
