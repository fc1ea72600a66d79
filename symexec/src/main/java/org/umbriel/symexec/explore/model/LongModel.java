package org.umbriel.symexec.explore.model;

/** {@code java.lang.Long}: digits without tables. */
public final class LongModel {
  private LongModel() {}

  public static String toString(long value) {
    if (value == Long.MIN_VALUE) {
      return "-9223372036854775808";
    }
    long rest = value < 0 ? -value : value;
    int digits = 1;
    for (long limit = 10; digits < 19 && rest >= limit; limit *= 10) {
      digits++;
    }
    int sign = value < 0 ? 1 : 0;
    char[] text = new char[digits + sign];
    for (int i = text.length - 1; i >= sign; i--) {
      text[i] = (char) ('0' + rest % 10);
      rest /= 10;
    }
    if (sign == 1) {
      text[0] = '-';
    }
    return new String(text);
  }
}
