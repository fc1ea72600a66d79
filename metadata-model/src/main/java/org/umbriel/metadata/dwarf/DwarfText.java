package org.umbriel.metadata.dwarf;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.umbriel.metadata.entry.Bytes;

/**
 * Strings as zero-terminated bytes: UTF-8, but for what UTF-8 in such a string can't say and a name
 * in a class file can. As there (JVMS 4.4.7) a zero character is two bytes and a lone half of a
 * surrogate pair three, so every Java string comes back as it was.
 */
public final class DwarfText {
  private static final char REPLACEMENT = '\ufffd';

  private DwarfText() {}

  /** The bytes of a string, without the zero byte that ends it. */
  public static byte[] encode(String text) {
    return isPlain(text) ? text.getBytes(StandardCharsets.UTF_8) : encodeSpecial(text);
  }

  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      char unit = text.charAt(i);
      if (unit == 0 || Character.isSurrogate(unit)) {
        return false;
      }
    }
    return true;
  }

  private static byte[] encodeSpecial(String text) {
    byte[] bytes = new byte[4 * text.length()];
    int size = 0;
    for (int i = 0; i < text.length(); ) {
      int point = text.codePointAt(i);
      i += Character.charCount(point);
      if (point != 0 && point < 0x80) {
        bytes[size++] = (byte) point;
      } else if (point < 0x800) {
        bytes[size++] = (byte) (0xc0 | (point >> 6));
        bytes[size++] = continuation(point);
      } else if (point < 0x10000) {
        bytes[size++] = (byte) (0xe0 | (point >> 12));
        bytes[size++] = continuation(point >> 6);
        bytes[size++] = continuation(point);
      } else {
        bytes[size++] = (byte) (0xf0 | (point >> 18));
        bytes[size++] = continuation(point >> 12);
        bytes[size++] = continuation(point >> 6);
        bytes[size++] = continuation(point);
      }
    }
    return Arrays.copyOf(bytes, size);
  }

  private static byte continuation(int bits) {
    return (byte) (0x80 | (bits & 0x3f));
  }

  /** The string that bytes stand for; what can't be read becomes U+FFFD. */
  public static String decode(Bytes encoded) {
    byte[] bytes = encoded.toArray();
    for (byte each : bytes) {
      if (each < 0) {
        return decodeSpecial(bytes);
      }
    }
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private static String decodeSpecial(byte[] bytes) {
    StringBuilder text = new StringBuilder(bytes.length);
    for (int i = 0; i < bytes.length; ) {
      int first = bytes[i] & 0xff;
      int length = first < 0x80 ? 1 : first < 0xc0 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
      if (length == 0 || first > 0xf7 || !continues(bytes, i + 1, length - 1)) {
        text.append(REPLACEMENT);
        i++;
        continue;
      }
      int point = length == 1 ? first : first & (0x7f >> length);
      for (int j = 1; j < length; j++) {
        point = (point << 6) | (bytes[i + j] & 0x3f);
      }
      text.appendCodePoint(Character.isValidCodePoint(point) ? point : REPLACEMENT);
      i += length;
    }
    return text.toString();
  }

  private static boolean continues(byte[] bytes, int from, int count) {
    if (from + count > bytes.length) {
      return false;
    }
    for (int i = from; i < from + count; i++) {
      if ((bytes[i] & 0xc0) != 0x80) {
        return false;
      }
    }
    return true;
  }
}
