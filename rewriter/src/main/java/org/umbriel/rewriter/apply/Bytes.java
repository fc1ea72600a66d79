package org.umbriel.rewriter.apply;

/** Numbers in a class file, big-endian. */
final class Bytes {
  private Bytes() {}

  static int u1(byte[] bytes, int at) {
    return bytes[at] & 0xFF;
  }

  static int u2(byte[] bytes, int at) {
    return u1(bytes, at) << 8 | u1(bytes, at + 1);
  }

  static int u4(byte[] bytes, int at) {
    return u2(bytes, at) << 16 | u2(bytes, at + 2);
  }
}
