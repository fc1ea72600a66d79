package org.umbriel.proxy.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Closes an HTTP/2 connection that has no request under way and began none since the last look,
 * whatever bytes it dribbles meanwhile.
 */
@SuppressWarnings("FutureReturnValueIgnored") // of connections that are closed
final class Http2Watch extends ChannelInboundHandlerAdapter {
  private final Http2FrameCodec codec;
  private final int seconds;
  private int begun;
  private int begunBefore;
  private @Nullable ScheduledFuture<?> next;

  Http2Watch(Http2FrameCodec codec, int seconds) {
    this.codec = codec;
    this.seconds = seconds;
  }

  /** A request began. */
  void began() {
    begun++;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    next =
        context
            .executor()
            .scheduleWithFixedDelay(() -> look(context), seconds, seconds, TimeUnit.SECONDS);
  }

  private void look(ChannelHandlerContext context) {
    if (begun == begunBefore && codec.connection().numActiveStreams() == 0) {
      context.close();
    }
    begunBefore = begun;
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    if (next != null) {
      next.cancel(false);
    }
  }

  /** Settings, pings and the like are dealt with by the codec. */
  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    ReferenceCountUtil.release(message);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    context.close();
  }
}
