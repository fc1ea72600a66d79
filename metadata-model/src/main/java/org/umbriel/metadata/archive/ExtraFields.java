package org.umbriel.metadata.archive;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The tagged blocks that follow an entry's name (APPNOTE 4.5). Bytes that do not parse are kept as
 * they are.
 */
final class ExtraFields {
  private static final int HEADER = 4;

  private ExtraFields() {}

  /** The content of the zip64 block; empty if there is none. */
  static ByteBuffer zip64(byte[] extra) {
    ByteBuffer buffer = littleEndian(extra);
    for (int at = 0; at + HEADER <= extra.length; at = next(buffer, at)) {
      if (tag(buffer, at) == ZipFormat.ZIP64_EXTRA) {
        int end = Math.min(next(buffer, at), extra.length);
        return littleEndian(extra).position(at + HEADER).limit(end);
      }
    }
    return ByteBuffer.allocate(0);
  }

  /** The blocks without zip64's: what is written never needs it. */
  static byte[] withoutZip64(byte[] extra) {
    ByteBuffer buffer = littleEndian(extra);
    ByteArrayOutputStream kept = new ByteArrayOutputStream(extra.length);
    int at = 0;
    while (at + HEADER <= extra.length) {
      int end = Math.min(next(buffer, at), extra.length);
      if (tag(buffer, at) != ZipFormat.ZIP64_EXTRA) {
        kept.write(extra, at, end - at);
      }
      at = end;
    }
    kept.write(extra, at, extra.length - at);
    return kept.toByteArray();
  }

  private static int tag(ByteBuffer buffer, int at) {
    return Short.toUnsignedInt(buffer.getShort(at));
  }

  private static int next(ByteBuffer buffer, int at) {
    return at + HEADER + Short.toUnsignedInt(buffer.getShort(at + 2));
  }

  private static ByteBuffer littleEndian(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
