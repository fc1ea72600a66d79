package org.umbriel.proxy.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.handler.flow.FlowControlHandler;
import io.netty.handler.timeout.IdleState;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.concurrent.ScheduledFuture;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.umbriel.proxy.cache.SharedWork.Ticket;
import org.umbriel.proxy.maven.Answer;

/**
 * One connection: one request at a time, answered in order. It reads on while it works, to notice
 * that the client has left; a next request that arrives early waits, and nothing after it is read.
 */
@SuppressWarnings(
    "FutureReturnValueIgnored") // closing a connection cannot go wrong in a way that matters
final class RequestHandler extends SimpleChannelInboundHandler<HttpObject> {
  /** So many requests that came at once are answered on one stack. */
  private static final int DEEPEST = 8;

  private static final long NOTHING_DUE = Long.MIN_VALUE;

  private final Shared shared;
  private State state = State.RECEIVING;
  private boolean started;
  private boolean wanting;
  private int bodyBytes;
  private int depth;
  private @Nullable HttpRequest next;
  private @Nullable Upload upload;
  private @Nullable Ticket<Answer> ticket;
  private @Nullable ScheduledFuture<?> deadline;
  private long due = NOTHING_DUE;

  private enum State {
    /** No request, or a part of one. */
    RECEIVING,
    /** The body of a request that is looked at. */
    COLLECTING,
    /** Waiting for the answer. */
    WORKING,
    /** The answer is on its way. */
    SENDING,
    /** No more requests are taken. */
    CLOSING,
    /** Waiting for the target of a tunnel; nothing is read. */
    CONNECTING
  }

  RequestHandler(Shared shared) {
    this.shared = shared;
  }

