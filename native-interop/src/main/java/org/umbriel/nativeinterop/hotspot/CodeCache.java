package org.umbriel.nativeinterop.hotspot;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.umbriel.nativeinterop.memory.RemoteMemory;

/** The heaps that hold machine code, block by block (codeCache.hpp, heap.hpp). */
final class CodeCache {
  private static final int IN_USE = 0;
  private static final int NOT_ON_STACK_REPLACEMENT = -1;

  private final RemoteMemory memory;
  private final VmStructs vm;
  private final Metadata metadata;
  private final int release;

  CodeCache(RemoteMemory memory, VmStructs vm, Metadata metadata, int release) {
    this.memory = memory;
    this.vm = vm;
    this.metadata = metadata;
    this.release = release;
  }

  long low() {
    return vm.get("CodeCache::_low_bound");
  }

  long high() {
    return vm.get("CodeCache::_high_bound");
  }

  List<CodeBlob> blobs() {
    List<CodeBlob> blobs = new ArrayList<>();
    long heaps = vm.get("CodeCache::_heaps");
    int count = vm.getInt(heaps, "GrowableArrayBase::_len");
    long table = vm.get(heaps, "GrowableArray<int>::_data");
    for (int i = 0; i < count; i++) {
      addBlobs(memory.word(table + 8L * i), blobs);
    }
    return blobs;
  }

  private void addBlobs(long heap, List<CodeBlob> blobs) {
    long space = vm.place(heap, "CodeHeap::_memory");
    int shift = vm.getInt(heap, "CodeHeap::_log2_segment_size");
    long end = vm.get(space, "VirtualSpace::_high");
    long block = vm.get(space, "VirtualSpace::_low");
    while (block < end) {
      long length = vm.get(block, "HeapBlock::Header::_length") << shift;
      if (length <= 0) {
        return;
      }
      if (vm.get(block, "HeapBlock::Header::_used") != 0) {
        long blob = block + vm.size("HeapBlock");
        read(blob, block + length).ifPresent(blobs::add);
      }
      block += length;
    }
  }

  /** Empty if it is being made, or gone, while it is read. */
  private Optional<CodeBlob> read(long blob, long end) {
    long size = vm.get(blob, "CodeBlob::_size");
    long start;
    long codeEnd;
    if (vm.has("CodeBlob::_code_begin")) {
      start = vm.get(blob, "CodeBlob::_code_begin");
      codeEnd = vm.get(blob, "CodeBlob::_code_end");
    } else {
      start = blob + vm.get(blob, "CodeBlob::_code_offset");
      codeEnd = blob + vm.get(blob, "CodeBlob::_data_offset");
    }
    boolean isWhole = size > 0 && blob + size <= end && start > blob && codeEnd <= end;
    if (!isWhole || start > codeEnd) {
      return Optional.empty();
    }
    String name = memory.text(vm.get(blob, "CodeBlob::_name"));
    int frameSize = vm.getInt(blob, "CodeBlob::_frame_size");
    return Optional.of(new CodeBlob(blob, name, start, codeEnd, frameSize));
  }

  static boolean isMethod(CodeBlob blob) {
    return blob.name().equals("nmethod") || blob.name().equals("native nmethod");
  }

  /** Empty if it is not in use any more. */
  Optional<CompiledMethod> method(CodeBlob blob) {
    long at = blob.address();
    long method =
        vm.get(at, vm.has("nmethod::_method") ? "nmethod::_method" : "CompiledMethod::_method");
    if (method == 0 || (byte) vm.get(at, "nmethod::_state") != IN_USE) {
      return Optional.empty();
    }
    return Optional.of(
        new CompiledMethod(
            metadata.method(method),
            vm.getInt(at, "nmethod::_compile_id"),
            (byte) vm.get(at, "nmethod::_comp_level"),
            vm.getInt(at, "nmethod::_entry_bci") != NOT_ON_STACK_REPLACEMENT,
            at,
            blob.start(),
            blob.end(),
            new InlineScopes(memory, vm, metadata, release, blob, method).read()));
  }
}
