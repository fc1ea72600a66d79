package org.umbriel.symexec.explore.model;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code java.lang.String}, character by character. */
public final class StringModel {
  private StringModel() {}

  public static int compareTo(String self, String other) {
    int end = Math.min(self.length(), other.length());
    for (int i = 0; i < end; i++) {
      char a = self.charAt(i);
      char b = other.charAt(i);
      if (a != b) {
        return a - b;
      }
    }
    return self.length() - other.length();
  }

  public static int compareToIgnoreCase(String self, String other) {
    int end = Math.min(self.length(), other.length());
    for (int i = 0; i < end; i++) {
      char a = self.charAt(i);
      char b = other.charAt(i);
      if (a != b) {
        a = Character.toLowerCase(Character.toUpperCase(a));
        b = Character.toLowerCase(Character.toUpperCase(b));
        if (a != b) {
          return a - b;
        }
      }
    }
    return self.length() - other.length();
  }

  public static boolean equalsIgnoreCase(String self, @Nullable String other) {
    return other != null
        && self.length() == other.length()
        && regionMatches(self, true, 0, other, 0, other.length());
  }

  public static boolean regionMatches(String self, int from, String other, int at, int length) {
    Objects.requireNonNull(other);
    return matches(self, false, from, other, at, length);
  }

  public static boolean regionMatches(
      String self, boolean ignoreCase, int from, String other, int at, int length) {
    return ignoreCase
        ? matches(self, true, from, other, at, length)
        : regionMatches(self, from, other, at, length);
  }

  private static boolean matches(
      String self, boolean ignoreCase, int from, String other, int at, int length) {
    if (at < 0
        || from < 0
        || from > (long) self.length() - length
        || at > (long) other.length() - length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      char a = self.charAt(from + i);
      char b = other.charAt(at + i);
      if (a != b) {
        if (!ignoreCase) {
          return false;
        }
        char upper = Character.toUpperCase(a);
        char otherUpper = Character.toUpperCase(b);
        if (upper != otherUpper
            && Character.toLowerCase(upper) != Character.toLowerCase(otherUpper)) {
          return false;
        }
      }
    }
    return true;
  }

  public static boolean contentEquals(String self, CharSequence other) {
    return self.equals(other.toString());
  }

  public static boolean contentEquals(String self, StringBuffer other) {
    return self.equals(other.toString());
  }

  public static boolean startsWith(String self, String prefix, int from) {
    if (from < 0 || from > self.length() - prefix.length()) {
      return false;
    }
    return regionMatches(self, from, prefix, 0, prefix.length());
  }

  public static int indexOf(String self, int c) {
    return indexOf(self, c, 0);
  }

  public static int indexOf(String self, int c, int from) {
    if (Character.isSupplementaryCodePoint(c)) {
      return self.indexOf(new String(Character.toChars(c)), from);
    }
    int length = self.length();
    for (int i = Math.max(from, 0); i < length; i++) {
      if (self.charAt(i) == c) {
        return i;
      }
    }
    return -1;
  }

  public static int lastIndexOf(String self, int c) {
    return lastIndexOf(self, c, self.length() - 1);
  }

  public static int lastIndexOf(String self, int c, int from) {
    if (Character.isSupplementaryCodePoint(c)) {
      return self.lastIndexOf(new String(Character.toChars(c)), from);
    }
    for (int i = Math.min(from, self.length() - 1); i >= 0; i--) {
      if (self.charAt(i) == c) {
        return i;
      }
    }
    return -1;
  }

  public static int indexOf(String self, String part) {
    return indexOf(self, part, 0);
  }

  public static int indexOf(String self, String part, int from) {
    int start = Math.min(Math.max(from, 0), self.length());
    for (int i = start; i <= self.length() - part.length(); i++) {
      if (self.startsWith(part, i)) {
        return i;
      }
    }
    return -1;
  }

  public static int lastIndexOf(String self, String part) {
    return lastIndexOf(self, part, self.length());
  }

  public static int lastIndexOf(String self, String part, int from) {
    for (int i = Math.min(from, self.length() - part.length()); i >= 0; i--) {
      if (self.startsWith(part, i)) {
        return i;
      }
    }
    return -1;
  }

  public static boolean contains(String self, CharSequence part) {
    return self.indexOf(part.toString()) >= 0;
  }

  public static String replace(String self, char from, char to) {
    char[] characters = self.toCharArray();
    boolean isChanged = false;
    for (int i = 0; i < characters.length; i++) {
      if (characters[i] == from) {
        characters[i] = to;
        isChanged |= from != to;
      }
    }
    return isChanged ? new String(characters) : self;
  }

  public static String replace(String self, CharSequence from, CharSequence to) {
    String searched = from.toString();
    String replacement = to.toString();
    StringBuilder result = new StringBuilder();
    int at = 0;
    if (searched.isEmpty()) {
      for (; at < self.length(); at++) {
        result.append(replacement).append(self.charAt(at));
      }
      return result.append(replacement).toString();
    }
    if (self.indexOf(searched) < 0) {
      return self;
    }
    for (int next = self.indexOf(searched, at); next >= 0; next = self.indexOf(searched, at)) {
      result.append(self.substring(at, next)).append(replacement);
      at = next + searched.length();
    }
    return result.append(self.substring(at)).toString();
  }

