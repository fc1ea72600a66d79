package org.umbriel.proxy.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2StreamFrameToHttpObjectCodec;
import io.netty.handler.flow.FlowControlHandler;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.ApplicationProtocolNegotiationHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.stream.ChunkedWriteHandler;
import io.netty.handler.timeout.IdleStateHandler;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * What each connection passes through: TLS or none, then HTTP/1.1, or HTTP/2 where each stream is
 * treated like a connection with one request.
 */
@SuppressWarnings("FutureReturnValueIgnored") // of connections that are closed
final class Pipelines extends ChannelInitializer<SocketChannel> {
  private final Shared shared;
  private final Optional<SslContext> tls;
  private final ChannelGroup connections;

  Pipelines(Shared shared, Optional<SslContext> tls, ChannelGroup connections) {
    this.shared = shared;
    this.tls = tls;
    this.connections = connections;
  }

  @Override
  protected void initChannel(SocketChannel channel) {
    if (connections.size() >= shared.limits().connections()) {
      channel.close();
      return;
    }
    connections.add(channel);
    if (tls.isPresent()) {
      channel.config().setAutoRead(true);
      channel.pipeline().addLast(tls.get().newHandler(channel.alloc()));
      channel.pipeline().addLast(new Negotiation());
    } else {
      channel.pipeline().addLast(new PrefaceDetector(this, shared.limits().requestSeconds()));
    }
  }

  /** After the TLS handshake, which has a time limit of its own (ten seconds). */
  private final class Negotiation extends ApplicationProtocolNegotiationHandler {
    Negotiation() {
      super(ApplicationProtocolNames.HTTP_1_1);
    }

    @Override
    protected void configurePipeline(ChannelHandlerContext context, String protocol) {
      Clients.note(context, shared.profiles());
      if (protocol.equals(ApplicationProtocolNames.HTTP_2)) {
        http2(context.pipeline());
      } else {
        context.channel().config().setAutoRead(false);
        http1(context.pipeline(), true);
      }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      context.close();
    }
  }

  /**
   * HTTP/1.1.
   *
   * @param chunked whether files go through the heap: TLS has to encrypt them
   */
  void http1(ChannelPipeline pipeline, boolean chunked) {
    HttpDecoderConfig decoder =
        new HttpDecoderConfig()
            .setMaxInitialLineLength(Limits.LINE)
            .setMaxHeaderSize(Limits.HEADERS);
    pipeline
        .addLast(new IdleStateHandler(true, 0, shared.limits().stallSeconds(), 0, TimeUnit.SECONDS))
        .addLast(new HttpServerCodec(decoder))
        .addLast(new FlowControlHandler());
    if (chunked) {
      pipeline.addLast(new ChunkedWriteHandler());
    }
    pipeline.addLast(new RequestHandler(shared));
  }

  /** HTTP/2, by ALPN or prior knowledge (RFC 9113 section 3). */
  void http2(ChannelPipeline pipeline) {
    Http2Settings settings =
        Http2Settings.defaultSettings()
            .maxConcurrentStreams(shared.limits().streams())
            .maxHeaderListSize(Limits.HEADERS);
    Http2FrameCodec codec =
        Http2FrameCodecBuilder.forServer()
            .initialSettings(settings)
            .gracefulShutdownTimeoutMillis(0)
            .build();
    pipeline.channel().config().setAutoRead(true);
    pipeline.addLast(codec);
    Http2Watch watch = new Http2Watch(codec, shared.limits().requestSeconds());
    pipeline.addLast(
        new Http2MultiplexHandler(
            new ChannelInitializer<Channel>() {
              @Override
              protected void initChannel(Channel stream) {
                watch.began();
                stream.config().setAutoRead(false);
                stream(stream.pipeline());
              }
            }));
    pipeline.addLast(watch);
  }

  private void stream(ChannelPipeline pipeline) {
    pipeline
        .addLast(new IdleStateHandler(0, shared.limits().stallSeconds(), 0))
        .addLast(new Http2StreamFrameToHttpObjectCodec(true))
        .addLast(new FlowControlHandler())
        .addLast(new ChunkedWriteHandler())
        .addLast(new RequestHandler(shared));
  }
}