  /** Where the protocol was found out first, the connection is active before this comes. */
  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    if (context.channel().isActive()) {
      start(context);
    }
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    start(context);
  }

  private void start(ChannelHandlerContext context) {
    if (!started) {
      started = true;
      expectRequest(context);
    }
  }

  /**
   * A client that does not get a whole request across in time is cut off, however slowly it goes on
   * sending.
   */
  private void expectRequest(ChannelHandlerContext context) {
    state = State.RECEIVING;
    due = System.nanoTime() + TimeUnit.SECONDS.toNanos(shared.limits().requestSeconds());
    if (deadline == null) {
      watch(context, due - System.nanoTime());
    }
    HttpRequest early = next;
    next = null;
    if (early != null) {
      begin(context, early);
    }
    want(context);
  }

  /** One task for many requests: it begins again with whatever is due when it runs. */
  private void watch(ChannelHandlerContext context, long nanos) {
    deadline =
        context
            .executor()
            .schedule(
                () -> {
                  deadline = null;
                  long left = due - System.nanoTime();
                  if (due != NOTHING_DUE && left <= 0) {
                    context.close();
                  } else if (due != NOTHING_DUE) {
                    watch(context, left);
                  }
                },
                nanos,
                TimeUnit.NANOSECONDS);
  }

  /** Asks for one more message, unless one is asked for already, or a next request is here. */
  private void want(ChannelHandlerContext context) {
    if (!wanting && next == null && state != State.CONNECTING) {
      wanting = true;
      context.read();
    }
  }

  /** What arrived was not enough for a message: the wish stands. */
  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    if (wanting) {
      context.read();
    }
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, HttpObject message) {
    wanting = false;
    if (message instanceof HttpRequest request) {
      if (state == State.RECEIVING) {
        begin(context, request);
        want(context);
      } else {
        next = request;
      }
    } else if (message instanceof HttpContent content) {
      content(context, content);
    }
  }

  private void content(ChannelHandlerContext context, HttpContent content) {
    Upload collecting = upload;
    if (state == State.COLLECTING && collecting != null) {
      collecting.add(content.content());
      if (content instanceof LastHttpContent) {
        upload = null;
        post(context, collecting);
      }
      want(context);
      return;
    }
    bodyBytes += content.content().readableBytes();
    if (bodyBytes > Limits.SKIPPED) {
      context.close();
      return;
    }
    if (content instanceof LastHttpContent) {
      bodyBytes = 0;
    }
    want(context);
  }

  private void begin(ChannelHandlerContext context, HttpRequest request) {
    state = State.WORKING;
    Exchange exchange = new Exchange(context, request, shared.metrics());
    Optional<Target> target = Target.of(request);
    if (request.decoderResult().isFailure()) {
      refuse(exchange, statusOf(request.decoderResult().cause()), "malformed request");
    } else if (request.method().equals(HttpMethod.CONNECT)) {
      cancelDeadline();
      connect(context, exchange, request.uri());
    } else if (target.isEmpty()) {
      refuse(exchange, HttpResponseStatus.BAD_REQUEST, "the target is neither a path nor a URL");
    } else if (shared.routes().takesBody(target.get().path()) && isPost(request)) {
      collect(context, exchange, request, target.get());
    } else if (!isRead(request.method())) {
      refuse(exchange, HttpResponseStatus.METHOD_NOT_ALLOWED, "only GET and HEAD");
    } else if (target.get().isElsewhere(context) && !shared.forward().code()) {
      refuse(exchange, HttpResponseStatus.FORBIDDEN, "this is no HTTP proxy");
    } else {
      cancelDeadline();
      Target asked = target.get();
      await(
          context,
          exchange,
          asked.path(),
          asked.isElsewhere(context)
              ? shared
                  .routes()
                  .fetch(asked.url().orElseThrow(), Target.headersFor(request), Clients.of(context))
              : shared.routes().open(asked.path(), Clients.of(context)));
    }
  }

  private void await(
      ChannelHandlerContext context, Exchange exchange, String path, Ticket<Answer> asked) {
    ticket = asked;
    asked
        .result()
        .whenComplete(
            (answer, thrown) -> {
              Answer outcome = outcome(answer, thrown);
              if (depth < DEEPEST && context.executor().inEventLoop()) {
                depth++;
                answer(context, exchange, path, outcome);
                depth--;
              } else {
                context.executor().execute(() -> answer(context, exchange, path, outcome));
              }
            });
  }

  /** A body has to say how long it is, so that there is room for it before it comes. */
  private void collect(
      ChannelHandlerContext context, Exchange exchange, HttpRequest request, Target target) {
    long length = HttpUtil.getContentLength(request, -1L);
    if (length < 0) {
      refuse(exchange, HttpResponseStatus.LENGTH_REQUIRED, "the body's length is missing");
    } else if (length > shared.limits().requestBytes()) {
      refuse(exchange, HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE, "the body is too large");
    } else if (!shared.bodies().take(length)) {
      refuse(exchange, HttpResponseStatus.SERVICE_UNAVAILABLE, "too much is arriving");
    } else {
      state = State.COLLECTING;
      upload = new Upload(exchange, target.path(), Target.headersFor(request), (int) length);
      if (HttpUtil.is100ContinueExpected(request)) {
        context.writeAndFlush(
            new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE));
      }
    }
  }

  private void post(ChannelHandlerContext context, Upload whole) {
    state = State.WORKING;
    cancelDeadline();
    shared.bodies().giveBack(whole.length());
    await(
        context,
        whole.exchange(),
        whole.path(),
        shared.routes().post(whole.path(), whole.headers(), whole.bytes(), Clients.of(context)));
  }

  private void connect(ChannelHandlerContext context, Exchange exchange, String authority) {
    Optional<InetSocketAddress> target = Target.authority(authority);
    boolean plain = context.channel() instanceof SocketChannel;
    if (target.isEmpty() || !plain) {
      refuse(exchange, HttpResponseStatus.BAD_REQUEST, "CONNECT needs host:port");
      return;
    }
    String host = target.get().getHostString();
    if (!shared.forward().tunnels(host, target.get().getPort())) {
      refuse(exchange, HttpResponseStatus.FORBIDDEN, "no tunnel to " + host + " is allowed");
      return;
    }
    state = State.CONNECTING;
    Tunnel.open(
        context.channel(),
        host,
        target.get().getPort(),
        connected -> {
          if (!connected.isSuccess()) {
            refuse(exchange, HttpResponseStatus.BAD_GATEWAY, host + " cannot be reached");
          } else if (!context.channel().isActive()) {
            connected.channel().close();
          } else {
            tunnel(context, connected.channel());
          }
        });
  }

  private void tunnel(ChannelHandlerContext context, Channel target) {
    HttpResponseStatus established = new HttpResponseStatus(200, "Connection established");
    context
        .writeAndFlush(new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, established))
        .addListener(
            sent -> {
              Channel client = context.channel();
              if (!sent.isSuccess()) {
                target.close();
                return;
              }
              ChannelPipeline pipeline = client.pipeline();
              pipeline.remove(this);
              pipeline.remove(FlowControlHandler.class);
              pipeline.remove(HttpServerCodec.class);
              pipeline.remove(IdleStateHandler.class);
              Tunnel.join(client, target, shared.limits().stallSeconds());
            });
  }

  private static boolean isRead(HttpMethod method) {
    return method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD);
  }

  private static boolean isPost(HttpRequest request) {
    return request.method().equals(HttpMethod.POST);
  }

  private static HttpResponseStatus statusOf(Throwable malformed) {
    if (malformed instanceof TooLongHttpLineException) {
      return HttpResponseStatus.REQUEST_URI_TOO_LONG;
    }
    return malformed instanceof TooLongHttpHeaderException
        ? HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE
        : HttpResponseStatus.BAD_REQUEST;
  }

  private static Answer outcome(@Nullable Answer answer, @Nullable Throwable thrown) {
    if (answer != null) {
      return answer;
    }
    return new Answer.Failed(
        Answer.Cause.BUSY,
        thrown instanceof CancellationException ? "given up" : "the proxy is stopping");
  }

  private void answer(
      ChannelHandlerContext context, Exchange exchange, String path, Answer answer) {
    ticket = null;
    if (!context.channel().isActive()) {
      Exchange.discard(answer);
      return;
    }
    state = State.SENDING;
    exchange.send(path, answer).addListener(sent -> finish(context, exchange, sent.isSuccess()));
  }

  private void finish(ChannelHandlerContext context, Exchange exchange, boolean sent) {
    if (sent && exchange.isKeepAlive()) {
      expectRequest(context);
    } else {
      context.close();
    }
  }

  private void refuse(Exchange exchange, HttpResponseStatus status, String reason) {
    cancelDeadline();
    state = State.CLOSING;
    exchange.line(status, reason).addListener(ChannelFutureListener.CLOSE);
  }

  /**
   * A client that takes nothing for a while is cut off; one whose answer is still being made is
   * not.
   */
  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event instanceof IdleStateEvent idle
        && idle.state() == IdleState.WRITER_IDLE
        && (state == State.SENDING || state == State.CLOSING)) {
      context.close();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    cancelDeadline();
    stopWatching();
    Upload broken = upload;
    if (broken != null) {
      upload = null;
      shared.bodies().giveBack(broken.length());
    }
    Ticket<Answer> waiting = ticket;
    if (waiting != null) {
      ticket = null;
      waiting.leave();
    }
  }

  /** Connections break; nobody needs to hear of it. */
  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    context.close();
  }

  private void cancelDeadline() {
    due = NOTHING_DUE;
  }

  private void stopWatching() {
    ScheduledFuture<?> pending = deadline;
    if (pending != null) {
      pending.cancel(false);
      deadline = null;
    }
  }
}
