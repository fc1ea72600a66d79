package org.umbriel.symexec.explore.model;

import org.jspecify.annotations.Nullable;

/** {@code java.lang.StringBuilder}: what changes its middle, and appends other values. */
public final class StringBuilderModel {
  private StringBuilderModel() {}

  private static StringBuilder become(StringBuilder self, String text) {
    self.setLength(0);
    return self.append(text);
  }

  public static StringBuilder append(StringBuilder self, @Nullable Object value) {
    return self.append(String.valueOf(value));
  }

  public static StringBuilder append(StringBuilder self, @Nullable CharSequence value) {
    return self.append(String.valueOf(value));
  }

  public static StringBuilder append(
      StringBuilder self, @Nullable CharSequence value, int start, int end) {
    String text = String.valueOf(value);
    if (start < 0 || start > end || end > text.length()) {
      throw new IndexOutOfBoundsException(
          "start " + start + ", end " + end + ", length " + text.length());
    }
    return self.append(text.substring(start, end));
  }

  public static StringBuilder append(StringBuilder self, char[] value, int offset, int length) {
    return self.append(new String(value, offset, length));
  }

  public static StringBuilder append(StringBuilder self, boolean value) {
    return self.append(value ? "true" : "false");
  }

  public static StringBuilder append(StringBuilder self, int value) {
    return self.append(Integer.toString(value));
  }

  public static StringBuilder append(StringBuilder self, long value) {
    return self.append(Long.toString(value));
  }

  public static StringBuilder append(StringBuilder self, float value) {
    return self.append(Float.toString(value));
  }

  public static StringBuilder append(StringBuilder self, double value) {
    return self.append(Double.toString(value));
  }

  public static StringBuilder appendCodePoint(StringBuilder self, int codePoint) {
    return self.append(new String(Character.toChars(codePoint)));
  }

  public static StringBuilder insert(StringBuilder self, int offset, String value) {
    String text = self.toString();
    if (offset < 0 || offset > text.length()) {
      throw new StringIndexOutOfBoundsException("offset " + offset + ", length " + text.length());
    }
    return become(self, text.substring(0, offset) + value + text.substring(offset));
  }

  public static StringBuilder insert(StringBuilder self, int offset, Object value) {
    return self.insert(offset, String.valueOf(value));
  }

  public static StringBuilder insert(StringBuilder self, int offset, CharSequence value) {
    return self.insert(offset, String.valueOf(value));
  }

  public static StringBuilder insert(StringBuilder self, int offset, char[] value) {
    return self.insert(offset, String.valueOf(value));
  }

  public static StringBuilder insert(
      StringBuilder self, int index, char[] value, int offset, int length) {
    return self.insert(index, new String(value, offset, length));
  }

  public static StringBuilder insert(StringBuilder self, int offset, char value) {
    return self.insert(offset, String.valueOf(value));
  }

  public static StringBuilder insert(StringBuilder self, int offset, boolean value) {
    return self.insert(offset, String.valueOf(value));
  }

  public static StringBuilder insert(StringBuilder self, int offset, int value) {
    return self.insert(offset, String.valueOf(value));
  }

  public static StringBuilder insert(StringBuilder self, int offset, long value) {
    return self.insert(offset, String.valueOf(value));
  }

  public static StringBuilder insert(StringBuilder self, int offset, float value) {
    return self.insert(offset, String.valueOf(value));
  }

  public static StringBuilder insert(StringBuilder self, int offset, double value) {
    return self.insert(offset, String.valueOf(value));
  }

  public static StringBuilder delete(StringBuilder self, int start, int end) {
    String text = self.toString();
    int last = Math.min(end, text.length());
    if (start < 0 || start > last) {
      throw new StringIndexOutOfBoundsException(
          "start " + start + ", end " + end + ", length " + text.length());
    }
    return become(self, text.substring(0, start) + text.substring(last));
  }

  public static StringBuilder replace(StringBuilder self, int start, int end, String value) {
    String text = self.toString();
    int last = Math.min(end, text.length());
    if (start < 0 || start > last) {
      throw new StringIndexOutOfBoundsException(
          "start " + start + ", end " + end + ", length " + text.length());
    }
    return become(self, text.substring(0, start) + value + text.substring(last));
  }

  public static String substring(StringBuilder self, int start) {
    return self.toString().substring(start);
  }

  public static String substring(StringBuilder self, int start, int end) {
    return self.toString().substring(start, end);
  }

  public static CharSequence subSequence(StringBuilder self, int start, int end) {
    return self.toString().substring(start, end);
  }

  public static int indexOf(StringBuilder self, String part) {
    return self.toString().indexOf(part);
  }

  public static int indexOf(StringBuilder self, String part, int from) {
    return self.toString().indexOf(part, from);
  }

  public static int lastIndexOf(StringBuilder self, String part) {
    return self.toString().lastIndexOf(part);
  }

  public static int lastIndexOf(StringBuilder self, String part, int from) {
    return self.toString().lastIndexOf(part, from);
  }

  public static int codePointAt(StringBuilder self, int index) {
    return self.toString().codePointAt(index);
  }

  public static int codePointBefore(StringBuilder self, int index) {
    return self.toString().codePointBefore(index);
  }

  public static int codePointCount(StringBuilder self, int start, int end) {
    return self.toString().codePointCount(start, end);
  }

  public static int offsetByCodePoints(StringBuilder self, int index, int offset) {
    return self.toString().offsetByCodePoints(index, offset);
  }

  public static void getChars(StringBuilder self, int start, int end, char[] target, int at) {
    self.toString().getChars(start, end, target, at);
  }

  public static int compareTo(StringBuilder self, StringBuilder other) {
    return self.toString().compareTo(other.toString());
  }

  public static boolean isEmpty(StringBuilder self) {
    return self.length() == 0;
  }
}
