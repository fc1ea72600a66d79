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
 *
 * @param path decoded
 */
record Target(String path, Optional<URI> url) {
  private static final Pattern AUTHORITY = Pattern.compile("\\[?([^\\]\\[/@]+)\\]?:([0-9]{1,5})");
  private static final int LARGEST_PORT = 0xFFFF;

  /** The target of a request; nothing if it is malformed, or of a form that is not taken. */
  static Optional<Target> of(HttpRequest request) {
    String text = request.uri();
    if (isPlain(text)) {
      return Optional.of(new Target(text, Optional.empty()));
    }
    try {
      boolean isPath = text.startsWith("/") && !text.startsWith("//");
      URI uri = new URI(text);
      boolean isUrl =
          ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
              && uri.getHost() != null
              && uri.getUserInfo() == null;
      return (isPath || isUrl) && uri.getPath() != null
          ? Optional.of(
              new Target(
                  uri.getPath().isEmpty() ? "/" : uri.getPath(),
                  isPath ? Optional.empty() : Optional.of(uri)))
          : Optional.empty();
    } catch (URISyntaxException malformed) {
      return Optional.empty();
    }
  }

  /** Whether it is a path that needs no decoding: nearly all are. */
  private static boolean isPlain(String text) {
    boolean slash = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean doubled = c == '/' && slash;
      if (doubled || (c != '/' && !isUnreserved(c))) {
        return false;
      }
      slash = c == '/';
    }
    return text.startsWith("/");
  }

  /** RFC 3986 section 2.3, without the tilde. */
  private static boolean isUnreserved(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '.'
        || c == '-'
        || c == '_';
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

  /** Whether it is for another server: a client may name this one as its own proxy, too. */
  boolean isElsewhere(ChannelHandlerContext context) {
    if (url.isEmpty()) {
      return false;
    }
    String host = url.get().getHost();
    Channel channel = context.channel();
    boolean here =
        channel.localAddress() instanceof InetSocketAddress address
            && port(url.get()) == address.getPort()
            && (host.equalsIgnoreCase("localhost")
                || host.equals(address.getAddress().getHostAddress())
                || host.equals("[" + address.getAddress().getHostAddress() + "]"));
    return !here;
  }

  private static int port(URI uri) {
    return uri.getPort() >= 0 ? uri.getPort() : "https".equals(uri.getScheme()) ? 443 : 80;
  }
}
