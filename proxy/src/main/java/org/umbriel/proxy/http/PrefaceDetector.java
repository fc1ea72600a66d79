package org.umbriel.proxy.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.http2.Http2CodecUtil;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Tells HTTP/2 from HTTP/1.1 on a plain connection, by the first bytes (RFC 9113 section 3.4): no
 * request of HTTP/1.1 begins like that.
 */
@SuppressWarnings("FutureReturnValueIgnored") // of connections that are closed
final class PrefaceDetector extends ByteToMessageDecoder {
  private static final ByteBuf PREFACE = Http2CodecUtil.connectionPrefaceBuf().asReadOnly();

  private final Pipelines pipelines;
  private final int seconds;
  private @Nullable ScheduledFuture<?> deadline;

  PrefaceDetector(Pipelines pipelines, int seconds) {
    this.pipelines = pipelines;
    this.seconds = seconds;
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    deadline = context.executor().schedule((Runnable) context::close, seconds, TimeUnit.SECONDS);
    context.read();
  }

  @Override
  protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
    int length = Math.min(in.readableBytes(), PREFACE.readableBytes());
    boolean same = ByteBufUtil.equals(in, in.readerIndex(), PREFACE, 0, length);
    if (same && length < PREFACE.readableBytes()) {
      context.read();
      return;
    }
    if (same) {
      pipelines.http2(context.pipeline());
    } else {
      pipelines.http1(context.pipeline(), false);
    }
    context.pipeline().remove(this);
  }

  @Override
  protected void handlerRemoved0(ChannelHandlerContext context) {
    if (deadline != null) {
      deadline.cancel(false);
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    context.close();
  }
}
