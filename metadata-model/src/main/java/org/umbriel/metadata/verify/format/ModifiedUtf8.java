package org.umbriel.metadata.verify.format;

import java.nio.charset.StandardCharsets;

/** The encoding of text in class files (JVMS 4.4.7). */
public final class ModifiedUtf8 {
  /** Up to this class file version, encodings that are longer than needed are accepted. */
  private static final int LAST_LAX_VERSION = 47;

  private ModifiedUtf8() {}

  /** The text that some bytes encode; bytes that encode nothing become a replacement character. */
  public static String text(byte[] bytes, int start, int length) {
    boolean ascii = true;
    for (int i = start; ascii && i < start + length; i++) {
      ascii = bytes[i] > 0;
    }
    if (ascii) {
      return new String(bytes, start, length, StandardCharsets.ISO_8859_1);
    }
    StringBuilder text = new StringBuilder(length);
    for (int i = start; i < start + length; ) {
      int size = sizeAt(bytes, i, start + length);
      text.append(size == 0 ? '\uFFFD' : (char) unitAt(bytes, i, size));
      i += Math.max(size, 1);
    }
    return text.toString();
  }

  private static int sizeAt(byte[] bytes, int at, int end) {
    int first = bytes[at] & 0xFF;
    int size = first < 0x80 ? 1 : first >> 5 == 6 ? 2 : first >> 4 == 14 ? 3 : 0;
    return at + size <= end ? size : 0;
  }

  private static int unitAt(byte[] bytes, int at, int size) {
    return switch (size) {
      case 1 -> bytes[at];
      case 2 -> (bytes[at] & 0x1F) << 6 | (bytes[at + 1] & 0x3F);
      default -> (bytes[at] & 0xF) << 12 | (bytes[at + 1] & 0x3F) << 6 | (bytes[at + 2] & 0x3F);
    };
  }

  /** Whether bytes that are not all ASCII are a legal encoding in a class file of a version. */
  static boolean isLegal(byte[] bytes, int start, int length, int major) {
    int end = start + length;
    int i = start;
    while (i < end) {
      int first = bytes[i] & 0xFF;
      if (first == 0) {
        return false;
      }
      if (first < 0x80) {
        i++;
        continue;
      }
      int size = sizeAt(bytes, i, end);
      if (size < 2 || !areContinuations(bytes, i + 1, i + size)) {
        return false;
      }
      int unit = unitAt(bytes, i, size);
      boolean shortest = size == 2 ? unit == 0 || unit >= 0x80 : unit >= 0x800;
      if (!shortest && major > LAST_LAX_VERSION) {
        return false;
      }
      i += size;
    }
    return true;
  }

  private static boolean areContinuations(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      if ((bytes[i] & 0xC0) != 0x80) {
        return false;
      }
    }
    return true;
  }

  /**
   * The code point at a position, two surrogates taken together, in its upper bits; in the lower
   * four the number of bytes that it takes.
   */
  static int codePointAndSize(byte[] bytes, int at, int end) {
    int size = Math.max(sizeAt(bytes, at, end), 1);
    int unit = unitAt(bytes, at, size);
    if (size == 3 && Character.isHighSurrogate((char) unit) && at + 6 <= end) {
      int low = sizeAt(bytes, at + 3, end) == 3 ? unitAt(bytes, at + 3, 3) : 0;
      if (Character.isLowSurrogate((char) low)) {
        return Character.toCodePoint((char) unit, (char) low) << 4 | 6;
      }
    }
    return unit << 4 | size;
  }
}
