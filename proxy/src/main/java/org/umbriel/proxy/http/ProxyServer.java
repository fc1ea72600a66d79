package org.umbriel.proxy.http;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.umbriel.proxy.clients.ProfileChoice;
import org.umbriel.proxy.configuration.ProxyConfiguration;
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
   * Starts to listen.
   *
   * @throws IOException if the address cannot be had, or the certificate not be used
   */
  public static ProxyServer start(
      ProxyConfiguration configuration, Routes routes, ProxyMetrics metrics, Limits limits)
      throws IOException {
    Optional<SslContext> tls =
        configuration.tls().isPresent()
            ? Optional.of(TlsContexts.of(configuration.tls().get()))
            : Optional.empty();
    String host = configuration.host();
    int port = configuration.port();
    Shared shared =
        new Shared(
            routes,
            configuration.forward(),
            new ProfileChoice(configuration.profiles()),
            metrics,
            limits,
            new BodyBudget(limits.bodyBytes()));
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
            .childHandler(new Pipelines(shared, tls, connections))
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
}
