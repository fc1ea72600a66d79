package org.umbriel.nativeinterop.machine;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.umbriel.metadata.dwarf.frame.Architecture;
import org.umbriel.metadata.dwarf.frame.FrameWriter;
import org.umbriel.metadata.elf.GrowingBuffer;
import org.umbriel.metadata.elf.SharedObjectWriter;
import org.umbriel.metadata.elf.SharedObjectWriter.Export;
import org.umbriel.metadata.entry.AddressRange;
import org.umbriel.nativeinterop.load.DynamicLoader;
import org.umbriel.nativeinterop.load.DynamicLoader.Visibility;
import org.umbriel.nativeinterop.load.LoadedLibrary;
import org.umbriel.nativeinterop.load.MemoryFile;

/**
 * Functions in machine code, loaded for as long as the process lives: a shared object in a file in
 * memory, with symbols and unwind information, so that debuggers see calls through it.
 *
 * @param addresses of the functions, in the order they were given
 */
public record CodeImage(List<Long> addresses) {
  private static final int ALIGNMENT = 16;
  private static final int INTERRUPT = 0xcc;

  public CodeImage {
    addresses = List.copyOf(addresses);
  }

  /** Loads functions together. */
  public static CodeImage load(String name, List<Shim> shims) {
    GrowingBuffer code = new GrowingBuffer();
    List<Long> starts = new ArrayList<>();
    for (Shim shim : shims) {
      starts.add(SharedObjectWriter.TEXT_ADDRESS + code.size());
      code.bytes(shim.code());
      while (code.size() % ALIGNMENT != 0) {
        code.u8(INTERRUPT);
      }
    }
    SharedObjectWriter writer = new SharedObjectWriter(name, code.toArray(), 0);
    Path file = MemoryFile.create(name, write(writer, shims, starts));
    LoadedLibrary loaded = DynamicLoader.open(file.toString(), Visibility.LOCAL);
    List<Long> addresses = starts.stream().map(start -> loaded.base() + start).toList();
    return new CodeImage(addresses);
  }

  private static byte[] write(SharedObjectWriter writer, List<Shim> shims, List<Long> starts) {
    FrameWriter frames = FrameWriter.forSharedObject(Architecture.X86_64, writer.framesAddress());
    List<Export> exports = new ArrayList<>();
    for (int i = 0; i < shims.size(); i++) {
      Shim shim = shims.get(i);
      long start = starts.get(i);
      frames.add(new AddressRange(start, start + shim.code().length), shim.rows(start));
      exports.add(new Export(shim.name(), start, shim.code().length));
    }
    return writer.write(exports, frames.finish(writer.framesAddress()), List.of());
  }
}
