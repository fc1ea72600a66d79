package org.umbriel.proxy.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.DefaultFileRegion;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpChunkedInput;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.stream.ChunkedNioFile;
import io.netty.handler.stream.ChunkedWriteHandler;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.umbriel.proxy.cache.Body;
import org.umbriel.proxy.maven.Answer;
import org.umbriel.proxy.maven.Answer.Absent;
import org.umbriel.proxy.maven.Answer.Failed;
import org.umbriel.proxy.maven.Answer.Found;
import org.umbriel.proxy.maven.Answer.Relayed;
import org.umbriel.proxy.metrics.ProxyMetrics;
import org.umbriel.proxy.metrics.ProxyMetrics.Counter;

/** Writes the response to one request. Bodies are neither copied nor read into the heap. */
@SuppressWarnings(
    "FutureReturnValueIgnored") // the last write of a response tells about those before it
final class Exchange {
  private static final int CHUNK = 1 << 16;

  private final ChannelHandlerContext context;
  private final HttpRequest request;
  private final boolean keepAlive;
  private final ProxyMetrics metrics;

  Exchange(ChannelHandlerContext context, HttpRequest request, ProxyMetrics metrics) {
    this.context = context;
    this.request = request;
    this.keepAlive = HttpUtil.isKeepAlive(request);
    this.metrics = metrics;
  }

  boolean isKeepAlive() {
    return keepAlive;
  }

  /** Lets go of what an answer holds, because nobody is there to take it. */
  static void discard(Answer answer) {
    if (answer instanceof Found found) {
      found.body().discard();
    } else if (answer instanceof Relayed relayed) {
      relayed.body().discard();
    }
  }

  /** Sends an answer; the future is done when the last byte has gone, or none will. */
  ChannelFuture send(String path, Answer answer) {
    metrics.count(Counter.REQUESTS);
    if (answer instanceof Found found) {
      return found(path, found);
    }
    if (answer instanceof Relayed relayed) {
      return body(ResponseHead.of(request, relayed), relayed.body());
    }
    if (answer instanceof Absent absent) {
      metrics.count(Counter.NOT_FOUND);
      return line(HttpResponseStatus.NOT_FOUND, absent.reason());
    }
    Failed failed = (Failed) answer;
    metrics.count(Counter.FAILURES);
    return line(status(failed.cause()), failed.reason());
  }

  private static HttpResponseStatus status(Answer.Cause cause) {
    return switch (cause) {
      case PATH -> HttpResponseStatus.BAD_REQUEST;
      case UPSTREAM -> HttpResponseStatus.BAD_GATEWAY;
      case REWRITING, STORE -> HttpResponseStatus.INTERNAL_SERVER_ERROR;
      case CLIENT -> HttpResponseStatus.FORBIDDEN;
      case BUSY -> HttpResponseStatus.SERVICE_UNAVAILABLE;
    };
  }

  /** Sends one line of text. */
  ChannelFuture line(HttpResponseStatus status, String reason) {
    ByteBuf content = Unpooled.copiedBuffer("umbriel: " + reason + "\n", StandardCharsets.UTF_8);
    FullHttpResponse response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, content);
    response.headers().set(HttpHeaderNames.CONTENT_TYPE, "text/plain; charset=utf-8");
    response.headers().set(HttpHeaderNames.CONTENT_LENGTH, content.readableBytes());
    HttpUtil.setKeepAlive(response, keepAlive);
    return context.writeAndFlush(response);
  }

  private ChannelFuture found(String path, Found found) {
    return body(ResponseHead.of(request, path, found), found.body());
  }

  private ChannelFuture body(ResponseHead head, Body body) {
    metrics.add(Counter.BYTES_SENT, head.range().map(ByteRange::length).orElse(0L));
    return body instanceof Body.InMemory memory
        ? memory(head, memory)
        : file(head, (Body.InFile) body);
  }

  private ChannelFuture memory(ResponseHead head, Body.InMemory memory) {
    ByteBuf content =
        head.range().map(range -> slice(memory.buffer(), range)).orElse(Unpooled.EMPTY_BUFFER);
    FullHttpResponse response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1,
            head.status(),
            content,
            head.headers(),
            EmptyHttpHeaders.INSTANCE);
    HttpUtil.setKeepAlive(response, keepAlive);
    return context.writeAndFlush(response);
  }

  private static ByteBuf slice(ByteBuffer buffer, ByteRange range) {
    return Unpooled.wrappedBuffer(
        buffer.slice(buffer.position() + (int) range.start(), (int) range.length()));
  }

  private ChannelFuture file(ResponseHead head, Body.InFile inFile) {
    FileChannel file;
    try {
      file = inFile.open();
    } catch (IOException lost) {
      return line(HttpResponseStatus.INTERNAL_SERVER_ERROR, "the stored file is gone; ask again");
    }
    HttpResponse response =
        new DefaultHttpResponse(HttpVersion.HTTP_1_1, head.status(), head.headers());
    HttpUtil.setKeepAlive(response, keepAlive);
    context.write(response);
    Optional<ByteRange> range = head.range();
    if (range.isEmpty()) {
      close(file);
      return context.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT);
    }
    long start = range.get().start();
    long length = range.get().length();
    if (context.pipeline().get(ChunkedWriteHandler.class) != null) {
      return chunks(file, start, length);
    }
    context.write(new DefaultFileRegion(file, start, length));
    return context.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT);
  }

  /** Read as fast as the client takes it. */
  private ChannelFuture chunks(FileChannel file, long start, long length) {
    try {
      return context.writeAndFlush(
          new HttpChunkedInput(new ChunkedNioFile(file, start, length, CHUNK)));
    } catch (IOException lost) {
      close(file);
      return context.close();
    }
  }

  private static void close(FileChannel file) {
    try {
      file.close();
    } catch (IOException nothingWasWritten) {
      return;
    }
  }
}
