package org.umbriel.proxy.http;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.handler.timeout.IdleStateHandler;
import java.util.function.Consumer;

/**
 * Both directions of a CONNECT (RFC 9110 section 9.3.6). Each end is read again only when what it
 * sent last has left on the other, so a slow reader slows its peer down and nothing piles up here.
 */
@SuppressWarnings("FutureReturnValueIgnored") // each end closes the other
final class Tunnel extends ChannelInboundHandlerAdapter {
  private static final int CONNECT_MILLIS = 10_000;

  private final Channel other;

  private Tunnel(Channel other) {
    this.other = other;
  }

  /**
   * Connects to the target.
   *
   * @param client nothing is read from it meanwhile
   * @param then is told of success, or of failure, on the client's thread
   */
  static void open(Channel client, String host, int port, Consumer<ChannelFuture> then) {
    new Bootstrap()
        .group(client.eventLoop())
        .channel(NioSocketChannel.class)
        .option(ChannelOption.AUTO_READ, false)
        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
        .handler(new ChannelInboundHandlerAdapter())
        .connect(host, port)
        .addListener((ChannelFuture connected) -> then.accept(connected));
  }

  /** Lets bytes pass between two channels, whose handlers are gone. */
  static void join(Channel client, Channel target, int idleSeconds) {
    for (Channel[] ends : new Channel[][] {{client, target}, {target, client}}) {
      ends[0].pipeline().addLast(new IdleStateHandler(0, 0, idleSeconds), new Tunnel(ends[1]));
      ends[0].read();
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    other
        .writeAndFlush(message)
        .addListener(
            written -> {
              if (written.isSuccess()) {
                context.channel().read();
              } else {
                context.close();
              }
            });
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    other.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event instanceof IdleStateEvent) {
      context.close();
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    context.close();
  }
}
