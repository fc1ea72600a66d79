package org.umbriel.symexec.explore.model;

import org.jspecify.annotations.Nullable;

/**
 * {@code java.lang.StringBuilder} and {@code StringBuffer}, each an {@link Appendable} here: what
 * changes their middle, and appends other values.
 */
public final class BufferModel {
  private BufferModel() {}

  /** Makes a text the whole of the receiver's; the machine has an intrinsic for this. */
  static native Appendable become(Appendable self, String text);

  /** The receiver's own method; the machine has an intrinsic for this, too. */
  static native Appendable append(Appendable self, @Nullable String text);

  public static Appendable append(Appendable self, @Nullable Object value) {
    return append(self, String.valueOf(value));
  }

  public static Appendable append(Appendable self, @Nullable CharSequence value) {
    return append(self, String.valueOf(value));
  }

  public static Appendable append(
      Appendable self, @Nullable CharSequence value, int start, int end) {
    String text = String.valueOf(value);
    if (start < 0 || start > end || end > text.length()) {
      throw new IndexOutOfBoundsException(
          "start " + start + ", end " + end + ", length " + text.length());
    }
    return append(self, text.substring(start, end));
  }

  public static Appendable append(Appendable self, char[] value, int offset, int length) {
    int end = offset + length;
    if (offset < 0 || offset > end || end > value.length) {
      throw new IndexOutOfBoundsException(
          "start " + offset + ", end " + end + ", length " + value.length);
    }
    return append(self, new String(value, offset, length));
  }

  public static Appendable append(Appendable self, boolean value) {
    return append(self, value ? "true" : "false");
  }

  public static Appendable append(Appendable self, int value) {
    return append(self, Integer.toString(value));
  }

  public static Appendable append(Appendable self, long value) {
    return append(self, Long.toString(value));
  }

  public static Appendable append(Appendable self, float value) {
    return append(self, Float.toString(value));
  }

  public static Appendable append(Appendable self, double value) {
    return append(self, Double.toString(value));
  }

  public static Appendable appendCodePoint(Appendable self, int codePoint) {
    return append(self, new String(Character.toChars(codePoint)));
  }

  public static Appendable insert(Appendable self, int offset, String value) {
    String text = self.toString();
    if (offset < 0 || offset > text.length()) {
      throw new StringIndexOutOfBoundsException(Limits.someMessage());
    }
    return become(self, text.substring(0, offset) + value + text.substring(offset));
  }

  public static Appendable insert(Appendable self, int offset, Object value) {
    return insert(self, offset, String.valueOf(value));
  }

  public static Appendable insert(Appendable self, int offset, CharSequence value) {
    return insert(self, offset, String.valueOf(value));
  }

  public static Appendable insert(Appendable self, int offset, char[] value) {
    if (offset < 0 || offset > self.toString().length()) {
      throw new StringIndexOutOfBoundsException(Limits.someMessage());
    }
    return insert(self, offset, String.valueOf(value));
  }

  public static Appendable insert(
      Appendable self, int index, char[] value, int offset, int length) {
    int end = offset + length;
    if (index < 0
        || index > self.toString().length()
        || offset < 0
        || offset > end
        || end > value.length) {
      throw new StringIndexOutOfBoundsException(Limits.someMessage());
    }
    return insert(self, index, new String(value, offset, length));
  }

  public static Appendable insert(Appendable self, int offset, char value) {
    return insert(self, offset, String.valueOf(value));
  }

  public static Appendable insert(Appendable self, int offset, boolean value) {
    return insert(self, offset, String.valueOf(value));
  }

  public static Appendable insert(Appendable self, int offset, int value) {
    return insert(self, offset, String.valueOf(value));
  }

  public static Appendable insert(Appendable self, int offset, long value) {
    return insert(self, offset, String.valueOf(value));
  }

  public static Appendable insert(Appendable self, int offset, float value) {
    return insert(self, offset, String.valueOf(value));
  }

  public static Appendable insert(Appendable self, int offset, double value) {
    return insert(self, offset, String.valueOf(value));
  }

  public static Appendable delete(Appendable self, int start, int end) {
    String text = self.toString();
    int last = Math.min(end, text.length());
    if (start < 0 || start > last) {
      throw new StringIndexOutOfBoundsException(Limits.someMessage());
    }
    return become(self, text.substring(0, start) + text.substring(last));
  }

  public static Appendable replace(Appendable self, int start, int end, String value) {
    String text = self.toString();
    int last = Math.min(end, text.length());
    if (start < 0 || start > last) {
      throw new StringIndexOutOfBoundsException(Limits.someMessage());
    }
    return become(self, text.substring(0, start) + value + text.substring(last));
  }

  private static String part(Appendable self, int start, int end) {
    String text = self.toString();
    if (start < 0 || start > end || end > text.length()) {
      throw new StringIndexOutOfBoundsException(Limits.someMessage());
    }
    return text.substring(start, end);
  }

  public static String substring(Appendable self, int start) {
    return part(self, start, self.toString().length());
  }

  public static String substring(Appendable self, int start, int end) {
    return part(self, start, end);
  }

  public static CharSequence subSequence(Appendable self, int start, int end) {
    return part(self, start, end);
  }

  public static int indexOf(Appendable self, String part) {
    return self.toString().indexOf(part);
  }

  public static int indexOf(Appendable self, String part, int from) {
    return self.toString().indexOf(part, from);
  }

  public static int lastIndexOf(Appendable self, String part) {
    return self.toString().lastIndexOf(part);
  }

  public static int lastIndexOf(Appendable self, String part, int from) {
    return self.toString().lastIndexOf(part, from);
  }

  public static int codePointAt(Appendable self, int index) {
    return self.toString().codePointAt(index);
  }

  public static int codePointBefore(Appendable self, int index) {
    return self.toString().codePointBefore(index);
  }

  public static int codePointCount(Appendable self, int start, int end) {
    return self.toString().codePointCount(start, end);
  }

  public static int offsetByCodePoints(Appendable self, int index, int offset) {
    return self.toString().offsetByCodePoints(index, offset);
  }

  public static void getChars(Appendable self, int start, int end, char[] target, int at) {
    String text = part(self, start, end);
    int last = at + text.length();
    if (at < 0 || at > last || last > target.length) {
      throw new IndexOutOfBoundsException(Limits.someMessage());
    }
    text.getChars(0, text.length(), target, at);
  }

  public static int compareTo(Appendable self, Appendable other) {
    return self.toString().compareTo(other.toString());
  }

  public static boolean isEmpty(Appendable self) {
    return self.toString().isEmpty();
  }
}
