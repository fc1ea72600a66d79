package org.umbriel.nativeinterop.memory;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import org.umbriel.nativeinterop.NativeException;

/**
 * The memory of a process, this one or another ({@code proc(5)}, /proc/pid/mem). Pages are read
 * once and kept until {@link #refresh}; the process goes on meanwhile.
 */
public final class RemoteMemory implements AutoCloseable {
  private static final int PAGE = 4096;
  private static final int MOST_PAGES = 1 << 13;
  private static final int LONGEST_TEXT = 1 << 16;

  private final FileChannel memory;
  private final Map<Long, ByteBuffer> pages =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, ByteBuffer> eldest) {
          return size() > MOST_PAGES;
        }
      };

  private RemoteMemory(FileChannel memory) {
    this.memory = memory;
  }

  /**
   * Opens a process's memory.
   *
   * @throws NativeException if there is no such process, or it may not be read
   */
  public static RemoteMemory open(long pid) {
    try {
      Path file = Path.of("/proc", Long.toString(pid), "mem");
      return new RemoteMemory(FileChannel.open(file, StandardOpenOption.READ));
    } catch (NoSuchFileException e) {
      throw new NativeException("no process " + pid);
    } catch (AccessDeniedException e) {
      throw new NativeException(
          "process "
              + pid
              + ": its memory may not be read (another user's, or ptrace is restricted)");
    } catch (IOException e) {
      throw new NativeException("process " + pid + ": its memory can't be read: " + e.getMessage());
    }
  }

  /** Forgets what was read: what is made later may lie on pages that were read before. */
  public void refresh() {
    pages.clear();
  }

  private ByteBuffer page(long number) {
    ByteBuffer page = pages.get(number);
    if (page == null) {
      page = ByteBuffer.allocate(PAGE).order(ByteOrder.LITTLE_ENDIAN);
      try {
        while (page.hasRemaining()) {
          if (memory.read(page, number * PAGE + page.position()) <= 0) {
            throw nothing(number * PAGE);
          }
        }
      } catch (IOException | IllegalArgumentException e) {
        throw nothing(number * PAGE);
      }
      pages.put(number, page);
    }
    return page;
  }

  private static MemoryAccessException nothing(long address) {
    return new MemoryAccessException(address, "nothing there");
  }

  /** An integer of so many bytes, without a sign. */
  public long read(long address, int size) {
    int at = (int) (address & (PAGE - 1));
    if (at + size <= PAGE) {
      ByteBuffer page = page(address >>> 12);
      return switch (size) {
        case 1 -> page.get(at) & 0xff;
        case 2 -> page.getShort(at) & 0xffff;
        case 4 -> page.getInt(at) & 0xffffffffL;
        default -> page.getLong(at);
      };
    }
    long value = 0;
    for (int i = 0; i < size; i++) {
      value |= read(address + i, 1) << (8 * i);
    }
    return value;
  }

  public long word(long address) {
    return read(address, Long.BYTES);
  }

  public int integer(long address) {
    return (int) read(address, Integer.BYTES);
  }

  /** A run of bytes, which is not kept. */
  public byte[] bytes(long address, int size) {
    ByteBuffer bytes = ByteBuffer.allocate(size);
    try {
      while (bytes.hasRemaining()) {
        if (memory.read(bytes, address + bytes.position()) <= 0) {
          throw nothing(address + bytes.position());
        }
      }
      return bytes.array();
    } catch (IOException | IllegalArgumentException e) {
      throw nothing(address);
    }
  }

  /** A text of so many bytes. */
  public String text(long address, int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) read(address + i, 1);
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** A text up to the zero character; empty if there is none. */
  public String text(long address) {
    int length = 0;
    while (address != 0 && length < LONGEST_TEXT && read(address + length, 1) != 0) {
      length++;
    }
    return text(address, length);
  }

  @Override
  public void close() {
    try {
      memory.close();
    } catch (IOException e) {
      throw new NativeException("a process's memory can't be closed: " + e.getMessage(), e);
    }
  }
}
