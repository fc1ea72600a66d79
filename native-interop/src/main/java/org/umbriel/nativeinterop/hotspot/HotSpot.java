package org.umbriel.nativeinterop.hotspot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.umbriel.metadata.dwarf.type.Program;
import org.umbriel.metadata.elf.ElfSymbol;
import org.umbriel.metadata.elf.MalformedObjectException;
import org.umbriel.nativeinterop.NativeException;
import org.umbriel.nativeinterop.memory.MemoryMap;
import org.umbriel.nativeinterop.memory.MemoryMap.Mapping;
import org.umbriel.nativeinterop.memory.RemoteMemory;

/**
 * A HotSpot that runs, in this process or another, read from outside: nothing is loaded into it and
 * it does not stop. What changes while it is read is left out.
 *
 * <pre>{@code
 * try (HotSpot vm = HotSpot.open(pid)) {
 *   vm.compiledMethods().forEach(System.out::println);
 * }
 * }</pre>
 */
public final class HotSpot implements AutoCloseable {
  private static final String LIBRARY = "libjvm.so";

  private final RemoteMemory memory;
  private final VmStructs vm;
  private final Metadata metadata;
  private final CodeCache code;
  private final Flags flags;
  private final JavaHeap heap;

  private HotSpot(long process, RemoteMemory memory, VmStructs vm) {
    this.memory = memory;
    this.vm = vm;
    int release = vm.getInt(0, "Abstract_VM_Version::_vm_major_version");
    metadata = new Metadata(memory, vm, release);
    code = new CodeCache(memory, vm, metadata, release);
    flags = new Flags(memory, vm);
    heap = new JavaHeap(process, memory, vm, metadata, flags);
  }

  public static HotSpot ofThisProcess() {
    return open(ProcessHandle.current().pid());
  }

  /**
   * Looks at a process.
   *
   * @throws HotSpotException if there is none, it may not be read, or is no HotSpot
   */
  public static HotSpot open(long pid) {
    RemoteMemory memory;
    try {
      memory = RemoteMemory.open(pid);
    } catch (NativeException e) {
      throw new HotSpotException(String.valueOf(e.getMessage()));
    }
    try {
      Library library = Library.of(pid);
      return new HotSpot(pid, memory, new VmStructs(memory, library::address));
    } catch (NativeException e) {
      memory.close();
      throw new HotSpotException(String.valueOf(e.getMessage()));
    }
  }

  /** The VM's own library in the process: its symbols lead to all else. */
  private record Library(Program program, long base) {
    static Library of(long pid) {
      Mapping mapping =
          MemoryMap.of(pid).mappings().stream()
              .filter(m -> m.offset() == 0 && m.name().contains("/" + LIBRARY))
              .findFirst()
              .orElseThrow(() -> new HotSpotException("process " + pid + " is no HotSpot"));
      try {
        Path file = Path.of(mapping.name());
        String range = Long.toHexString(mapping.start()) + "-" + Long.toHexString(mapping.end());
        Path image = Path.of("/proc/" + pid + "/map_files", range);
        return new Library(Program.open(Files.isRegularFile(file) ? file : image), mapping.start());
      } catch (IOException | MalformedObjectException e) {
        throw new HotSpotException("process " + pid + ": " + LIBRARY + ": " + e.getMessage());
      }
    }

    long address(String symbol) {
      try {
        ElfSymbol found =
            program
                .symbols()
                .find(symbol)
                .orElseThrow(() -> new HotSpotException(LIBRARY + " has no symbol " + symbol));
        return base + found.address();
      } catch (MalformedObjectException e) {
        throw new HotSpotException(LIBRARY + ": " + e.getMessage());
      }
    }
  }

  /** The release of the VM, such as {@code 17.0.15+6-Debian-1deb12u1}. */
  public String release() {
    return memory.text(vm.get("Abstract_VM_Version::_s_vm_release"));
  }

  /** Methods that are compiled and in use, in the order of their addresses. */
  public List<CompiledMethod> compiledMethods() {
    metadata.refresh();
    List<CompiledMethod> methods = new ArrayList<>();
    for (CodeBlob blob : code.blobs()) {
      if (CodeCache.isMethod(blob)) {
        compiled(blob).ifPresent(methods::add);
      }
    }
    return methods;
  }

  /** Tried again if it, or what it names, was made while it was read; empty if it is gone. */
  private Optional<CompiledMethod> compiled(CodeBlob blob) {
    try {
      return code.method(blob);
    } catch (NativeException e) {
      metadata.refresh();
    }
    try {
      return code.method(blob);
    } catch (NativeException e) {
      return Optional.empty();
    }
  }

  /** All other machine code of the VM's. */
  public List<Stub> stubs() {
    metadata.refresh();
    return code.blobs().stream()
        .filter(blob -> !CodeCache.isMethod(blob))
        .map(blob -> new Stub(blob.name(), blob.start(), blob.end()))
        .toList();
  }

  /** Whether an address lies between the bounds of the code cache. */
  public boolean isCode(long address) {
    return address >= code.low() && address < code.high();
  }

  /** The compiled method that an address lies in. */
  public Optional<CompiledMethod> compiledMethodAt(long address) {
    metadata.refresh();
    return blobAt(address).filter(CodeCache::isMethod).flatMap(this::compiled);
  }

  /** The other piece of machine code that an address lies in. */
  public Optional<Stub> stubAt(long address) {
    metadata.refresh();
    return blobAt(address)
        .filter(blob -> !CodeCache.isMethod(blob))
        .map(blob -> new Stub(blob.name(), blob.start(), blob.end()));
  }

  private Optional<CodeBlob> blobAt(long address) {
    return code.blobs().stream()
        .filter(blob -> address >= blob.address() && address < blob.end())
        .findFirst();
  }

  /** Whether an address lies in what is reserved for the Java heap. */
  public boolean isHeap(long address) {
    metadata.refresh();
    return heap.contains(address);
  }

  /** The address that a reference of ZGC's with generations means; empty if it is no such. */
  public OptionalLong uncoloured(long reference) {
    metadata.refresh();
    return heap.uncoloured(reference);
  }

  /** The object of Java that an address lies in; empty if there is none, or it is not found. */
  public Optional<JavaObject> objectAt(long address) {
    return heap.at(address);
  }

  /** Classes that are loaded, arrays left out. */
  public List<JavaType> types() {
    metadata.refresh();
    List<JavaType> types = new ArrayList<>();
    for (long klass : metadata.klasses()) {
      type(klass).ifPresent(types::add);
    }
    return types;
  }

  /** Empty if it is an array's, or was unloaded while it was read. */
  private Optional<JavaType> type(long klass) {
    try {
      return metadata.layout(klass) < 0 ? Optional.empty() : Optional.of(metadata.type(klass));
    } catch (NativeException e) {
      return Optional.empty();
    }
  }

  /** Whether references in objects have four bytes. */
  public boolean hasCompressedReferences() {
    return flags.isOn("UseCompressedOops");
  }

  @Override
  public void close() {
    memory.close();
  }
}
