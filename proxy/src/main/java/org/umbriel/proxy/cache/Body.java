package org.umbriel.proxy.cache;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Bytes to be sent to a client. */
public sealed interface Body {
  long size();

  /** Lets go of what nobody will send. */
  void discard();

  /**
   * Small enough to be kept in memory; shared by all who are sent it.
   *
   * @param buffer read-only; its position is the beginning and stays there
   */
  record InMemory(ByteBuffer buffer) implements Body {

    /** Bytes on the heap, for what is sent once. Nobody writes to them. */
    public static InMemory of(byte[] bytes) {
      return new InMemory(ByteBuffer.wrap(bytes).asReadOnlyBuffer());
    }

    /** A copy outside the heap, for what is sent often: there sockets take it from. */
    static InMemory direct(byte[] bytes) {
      return new InMemory(
          ByteBuffer.allocateDirect(bytes.length).put(bytes).flip().asReadOnlyBuffer());
    }

    @Override
    public long size() {
      return buffer.remaining();
    }

    @Override
    public void discard() {}

    /** A copy of the bytes. */
    public byte[] bytes() {
      byte[] bytes = new byte[buffer.remaining()];
      buffer.duplicate().get(bytes);
      return bytes;
    }
  }

  /**
   * The first {@code size} bytes of a file.
   *
   * @param temporary whether the file goes away with the first who reads it
   */
  record InFile(Path file, long size, boolean temporary) implements Body {

    @Override
    public void discard() {
      if (temporary) {
        try {
          Files.deleteIfExists(file);
        } catch (IOException inUse) {
          return;
        }
      }
    }

    /** Its bytes. */
    public byte[] bytes() throws IOException {
      try (InputStream in = Files.newInputStream(file)) {
        return in.readNBytes((int) Math.min(size, Integer.MAX_VALUE));
      }
    }

    /** Opens the file. The caller closes it, which deletes it if it is temporary. */
    public FileChannel open() throws IOException {
      return temporary
          ? FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.DELETE_ON_CLOSE)
          : FileChannel.open(file, StandardOpenOption.READ);
    }
  }
}
