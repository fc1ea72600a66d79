package org.umbriel.proxy.http;

import io.netty.handler.codec.DateFormatter;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpHeadersFactory;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.util.AsciiString;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Date;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.umbriel.proxy.cache.Digests;
import org.umbriel.proxy.cache.Digests.Algorithm;
import org.umbriel.proxy.maven.Answer.Found;
import org.umbriel.proxy.maven.Answer.Relayed;

/**
 * Status, headers and the part of the body that answer a request for a file: conditions and ranges
 * refer to the bytes that are served (RFC 9110 sections 13 and 14).
 *
 * @param range what of the body is sent; nothing for a HEAD request or where the status has no body
 */
record ResponseHead(HttpResponseStatus status, HttpHeaders headers, Optional<ByteRange> range) {
  /** What stands in these is made here, so that nothing has to be looked for in it. */
  private static final HttpHeadersFactory TRUSTED =
      DefaultHttpHeadersFactory.headersFactory().withValidation(false);

  private static final Map<Algorithm, AsciiString> CHECKSUMS = checksums();

  private static final DateTimeFormatter DATE =
      DateTimeFormatter.RFC_1123_DATE_TIME.withZone(ZoneOffset.UTC);

  private static Map<Algorithm, AsciiString> checksums() {
    Map<Algorithm, AsciiString> names = new EnumMap<>(Algorithm.class);
    for (Algorithm algorithm : Algorithm.values()) {
      names.put(algorithm, AsciiString.of("X-Checksum-" + algorithm.name()));
    }
    return names;
  }

  static ResponseHead of(HttpRequest request, String path, Found found) {
    HttpHeaders headers = TRUSTED.newHeaders();
    long size = found.body().size();
    describe(headers, path, found);
    if (isNotModified(request.headers(), headers, found)) {
      return new ResponseHead(HttpResponseStatus.NOT_MODIFIED, headers, Optional.empty());
    }
    boolean head = request.method().equals(HttpMethod.HEAD);
    Optional<ByteRange> part = head ? Optional.empty() : part(request.headers(), headers, size);
    if (part.isPresent()) {
      ByteRange range = part.get();
      headers.set(HttpHeaderNames.CONTENT_RANGE, range.header(size));
      headers.set(HttpHeaderNames.CONTENT_LENGTH, range.length());
      return range.isUnsatisfiable()
          ? new ResponseHead(
              HttpResponseStatus.REQUESTED_RANGE_NOT_SATISFIABLE, headers, Optional.empty())
          : new ResponseHead(HttpResponseStatus.PARTIAL_CONTENT, headers, part);
    }
    headers.set(HttpHeaderNames.CONTENT_LENGTH, size);
    return new ResponseHead(
        HttpResponseStatus.OK,
        headers,
        head ? Optional.empty() : Optional.of(ByteRange.whole(size)));
  }

  static ResponseHead of(HttpRequest request, Relayed relayed) {
    HttpHeaders headers = new DefaultHttpHeaders();
    relayed.headers().forEach(headers::set);
    long size = relayed.body().size();
    headers.set(HttpHeaderNames.CONTENT_LENGTH, size);
    HttpResponseStatus status = HttpResponseStatus.valueOf(relayed.status());
    boolean bodiless =
        request.method().equals(HttpMethod.HEAD)
            || status.equals(HttpResponseStatus.NO_CONTENT)
            || status.equals(HttpResponseStatus.NOT_MODIFIED);
    if (status.equals(HttpResponseStatus.NO_CONTENT)) {
      headers.remove(HttpHeaderNames.CONTENT_LENGTH);
    }
    return new ResponseHead(
        status, headers, bodiless ? Optional.empty() : Optional.of(ByteRange.whole(size)));
  }

  private static void describe(HttpHeaders headers, String path, Found found) {
    headers.set(HttpHeaderNames.CONTENT_TYPE, contentType(path));
    headers.set(HttpHeaderNames.ACCEPT_RANGES, "bytes");
    found
        .since()
        .ifPresent(
            since ->
                headers.set(HttpHeaderNames.LAST_MODIFIED, DateFormatter.format(Date.from(since))));
    if (found.digests().isPresent()) {
      Digests digests = found.digests().get();
      headers.set(HttpHeaderNames.ETAG, '"' + digests.hex(Algorithm.SHA256) + '"');
      CHECKSUMS.forEach((algorithm, name) -> headers.set(name, digests.hex(algorithm)));
    }
  }

  private static boolean isNotModified(HttpHeaders request, HttpHeaders response, Found found) {
    String known = request.get(HttpHeaderNames.IF_NONE_MATCH);
    String etag = response.get(HttpHeaderNames.ETAG, "");
    if (known != null) {
      return Arrays.stream(known.split(","))
          .map(tag -> tag.strip().replaceFirst("^W/", ""))
          .anyMatch(tag -> tag.equals("*") || (!etag.isEmpty() && tag.equals(etag)));
    }
    String date = request.get(HttpHeaderNames.IF_MODIFIED_SINCE);
    return date != null
        && found.since().isPresent()
        && parse(date).filter(d -> !found.since().get().isAfter(d)).isPresent();
  }

  private static Optional<ByteRange> part(HttpHeaders request, HttpHeaders response, long size) {
    String range = request.get(HttpHeaderNames.RANGE);
    String condition = request.get(HttpHeaderNames.IF_RANGE);
    if (range == null) {
      return Optional.empty();
    }
    boolean holds =
        condition == null
            || condition.equals(response.get(HttpHeaderNames.ETAG))
            || condition.equals(response.get(HttpHeaderNames.LAST_MODIFIED));
    return holds ? ByteRange.parse(range, size) : Optional.empty();
  }

  private static Optional<Instant> parse(String date) {
    try {
      return Optional.of(DATE.parse(date, Instant::from));
    } catch (DateTimeParseException notADate) {
      return Optional.empty();
    }
  }

  private static String contentType(String path) {
    return switch (path.substring(path.lastIndexOf('.') + 1)) {
      case "jar" -> "application/java-archive";
      case "pom", "xml" -> "text/xml";
      case "md5", "sha1", "sha256", "sha512", "asc" -> "text/plain";
      default -> path.lastIndexOf('.') < 0 ? plainType(path) : "application/octet-stream";
    };
  }

  private static String plainType(String path) {
    return path.endsWith("/debuginfo") ? "application/octet-stream" : "text/plain; charset=utf-8";
  }
}
