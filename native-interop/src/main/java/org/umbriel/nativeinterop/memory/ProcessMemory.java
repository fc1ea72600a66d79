package org.umbriel.nativeinterop.memory;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * This process's memory, wherever an address leads: what is not mapped is an exception, never a
 * crash. The kernel does the reading ({@code proc(5)}, /proc/pid/mem), so nothing can go away
 * between the question and the answer.
 */
public final class ProcessMemory {
  private static final Path MEMORY = Path.of("/proc/self/mem");
  private static final int PAGE = 4096;

  /** Texts are cut here: a pointer to characters need not lead to a text. */
  private static final int LONGEST_TEXT = 1 << 20;

  private ProcessMemory() {}

  public static byte[] read(long address, int size) {
    byte[] bytes = new byte[size];
    try (FileChannel memory = open(address)) {
      ByteBuffer into = ByteBuffer.wrap(bytes);
      while (into.hasRemaining()) {
        if (memory.read(into, address + into.position()) <= 0) {
          throw nothing(address);
        }
      }
      return bytes;
    } catch (IOException e) {
      throw nothing(address);
    }
  }

  /** The text up to the zero character, as UTF-8. */
  public static String readText(long address) {
    List<byte[]> parts = new ArrayList<>();
    try (FileChannel memory = open(address)) {
      long at = address;
      int size = 0;
      while (size < LONGEST_TEXT) {
        ByteBuffer page = ByteBuffer.allocate(PAGE - (int) (at & (PAGE - 1)));
        if (memory.read(page, at) <= 0) {
          throw nothing(at);
        }
        int end = indexOfZero(page);
        byte[] part = new byte[end < 0 ? page.position() : end];
        page.get(0, part);
        parts.add(part);
        size += part.length;
        at += part.length;
        if (end >= 0) {
          return text(parts, size);
        }
      }
      return text(parts, size) + "...";
    } catch (IOException e) {
      throw nothing(address);
    }
  }

  private static FileChannel open(long address) throws IOException {
    if (address >= 0 && address < PAGE) {
      throw new MemoryAccessException(address, address == 0 ? "a null pointer" : "nothing there");
    }
    if (address < 0) {
      throw nothing(address);
    }
    return FileChannel.open(MEMORY, StandardOpenOption.READ);
  }

  private static int indexOfZero(ByteBuffer page) {
    for (int i = 0; i < page.position(); i++) {
      if (page.get(i) == 0) {
        return i;
      }
    }
    return -1;
  }

  private static String text(List<byte[]> parts, int size) {
    ByteBuffer all = ByteBuffer.allocate(size);
    parts.forEach(all::put);
    return new String(all.array(), StandardCharsets.UTF_8);
  }

  /** Writes where the process itself may write. */
  public static void write(long address, byte[] bytes) {
    MemoryMap map = MemoryMap.now();
    long at = address;
    while (at < address + bytes.length) {
      Optional<MemoryMap.Mapping> mapping = map.at(at);
      if (mapping.isEmpty()) {
        throw nothing(address);
      }
      if (!mapping.get().isWritable()) {
        throw new MemoryAccessException(address, "read-only");
      }
      at = mapping.get().end();
    }
    RawMemory.put(address, bytes);
  }

  private static MemoryAccessException nothing(long address) {
    return new MemoryAccessException(address, "nothing there");
  }
}
