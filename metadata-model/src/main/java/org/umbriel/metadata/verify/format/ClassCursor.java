package org.umbriel.metadata.verify.format;

/** Reads a class file from front to back; running off its end is a rejection. */
final class ClassCursor {
  final byte[] bytes;
  int position;

  ClassCursor(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Makes sure that so many more bytes follow. */
  void need(long size) {
    if (size > bytes.length - position) {
      throw RejectedException.format("4.8", "truncated class file");
    }
  }

  int u1() {
    need(1);
    return bytes[position++] & 0xFF;
  }

  int u2() {
    need(2);
    int value = u2At(bytes, position);
    position += 2;
    return value;
  }

  long u4() {
    need(4);
    long value = (long) u2At(bytes, position) << 16 | u2At(bytes, position + 2);
    position += 4;
    return value;
  }

  void skip(long size) {
    need(size);
    position += (int) size;
  }

  boolean atEnd() {
    return position == bytes.length;
  }

  static int u2At(byte[] bytes, int at) {
    return (bytes[at] & 0xFF) << 8 | (bytes[at + 1] & 0xFF);
  }
}
