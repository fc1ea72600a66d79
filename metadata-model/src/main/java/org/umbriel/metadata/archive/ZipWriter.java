package org.umbriel.metadata.archive;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.Deflater;

/**
 * Writes an archive in one pass: local headers with sizes, then the central directory (APPNOTE
 * 4.3.6).
 */
final class ZipWriter {
  /**
   * Of the default level's time for class files this takes three quarters, and 1.4 % more space.
   */
  private static final int LEVEL = 4;

  private static final int SHORT_MAX = 0xFFFF;
  private static final long INT_MAX = 0xFFFF_FFFFL;
  private static final int VERSION_ZIP64 = 45;

  private final OutputStream out;
  private long position;

  ZipWriter(OutputStream out) {
    this.out = out;
  }

  private record Placed(EntryHeader header, Payload.Packed payload, long offset) {}

  void write(Archive archive) throws IOException {
    append(archive.preamble());
    List<Placed> placed = new ArrayList<>();
    Deflater deflater = new Deflater(LEVEL, true);
    try {
      for (Entry entry : archive.entries()) {
        Optional<Payload.Packed> payload =
            entry.payload().packed(entry.header().method(), deflater);
        if (payload.isPresent()) {
          placed.add(new Placed(entry.header(), payload.get(), position));
          local(entry.header(), payload.get());
        }
      }
    } finally {
      deflater.end();
    }
    long directory = position;
    for (Placed entry : placed) {
      central(entry);
    }
    end(placed.size(), directory, position - directory, archive.comment());
  }

  private void local(EntryHeader header, Payload.Packed payload) throws IOException {
    Fields record = new Fields(30);
    record.u4(ZipFormat.LOCAL);
    common(record, header, payload);
    record.u2(header.rawPath().length);
    record.u2(header.localExtra().length);
    append(record.bytes);
    append(header.rawPath());
    append(header.localExtra());
    out.write(payload.archive(), payload.offset(), payload.length());
    position += payload.length();
  }

  private void central(Placed entry) throws IOException {
    EntryHeader header = entry.header();
    Fields record = new Fields(46);
    record.u4(ZipFormat.CENTRAL);
    record.u2(header.versionMadeBy());
    common(record, header, entry.payload());
    record.u2(header.rawPath().length);
    record.u2(header.centralExtra().length);
    record.u2(header.comment().length);
    record.u2(0);
    record.u2(header.internalAttributes());
    record.u4(header.externalAttributes());
    record.u4(word(entry.offset()));
    append(record.bytes);
    append(header.rawPath());
    append(header.centralExtra());
    append(header.comment());
  }

  private static void common(Fields record, EntryHeader header, Payload.Packed payload)
      throws IOException {
    record.u2(header.versionNeeded());
    record.u2(header.writtenFlags());
    record.u2(header.method());
    record.u4(header.time());
    record.u4((int) payload.crc());
    record.u4(payload.length());
    record.u4(word(payload.size()));
  }

  private void end(int count, long directory, long size, byte[] comment) throws IOException {
    if (count >= SHORT_MAX) {
      zip64End(count, directory, size);
    }
    Fields record = new Fields(22);
    record.u4(ZipFormat.END);
    record.u4(0);
    record.u2(Math.min(count, SHORT_MAX));
    record.u2(Math.min(count, SHORT_MAX));
    record.u4(word(size));
    record.u4(word(directory));
    record.u2(comment.length);
    append(record.bytes);
    append(comment);
  }

  /** More entries than sixteen bits can count: APPNOTE 4.3.14 and 4.3.15. */
  private void zip64End(int count, long directory, long size) throws IOException {
    long start = position;
    Fields record = new Fields(56 + 20);
    record.u4(ZipFormat.ZIP64_END);
    record.u8(56 - 12);
    record.u2(VERSION_ZIP64);
    record.u2(VERSION_ZIP64);
    record.u8(0);
    record.u8(count);
    record.u8(count);
    record.u8(size);
    record.u8(directory);
    record.u4(ZipFormat.ZIP64_LOCATOR);
    record.u4(0);
    record.u8(start);
    record.u4(1);
    append(record.bytes);
  }

  private static int word(long value) throws IOException {
    if (value >= INT_MAX) {
      throw new IOException("archive would exceed 4 GiB");
    }
    return (int) value;
  }

  private void append(byte[] bytes) throws IOException {
    out.write(bytes);
    position += bytes.length;
  }

  /** The fixed part of a record, in little-endian order. */
  private static final class Fields {
    private final byte[] bytes;
    private int filled;

    Fields(int size) {
      bytes = new byte[size];
    }

    void u2(int value) {
      put(value, 2);
    }

    void u4(int value) {
      put(value, 4);
    }

    void u8(long value) {
      put(value, 8);
    }

    private void put(long value, int size) {
      for (int i = 0; i < size; i++) {
        bytes[filled++] = (byte) (value >> (8 * i));
      }
    }
  }
}
