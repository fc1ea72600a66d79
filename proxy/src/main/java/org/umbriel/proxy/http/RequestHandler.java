package org.umbriel.proxy.http;

import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.handler.timeout.IdleState;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.util.concurrent.ScheduledFuture;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.umbriel.proxy.cache.SharedWork.Ticket;
import org.umbriel.proxy.maven.Answer;
import org.umbriel.proxy.metrics.ProxyMetrics;

/**
 * One connection: one request at a time, answered in order. It reads on while it works, to notice
 * that the client has left; a next request that arrives early waits, and nothing after it is read.
 */
@SuppressWarnings(
    "FutureReturnValueIgnored") // closing a connection cannot go wrong in a way that matters
final class RequestHandler extends SimpleChannelInboundHandler<HttpObject> {
  private static final int LARGEST_REQUEST_BODY = 1 << 16;

  private final Routes routes;
  private final ProxyMetrics metrics;
  private final long requestSeconds;
  private State state = State.RECEIVING;
  private boolean wanting;
  private int bodyBytes;
  private @Nullable HttpRequest next;
  private @Nullable Ticket<Answer> ticket;
  private @Nullable ScheduledFuture<?> deadline;

  private enum State {
    /** No request, or a part of one. */
    RECEIVING,
    /** Waiting for the answer. */
    WORKING,
    /** The answer is on its way. */
    SENDING,
    /** No more requests are taken. */
    CLOSING
  }

  RequestHandler(Routes routes, ProxyMetrics metrics, long requestSeconds) {
    this.routes = routes;
    this.metrics = metrics;
    this.requestSeconds = requestSeconds;
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    expectRequest(context);
  }

  /**
   * A client that does not get a whole request across in time is cut off, however slowly it goes on
   * sending.
   */
  private void expectRequest(ChannelHandlerContext context) {
    state = State.RECEIVING;
    deadline =
        context.executor().schedule((Runnable) context::close, requestSeconds, TimeUnit.SECONDS);
    HttpRequest early = next;
    next = null;
    if (early != null) {
      begin(context, early);
    }
    want(context);
  }

  /** Asks for one more message, unless one is asked for already. */
  private void want(ChannelHandlerContext context) {
    if (!wanting) {
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
      bodyBytes += content.content().readableBytes();
      if (bodyBytes > LARGEST_REQUEST_BODY) {
        context.close();
        return;
      }
      if (content instanceof LastHttpContent) {
        bodyBytes = 0;
      }
      want(context);
    }
  }

  private void begin(ChannelHandlerContext context, HttpRequest request) {
    state = State.WORKING;
    cancelDeadline();
    Exchange exchange = new Exchange(context, request, metrics);
    Optional<String> path = pathOf(request);
    if (request.decoderResult().isFailure()) {
      refuse(exchange, statusOf(request.decoderResult().cause()), "malformed request");
    } else if (!isRead(request.method())) {
      refuse(exchange, HttpResponseStatus.METHOD_NOT_ALLOWED, "only GET and HEAD");
    } else if (path.isEmpty()) {
      refuse(exchange, HttpResponseStatus.BAD_REQUEST, "the target is not a path");
    } else {
      Ticket<Answer> asked = routes.open(path.get(), addressOf(context));
      ticket = asked;
      asked
          .result()
          .whenComplete(
              (answer, thrown) ->
                  context
                      .executor()
                      .execute(
                          () -> answer(context, exchange, path.get(), outcome(answer, thrown))));
    }
  }

  private static String addressOf(ChannelHandlerContext context) {
    return context.channel().remoteAddress() instanceof InetSocketAddress address
        ? address.getAddress().getHostAddress()
        : "";
  }

  private static boolean isRead(HttpMethod method) {
    return method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD);
  }

  /** The decoded path of a target in origin form. */
  private static Optional<String> pathOf(HttpRequest request) {
    if (!request.uri().startsWith("/") || request.uri().startsWith("//")) {
      return Optional.empty();
    }
    try {
      return Optional.ofNullable(new URI(request.uri()).getPath());
    } catch (URISyntaxException malformed) {
      return Optional.empty();
    }
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
    ScheduledFuture<?> pending = deadline;
    if (pending != null) {
      pending.cancel(false);
      deadline = null;
    }
  }
}