  public static String toUpperCase(String self) {
    char[] characters = self.toCharArray();
    boolean isChanged = false;
    for (int i = 0; i < characters.length; i++) {
      char old = characters[i];
      Limits.ascii(old);
      characters[i] = Character.toUpperCase(old);
      isChanged |= characters[i] != old;
    }
    return isChanged ? new String(characters) : self;
  }

  public static String toLowerCase(String self) {
    char[] characters = self.toCharArray();
    boolean isChanged = false;
    for (int i = 0; i < characters.length; i++) {
      char old = characters[i];
      Limits.ascii(old);
      characters[i] = Character.toLowerCase(old);
      isChanged |= characters[i] != old;
    }
    return isChanged ? new String(characters) : self;
  }

  public static String[] split(String self, String separator) {
    return split(self, separator, 0);
  }

  public static String[] split(String self, String separator, int limit) {
    if (separator.length() != 1
        || ".$|()[{^?*+\\".indexOf(separator.charAt(0)) >= 0
        || Character.isSurrogate(separator.charAt(0))
        || limit != 0) {
      return Pattern.compile(separator).split(self, limit);
    }
    ArrayList<String> parts = new ArrayList<>();
    int from = 0;
    for (int at = self.indexOf(separator); at >= 0; at = self.indexOf(separator, from)) {
      parts.add(self.substring(from, at));
      from = at + 1;
    }
    if (from == 0) {
      return new String[] {self};
    }
    parts.add(self.substring(from));
    int size = parts.size();
    while (size > 0 && parts.get(size - 1).isEmpty()) {
      size--;
    }
    return parts.subList(0, size).toArray(new String[0]);
  }

  public static String trim(String self) {
    int start = 0;
    int end = self.length();
    while (start < end && self.charAt(start) <= ' ') {
      start++;
    }
    while (start < end && self.charAt(end - 1) <= ' ') {
      end--;
    }
    return self.substring(start, end);
  }

  public static String strip(String self) {
    return stripTrailing(stripLeading(self));
  }

  public static String stripLeading(String self) {
    int start = 0;
    while (start < self.length() && Character.isWhitespace(self.charAt(start))) {
      start++;
    }
    return self.substring(start);
  }

  public static String stripTrailing(String self) {
    int end = self.length();
    while (end > 0 && Character.isWhitespace(self.charAt(end - 1))) {
      end--;
    }
    return self.substring(0, end);
  }

  public static boolean isBlank(String self) {
    for (int i = 0; i < self.length(); i++) {
      if (!Character.isWhitespace(self.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  public static String repeat(String self, int count) {
    if (count < 0) {
      throw new IllegalArgumentException("count is negative: " + count);
    }
    if (count == 1) {
      return self;
    }
    StringBuilder result = new StringBuilder();
    for (int i = 0; i < count; i++) {
      result.append(self);
    }
    return result.toString();
  }

  public static int codePointAt(String self, int index) {
    if (index < 0 || index >= self.length()) {
      throw new StringIndexOutOfBoundsException(Limits.someMessage());
    }
    char c = self.charAt(index);
    if (Character.isHighSurrogate(c) && index + 1 < self.length()) {
      char low = self.charAt(index + 1);
      if (Character.isLowSurrogate(low)) {
        return Character.toCodePoint(c, low);
      }
    }
    return c;
  }

  /** What {@code StringJoiner} calls. */
  static String join(String prefix, String suffix, String delimiter, String[] elements, int size) {
    StringBuilder text = new StringBuilder(prefix);
    for (int i = 0; i < size; i++) {
      if (i > 0) {
        text.append(delimiter);
      }
      text.append(elements[i]);
    }
    return text.append(suffix).toString();
  }

  public static String join(CharSequence delimiter, CharSequence... elements) {
    StringBuilder result = new StringBuilder();
    for (int i = 0; i < elements.length; i++) {
      if (i > 0) {
        result.append(delimiter.toString());
      }
      result.append(String.valueOf(elements[i]));
    }
    return result.toString();
  }

  public static String join(CharSequence delimiter, Iterable<? extends CharSequence> elements) {
    StringBuilder result = new StringBuilder();
    Iterator<? extends CharSequence> each = elements.iterator();
    while (each.hasNext()) {
      result.append(String.valueOf(each.next()));
      if (each.hasNext()) {
        result.append(delimiter.toString());
      }
    }
    return result.toString();
  }

  public static String valueOf(boolean value) {
    return value ? "true" : "false";
  }

  public static String valueOf(int value) {
    return Integer.toString(value);
  }

  public static String valueOf(long value) {
    return Long.toString(value);
  }

  public static String valueOf(double value) {
    return Double.toString(value);
  }

  public static String valueOf(float value) {
    return Float.toString(value);
  }

  /** {@code String.CASE_INSENSITIVE_ORDER}. */
  public static int compare(Object comparator, String a, String b) {
    return a.compareToIgnoreCase(b);
  }
}
