package org.umbriel.metadata.elf;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;

/** Where the bytes of a file come from: from memory, or from the disk as they are asked for. */
interface Source {
  long size();

  /** A part of the file, which the caller knows to lie within it. */
  Slice load(String name, long start, int length) throws MalformedObjectException;

  /**
   * A part of the file.
   *
   * @throws MalformedObjectException if it does not lie within the file
   */
  default Slice part(String name, long start, long length) throws MalformedObjectException {
    if (start < 0 || length < 0 || start > size() || length > size() - start) {
      throw new MalformedObjectException(
          "ELF header",
          start,
          name + " of " + Long.toUnsignedString(length) + " bytes does not lie within the file");
    }
    if (length > Integer.MAX_VALUE - 8) {
      throw new MalformedObjectException(
          "ELF header", start, name + " of " + length + " bytes is larger than 2 GB");
    }
    return load(name, start, (int) length);
  }

  /** Bytes in memory; parts are windows onto them. */
  record Memory(byte[] bytes) implements Source {
    @Override
    public long size() {
      return bytes.length;
    }

    @Override
    public Slice load(String name, long start, int length) throws MalformedObjectException {
      return Slice.of(name, bytes).part(name, start, length);
    }
  }

  /** A file on the disk, of which a part is read when it is asked for. */
  record Disk(Path path, long size) implements Source {
    @Override
    public Slice load(String name, long start, int length) throws MalformedObjectException {
      byte[] bytes = new byte[length];
      try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
        file.seek(start);
        file.readFully(bytes);
      } catch (IOException e) {
        throw new MalformedObjectException(name, start, "cannot be read: " + e.getMessage());
      }
      return Slice.of(name, bytes);
    }
  }
}
