package org.umbriel.proxy.http;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A part of a body (RFC 9110 section 14).
 *
 * @param start the first byte
 * @param length how many bytes; 0 if the range lies outside the body
 */
record ByteRange(long start, long length) {
  private static final Pattern SINGLE = Pattern.compile("bytes=([0-9]{0,18})-([0-9]{0,18})");

  /** The whole of a body. */
  static ByteRange whole(long size) {
    return new ByteRange(0, size);
  }

  /**
   * Reads a {@code Range} header. Several ranges, other units and nonsense are ignored, as the
   * specification allows: the whole body is sent.
   */
  static Optional<ByteRange> parse(String header, long size) {
    Matcher matcher = SINGLE.matcher(header.strip());
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String first = matcher.group(1);
    String last = matcher.group(2);
    if (first.isEmpty()) {
      if (last.isEmpty()) {
        return Optional.empty();
      }
      long length = Math.min(Long.parseLong(last), size);
      return Optional.of(new ByteRange(size - length, length));
    }
    long start = Long.parseLong(first);
    long end = last.isEmpty() ? size - 1 : Math.min(Long.parseLong(last), size - 1);
    if (!last.isEmpty() && Long.parseLong(last) < start) {
      return Optional.empty();
    }
    return Optional.of(new ByteRange(start, Math.max(0, end - start + 1)));
  }

  boolean isUnsatisfiable() {
    return length == 0;
  }

  /** The {@code Content-Range} header. */
  String header(long size) {
    return isUnsatisfiable()
        ? "bytes */" + size
        : "bytes " + start + "-" + (start + length - 1) + "/" + size;
  }
}
