package org.umbriel.proxy.http;

import io.netty.buffer.ByteBuf;
import java.io.ByteArrayOutputStream;
import java.util.Map;

/** The body of a request, while it arrives. */
final class Upload {
  private static final int FIRST = 1 << 16;

  private final Exchange exchange;
  private final String path;
  private final Map<String, String> headers;
  private final int length;
  private final ByteArrayOutputStream bytes;

  Upload(Exchange exchange, String path, Map<String, String> headers, int length) {
    this.exchange = exchange;
    this.path = path;
    this.headers = headers;
    this.length = length;
    this.bytes = new ByteArrayOutputStream(Math.min(length, FIRST));
  }

  void add(ByteBuf content) {
    byte[] part = new byte[content.readableBytes()];
    content.readBytes(part);
    bytes.writeBytes(part);
  }

  Exchange exchange() {
    return exchange;
  }

  String path() {
    return path;
  }

  Map<String, String> headers() {
    return headers;
  }

  /** What was announced. */
  int length() {
    return length;
  }

  byte[] bytes() {
    return bytes.toByteArray();
  }
}
