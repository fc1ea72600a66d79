package org.umbriel.metadata.elf;

import io.airlift.compress.MalformedInputException;
import io.airlift.compress.zstd.ZstdCompressor;
import io.airlift.compress.zstd.ZstdDecompressor;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * Sections that lie compressed in the file ({@code SHF_COMPRESSED}; of GNU's older way only the
 * reading).
 */
public enum Compression {
  ZLIB(1) {
    @Override
    byte[] deflated(byte[] plain) {
      Deflater deflater = new Deflater();
      deflater.setInput(plain);
      deflater.finish();
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      byte[] part = new byte[1 << 13];
      while (!deflater.finished()) {
        out.write(part, 0, deflater.deflate(part));
      }
      deflater.end();
      return out.toByteArray();
    }
  },
  ZSTD(2) {
    @Override
    byte[] deflated(byte[] plain) {
      ZstdCompressor compressor = new ZstdCompressor();
      byte[] room = new byte[compressor.maxCompressedLength(plain.length)];
      return Arrays.copyOf(room, compressor.compress(plain, 0, plain.length, room, 0, room.length));
    }
  };

  private static final int HEADER_SIZE = 24;

  /** Deflate makes at most 1032 bytes of one; more is a lie about the size. */
  private static final long MOST_BYTES_OF_ONE = 1040;

  /** Zstandard has no such bound; no section of real text comes near this one. */
  private static final long MOST_BYTES_OF_ONE_ZSTD = 1 << 14;

  private static final byte[] OLD_MAGIC = "ZLIB".getBytes(StandardCharsets.US_ASCII);

  private final int code;

  Compression(int code) {
    this.code = code;
  }

  abstract byte[] deflated(byte[] plain);

  /**
   * What the file has of a section: a header, and the compressed bytes.
   *
   * @param alignment of the section once it is inflated
   */
  byte[] deflate(byte[] plain, long alignment) {
    GrowingBuffer out = new GrowingBuffer().u32(code).u32(0).u64(plain.length).u64(alignment);
    return out.bytes(deflated(plain)).toArray();
  }

  static Slice inflate(Slice compressed) throws MalformedObjectException {
    Cursor in = compressed.cursor();
    long type = in.u32();
    in.skip(4);
    long size = in.u64();
    in.skip(8);
    if (type == ZLIB.code) {
      return Slice.of(compressed.section(), zlib(compressed, HEADER_SIZE, size));
    }
    if (type == ZSTD.code) {
      return Slice.of(compressed.section(), zstd(compressed, HEADER_SIZE, size));
    }
    throw new MalformedObjectException(
        compressed.section(), 0, "compressed in an unknown way, " + type);
  }

  /** {@code .zdebug_*}: "ZLIB", the size with its highest byte first, and what zlib made. */
  static Slice inflateOld(Slice compressed) throws MalformedObjectException {
    Cursor in = compressed.cursor();
    if (!Arrays.equals(in.bytes(Math.min(4, in.remaining())).toArray(), OLD_MAGIC)) {
      return compressed;
    }
    long size = Long.reverseBytes(in.u64());
    return Slice.of(compressed.section(), zlib(compressed, in.offset(), size));
  }

  private static byte[] room(Slice section, long compressed, long size, long most)
      throws MalformedObjectException {
    if (size < 0 || size > Integer.MAX_VALUE - 8 || size > most * (compressed + 64)) {
      throw new MalformedObjectException(
          section.section(), 8, Long.toUnsignedString(size) + " bytes can't come of " + compressed);
    }
    return new byte[(int) size];
  }

  /**
   * @param start behind the header
   */
  private static byte[] zlib(Slice section, int start, long size) throws MalformedObjectException {
    int compressed = section.size() - start;
    byte[] plain = room(section, compressed, size, MOST_BYTES_OF_ONE);
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(section.array(), section.start() + start, compressed);
      int done = 0;
      while (done < plain.length) {
        int more = inflater.inflate(plain, done, plain.length - done);
        if (more == 0) {
          throw new MalformedObjectException(
              section.section(), inflater.getTotalIn(), "the compressed bytes end too early");
        }
        done += more;
      }
      return plain;
    } catch (DataFormatException e) {
      throw new MalformedObjectException(
          section.section(), inflater.getTotalIn(), "can't be inflated: " + e.getMessage());
    } finally {
      inflater.end();
    }
  }

  private static byte[] zstd(Slice section, int start, long size) throws MalformedObjectException {
    int compressed = section.size() - start;
    byte[] plain = room(section, compressed, size, MOST_BYTES_OF_ONE_ZSTD);
    try {
      int done =
          new ZstdDecompressor()
              .decompress(
                  section.array(), section.start() + start, compressed, plain, 0, plain.length);
      if (done != plain.length) {
        throw new MalformedObjectException(
            section.section(), 0, done + " bytes inflated, " + size + " announced");
      }
      return plain;
    } catch (MalformedInputException | IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new MalformedObjectException(
          section.section(), 0, "can't be inflated: " + e.getMessage());
    }
  }
}
