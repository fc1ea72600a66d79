package org.umbriel.proxy.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpRequest;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a request is for (RFC 9112 section 3.2): a path here, or a URL for which this server is the
 * client's proxy.
 */
record Target(URI uri) {
  private static final Pattern AUTHORITY = Pattern.compile("\\[?([^\\]\\[/@]+)\\]?:([0-9]{1,5})");
  private static final int LARGEST_PORT = 0xFFFF;

  /** The target of a request; nothing if it is malformed, or of a form that is not taken. */
  static Optional<Target> of(HttpRequest request) {
    String text = request.uri();
    try {
      boolean isPath = text.startsWith("/") && !text.startsWith("//");
      URI uri = new URI(text);
      boolean isUrl =
          ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
              && uri.getHost() != null
              && uri.getUserInfo() == null;
      return (isPath || isUrl) && uri.getPath() != null
          ? Optional.of(new Target(uri))
          : Optional.empty();
    } catch (URISyntaxException malformed) {
      return Optional.empty();
    }
  }

  /** The host and port of a CONNECT, not looked up. */
  static Optional<InetSocketAddress> authority(String text) {
    Matcher matcher = AUTHORITY.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    int port = Integer.parseInt(matcher.group(2));
    return port == 0 || port > LARGEST_PORT
        ? Optional.empty()
        : Optional.of(InetSocketAddress.createUnresolved(matcher.group(1), port));
  }

  /** The headers of a request by their names in lower case; of equal ones the first. */
  static Map<String, String> headersFor(HttpRequest request) {
    Map<String, String> headers = new TreeMap<>();
    request
        .headers()
        .forEach(h -> headers.putIfAbsent(h.getKey().toLowerCase(Locale.ROOT), h.getValue()));
    return headers;
  }

  /** The decoded path. */
  String path() {
    return uri.getPath().isEmpty() ? "/" : uri.getPath();
  }

  /** Whether it is for another server: a client may name this one as its own proxy, too. */
  boolean isElsewhere(ChannelHandlerContext context) {
    String host = uri.getHost();
    if (host == null) {
      return false;
    }
    Channel channel = context.channel();
    boolean here =
        channel.localAddress() instanceof InetSocketAddress address
            && port() == address.getPort()
            && (host.equalsIgnoreCase("localhost")
                || host.equals(address.getAddress().getHostAddress())
                || host.equals("[" + address.getAddress().getHostAddress() + "]"));
    return !here;
  }

  private int port() {
    return uri.getPort() >= 0 ? uri.getPort() : "https".equals(uri.getScheme()) ? 443 : 80;
  }
}
