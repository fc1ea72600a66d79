package org.umbriel.metadata.archive;

import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** The content of an entry, in the form in which it is at hand. */
sealed interface Payload {
  long size();

  byte[] content();

  /**
   * The form to write for an entry of the given method; nothing if there are no bytes to write.
   *
   * @param deflater reset before it is used
   */
  Optional<Packed> packed(int method, Deflater deflater);

  /** Content that the archive claims to have and does not. */
  record Lost(long size) implements Payload {
    @Override
    public byte[] content() {
      throw new IllegalStateException("the archive does not hold this entry");
    }

    @Override
    public Optional<Packed> packed(int method, Deflater deflater) {
      return Optional.empty();
    }
  }

  /** Inflated content, not yet written anywhere. */
  final class Plain implements Payload {
    private final byte[] content;

    Plain(byte[] content) {
      this.content = content;
    }

    @Override
    public long size() {
      return content.length;
    }

    @Override
    public byte[] content() {
      return content;
    }

    @Override
    public Optional<Packed> packed(int method, Deflater deflater) {
      CRC32 crc = new CRC32();
      crc.update(content);
      byte[] data = method == EntryHeader.STORED ? content : deflate(content, deflater);
      return Optional.of(new Packed(data, 0, data.length, method, content.length, crc.getValue()));
    }

    private static byte[] deflate(byte[] content, Deflater deflater) {
      deflater.reset();
      deflater.setInput(content);
      deflater.finish();
      byte[] out = new byte[content.length / 2 + 64];
      int length = 0;
      while (!deflater.finished()) {
        if (length == out.length) {
          out = Arrays.copyOf(out, out.length * 2);
        }
        length += deflater.deflate(out, length, out.length - length);
      }
      return Arrays.copyOf(out, length);
    }
  }

  /**
   * What lies in an archive, and is at hand inflated too.
   *
   * @param content of the packed form
   */
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  record Inflated(Packed form, byte[] content) implements Payload {
    @Override
    public long size() {
      return content.length;
    }

    @Override
    public Optional<Packed> packed(int method, Deflater deflater) {
      return Optional.of(form);
    }
  }

  /** Bytes as they lie in an archive: a range of the array that the whole archive was read into. */
  final class Packed implements Payload {
    private final byte[] archive;
    private final int offset;
    private final int length;
    private final int method;
    private final long size;
    private final long crc;

    Packed(byte[] archive, int offset, int length, int method, long size, long crc) {
      this.archive = archive;
      this.offset = offset;
      this.length = length;
      this.method = method;
      this.size = size;
      this.crc = crc;
    }

    byte[] archive() {
      return archive;
    }

    int offset() {
      return offset;
    }

    int length() {
      return length;
    }

    long crc() {
      return crc;
    }

    @Override
    public long size() {
      return size;
    }

    @Override
    public Optional<Packed> packed(int ignored, Deflater unused) {
      return Optional.of(this);
    }

    @Override
    public byte[] content() {
      Inflater inflater = new Inflater(true);
      try {
        return unpack(inflater);
      } catch (DataFormatException broken) {
        throw new IllegalStateException("content was sound when the archive was read", broken);
      } finally {
        inflater.end();
      }
    }

    /**
     * The content, checked against the recorded size and checksum.
     *
     * @param inflater reset before it is used
     * @throws DataFormatException with one clause that says what is wrong
     */
    byte[] unpack(Inflater inflater) throws DataFormatException {
      byte[] content = method == EntryHeader.STORED ? copy() : inflate(inflater);
      CRC32 actual = new CRC32();
      actual.update(content);
      if (actual.getValue() != crc) {
        throw new DataFormatException(
            String.format("checksum is %08x, recorded %08x", actual.getValue(), crc));
      }
      return content;
    }

    private byte[] copy() throws DataFormatException {
      if (length != size) {
        throw new DataFormatException("stored in " + length + " bytes, recorded " + size);
      }
      return Arrays.copyOfRange(archive, offset, offset + length);
    }

    /** Grows with the data, so that a small entry that claims to be large costs little. */
    private byte[] inflate(Inflater inflater) throws DataFormatException {
      inflater.reset();
      inflater.setInput(archive, offset, length);
      byte[] out = new byte[(int) Math.min(size, 64L + 8L * length)];
      int filled = 0;
      while (filled < size) {
        if (filled == out.length) {
          out = Arrays.copyOf(out, (int) Math.min(size, 2L * out.length));
        }
        int count = inflater.inflate(out, filled, out.length - filled);
        if (count == 0) {
          throw new DataFormatException("ends after " + filled + " of " + size + " bytes");
        }
        filled += count;
      }
      if (inflater.inflate(new byte[1]) != 0) {
        throw new DataFormatException("holds more than the recorded " + size + " bytes");
      }
      return out;
    }
  }
}
