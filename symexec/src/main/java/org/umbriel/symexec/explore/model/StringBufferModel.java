package org.umbriel.symexec.explore.model;

import org.jspecify.annotations.Nullable;

/** {@code java.lang.StringBuffer}: what changes its middle, and appends other values. */
public final class StringBufferModel {
  private StringBufferModel() {}

  private static StringBuffer become(StringBuffer self, String text) {
    self.setLength(0);
    return self.append(text);
  }

  public static StringBuffer append(StringBuffer self, @Nullable Object value) {
    return self.append(String.valueOf(value));
  }

  public static StringBuffer append(StringBuffer self, @Nullable CharSequence value) {
    return self.append(String.valueOf(value));
  }

  public static StringBuffer append(
      StringBuffer self, @Nullable CharSequence value, int start, int end) {
    String text = String.valueOf(value);
    if (start < 0 || start > end || end > text.length()) {
      throw new IndexOutOfBoundsException(
          "start " + start + ", end " + end + ", length " + text.length());
    }
    return self.append(text.substring(start, end));
  }

  public static StringBuffer append(StringBuffer self, char[] value, int offset, int length) {
    return self.append(new String(value, offset, length));
  }

  public static StringBuffer append(StringBuffer self, boolean value) {
    return self.append(value ? "true" : "false");
  }

  public static StringBuffer append(StringBuffer self, int value) {
    return self.append(Integer.toString(value));
  }

  public static StringBuffer append(StringBuffer self, long value) {
    return self.append(Long.toString(value));
  }

  public static StringBuffer append(StringBuffer self, float value) {
    return self.append(Float.toString(value));
  }

  public static StringBuffer append(StringBuffer self, double value) {
    return self.append(Double.toString(value));
  }

  public static StringBuffer appendCodePoint(StringBuffer self, int codePoint) {
    return self.append(new String(Character.toChars(codePoint)));
  }

  public static StringBuffer insert(StringBuffer self, int offset, String value) {
    String text = self.toString();
    if (offset < 0 || offset > text.length()) {
      throw new StringIndexOutOfBoundsException("offset " + offset + ", length " + text.length());
    }
    return become(self, text.substring(0, offset) + value + text.substring(offset));
  }

  public static StringBuffer insert(StringBuffer self, int offset, Object value) {
    return self.insert(offset, String.valueOf(value));
  }

  public static StringBuffer insert(StringBuffer self, int offset, CharSequence value) {
    return self.insert(offset, String.valueOf(value));
  }

  public static StringBuffer insert(StringBuffer self, int offset, char[] value) {
    return self.insert(offset, String.valueOf(value));
  }

  public static StringBuffer insert(
      StringBuffer self, int index, char[] value, int offset, int length) {
    return self.insert(index, new String(value, offset, length));
  }

  public static StringBuffer insert(StringBuffer self, int offset, char value) {
    return self.insert(offset, String.valueOf(value));
  }

  public static StringBuffer insert(StringBuffer self, int offset, boolean value) {
    return self.insert(offset, String.valueOf(value));
  }

  public static StringBuffer insert(StringBuffer self, int offset, int value) {
    return self.insert(offset, String.valueOf(value));
  }

  public static StringBuffer insert(StringBuffer self, int offset, long value) {
    return self.insert(offset, String.valueOf(value));
  }

  public static StringBuffer insert(StringBuffer self, int offset, float value) {
    return self.insert(offset, String.valueOf(value));
  }

  public static StringBuffer insert(StringBuffer self, int offset, double value) {
    return self.insert(offset, String.valueOf(value));
  }

  public static StringBuffer delete(StringBuffer self, int start, int end) {
    String text = self.toString();
    int last = Math.min(end, text.length());
    if (start < 0 || start > last) {
      throw new StringIndexOutOfBoundsException(
          "start " + start + ", end " + end + ", length " + text.length());
    }
    return become(self, text.substring(0, start) + text.substring(last));
  }

  public static StringBuffer replace(StringBuffer self, int start, int end, String value) {
    String text = self.toString();
    int last = Math.min(end, text.length());
    if (start < 0 || start > last) {
      throw new StringIndexOutOfBoundsException(
          "start " + start + ", end " + end + ", length " + text.length());
    }
    return become(self, text.substring(0, start) + value + text.substring(last));
  }

  public static String substring(StringBuffer self, int start) {
    return self.toString().substring(start);
  }

  public static String substring(StringBuffer self, int start, int end) {
    return self.toString().substring(start, end);
  }

  public static CharSequence subSequence(StringBuffer self, int start, int end) {
    return self.toString().substring(start, end);
  }

  public static int indexOf(StringBuffer self, String part) {
    return self.toString().indexOf(part);
  }

  public static int indexOf(StringBuffer self, String part, int from) {
    return self.toString().indexOf(part, from);
  }

  public static int lastIndexOf(StringBuffer self, String part) {
    return self.toString().lastIndexOf(part);
  }

  public static int lastIndexOf(StringBuffer self, String part, int from) {
    return self.toString().lastIndexOf(part, from);
  }

  public static int codePointAt(StringBuffer self, int index) {
    return self.toString().codePointAt(index);
  }

  public static int codePointBefore(StringBuffer self, int index) {
    return self.toString().codePointBefore(index);
  }

  public static int codePointCount(StringBuffer self, int start, int end) {
    return self.toString().codePointCount(start, end);
  }

  public static int offsetByCodePoints(StringBuffer self, int index, int offset) {
    return self.toString().offsetByCodePoints(index, offset);
  }

  public static void getChars(StringBuffer self, int start, int end, char[] target, int at) {
    self.toString().getChars(start, end, target, at);
  }

  public static int compareTo(StringBuffer self, StringBuffer other) {
    return self.toString().compareTo(other.toString());
  }

  public static boolean isEmpty(StringBuffer self) {
    return self.length() == 0;
  }
}
