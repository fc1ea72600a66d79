package org.umbriel.nativeinterop.address;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.umbriel.metadata.dwarf.frame.Architecture;
import org.umbriel.nativeinterop.NativeException;
import org.umbriel.nativeinterop.address.Described.Block;
import org.umbriel.nativeinterop.address.Described.HeapObject;
import org.umbriel.nativeinterop.address.Described.JavaCode;
import org.umbriel.nativeinterop.address.Described.VmCode;
import org.umbriel.nativeinterop.hotspot.HotSpot;
import org.umbriel.nativeinterop.hotspot.HotSpotException;
import org.umbriel.nativeinterop.hotspot.Stub;
import org.umbriel.nativeinterop.machine.OpenEntries;
import org.umbriel.nativeinterop.malloc.TrackedBlocks;
import org.umbriel.nativeinterop.memory.MemoryMap;
import org.umbriel.nativeinterop.memory.MemoryMap.Mapping;
import org.umbriel.nativeinterop.unwind.NativeFrame;
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
  private final Optional<HotSpot> jvm = hotSpot();
  private final Optional<TrackedBlocks> tracked = TrackedBlocks.of(map);
  private final List<Map<Integer, Long>> callers = OpenEntries.callers();
  private final Map<String, Optional<MappedFile>> files = new HashMap<>();

  private AddressSpace() {}

  /** Empty in a Java VM that does not describe itself. */
  private static Optional<HotSpot> hotSpot() {
    try {
      return Optional.of(HotSpot.ofThisProcess());
    } catch (HotSpotException e) {
      return Optional.empty();
    }
  }

  /** Looks at the process. What is mapped or started later is not seen. */
  public static AddressSpace now() {
    return new AddressSpace();
  }

  public Described describe(NativePointer pointer) {
    return describe(pointer.address());
  }

  /** What an address is, or what a reference of the Java VM's to an object is. */
  public Described describe(long address) {
    Optional<Mapping> mapping = map.at(address);
    if (mapping.isEmpty()) {
      return uncoloured(address).map(this::describe).orElseGet(Described.Nothing::new);
    }
    return ofJvm(address)
        .or(() -> ofFile(mapping.get(), address))
        .or(() -> ofFrame(mapping.get(), address))
        .or(() -> ofStack(mapping.get()))
        .or(() -> ofHeap(mapping.get(), address))
        .orElseGet(() -> unnamed(mapping.get(), address));
  }

  private Optional<Long> uncoloured(long reference) {
    try {
      return jvm.flatMap(vm -> vm.uncoloured(reference).stream().boxed().findFirst());
    } catch (NativeException e) {
      return Optional.empty();
    }
  }

  private Optional<Described> ofJvm(long address) {
    if (jvm.isEmpty()) {
      return Optional.empty();
    }
    HotSpot vm = jvm.get();
    try {
      if (vm.isHeap(address)) {
        return Optional.of(
            vm.objectAt(address)
                .<Described>map(o -> new HeapObject(o.type(), o.start(), o.offset(), o.field()))
                .orElseGet(Described.JavaHeap::new));
      }
      return vm.isCode(address) ? Optional.of(code(vm, address)) : Optional.empty();
    } catch (NativeException e) {
      return Optional.empty();
    }
  }

  private static Described code(HotSpot vm, long address) {
    Optional<Described> method =
        vm.compiledMethodAt(address)
            .map(m -> new JavaCode(m.method().toString(), m.compiler(), address - m.start()));
    return method.orElseGet(
        () -> new VmCode(vm.stubAt(address).map(Stub::name).orElse("not in use")));
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
    return file(owner).flatMap(file -> file.describe(address));
  }

  private Optional<MappedFile> file(Mapping mapping) {
    Mapping first = first(mapping.name());
    return files.computeIfAbsent(mapping.name(), name -> MappedFile.open(first));
  }

  private Optional<MappedFile> code(long address) {
    return map.at(address).filter(m -> m.name().startsWith("/")).flatMap(this::file);
  }

  /**
   * A frame of a native function that has called Java, of one that waits in the kernel, or of one
   * that called such a one.
   */
  private Optional<Described> ofFrame(Mapping stack, long address) {
    for (Map<Integer, Long> caller : callers) {
      Long pointer = caller.get(Architecture.X86_64.stackPointer());
      if (pointer != null && stack.contains(pointer)) {
        Optional<Described> found = ofFrame(caller, address);
        if (found.isPresent()) {
          return found;
        }
      }
    }
    Optional<Map<Integer, Long>> waiting = stacks.registers(stack);
    Optional<Described> found = waiting.flatMap(registers -> ofFrame(registers, address));
    return stacks.registers(stack).equals(waiting) ? found : Optional.empty();
  }

  private Optional<Described> ofFrame(Map<Integer, Long> registers, long address) {
    for (NativeFrame frame :
        NativeFrame.walk(registers, at -> code(at).flatMap(MappedFile::code))) {
      if (frame.contains(address)) {
        long instruction = frame.address() + frame.image().base();
        return code(instruction).map(file -> file.describe(frame, address));
      }
    }
    return Optional.empty();
  }

  private Mapping first(String name) {
    return map.mappings().stream().filter(m -> m.name().equals(name)).findFirst().orElseThrow();
  }

  private Optional<Described> ofStack(Mapping mapping) {
    return stacks.find(mapping);
  }

  private Optional<Described> ofHeap(Mapping mapping, long address) {
    boolean mayBe =
        mapping.isReadable()
            && mapping.isWritable()
            && (mapping.name().isEmpty() || mapping.name().equals("[heap]"));
    return mayBe ? MallocHeap.find(mapping, address).map(this::withSite) : Optional.empty();
  }

  private Block withSite(Block block) {
    return tracked
        .flatMap(blocks -> blocks.site(block.start()))
        .map(
            site ->
                new Block(
                    block.start(), block.size(), block.offset(), block.isFree(), Optional.of(site)))
        .orElse(block);
  }

  private static Described unnamed(Mapping mapping, long address) {
    return mapping.name().startsWith("/")
        ? new Described.Mapped(
            mapping.name(), mapping.offset() + address - mapping.start(), mapping.permissions())
        : new Described.Anonymous(mapping.start(), mapping.end(), mapping.permissions());
  }
}
