package org.umbriel.proxy.http;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.flow.FlowControlHandler;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import org.umbriel.proxy.metrics.ProxyMetrics;
import org.umbriel.proxy.metrics.ProxyMetrics.Gauge;

/** A listening server. Closing it cuts the connections off. */
@SuppressWarnings("FutureReturnValueIgnored") // of connections that are closed
public final class ProxyServer implements AutoCloseable {
  private final EventLoopGroup loops;
  private final ChannelGroup connections;
  private final Channel listener;

  private ProxyServer(EventLoopGroup loops, ChannelGroup connections, Channel listener) {
    this.loops = loops;
    this.connections = connections;
    this.listener = listener;
  }

  /**
   * What clients may take.
   *
   * @param connections open at a time; further ones are closed at once
   * @param requestSeconds for a client to get a request across, also the next on a connection
   * @param stallSeconds for a client to take anything of its answer
   */
  public record Limits(int connections, int requestSeconds, int stallSeconds) {
    private static final int LINE = 8192;
    private static final int HEADERS = 16384;

    /** For thousands of clients, slow ones too. */
    public static final Limits DEFAULT = new Limits(20_000, 60, 60);
  }

  /**
   * Starts to listen.
   *
   * @throws IOException if the address cannot be had
   */
  public static ProxyServer start(
      String host, int port, Routes routes, ProxyMetrics metrics, Limits limits)
      throws IOException {
    EventLoopGroup loops =
        new MultiThreadIoEventLoopGroup(
            0, new DefaultThreadFactory("umbriel-http", true), NioIoHandler.newFactory());
    ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE, true);
    metrics.read(Gauge.CONNECTIONS, connections::size);
    ChannelFuture bound =
        new ServerBootstrap()
            .group(loops)
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_BACKLOG, 1024)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(ChannelOption.AUTO_READ, false)
            .childHandler(new Pipeline(routes, metrics, limits, connections))
            .bind(host, port)
            .awaitUninterruptibly();
    if (!bound.isSuccess()) {
      loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
      throw new IOException(host + ":" + port + ": " + bound.cause().getMessage());
    }
    return new ProxyServer(loops, connections, bound.channel());
  }

  /** The port, also where 0 was asked for. */
  public int port() {
    return ((InetSocketAddress) listener.localAddress()).getPort();
  }

  @Override
  public void close() {
    listener.close().awaitUninterruptibly();
    connections.close().awaitUninterruptibly();
    loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly();
  }

  /** What each connection passes through. */
  private static final class Pipeline extends ChannelInitializer<SocketChannel> {
    private final Routes routes;
    private final ProxyMetrics metrics;
    private final Limits limits;
    private final ChannelGroup connections;

    Pipeline(Routes routes, ProxyMetrics metrics, Limits limits, ChannelGroup connections) {
      this.routes = routes;
      this.metrics = metrics;
      this.limits = limits;
      this.connections = connections;
    }

    @Override
    protected void initChannel(SocketChannel channel) {
      if (connections.size() >= limits.connections()) {
        channel.close();
        return;
      }
      connections.add(channel);
      HttpDecoderConfig decoder =
          new HttpDecoderConfig()
              .setMaxInitialLineLength(Limits.LINE)
              .setMaxHeaderSize(Limits.HEADERS);
      channel
          .pipeline()
          .addLast(new IdleStateHandler(true, 0, limits.stallSeconds(), 0, TimeUnit.SECONDS))
          .addLast(new HttpServerCodec(decoder))
          .addLast(new FlowControlHandler())
          .addLast(new RequestHandler(routes, metrics, limits.requestSeconds()));
    }
  }
}
