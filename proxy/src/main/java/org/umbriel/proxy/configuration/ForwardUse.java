package org.umbriel.proxy.configuration;

import java.util.List;
import java.util.regex.Pattern;

/**
 * What the server does as an HTTP proxy.
 *
 * @param code whether it fetches for clients that name it as their proxy, and rewrites the code
 *     among what comes
 * @param connect {@code host:port}, with {@code *} for any host, that tunnels may be opened to:
 *     what goes through one is nobody's but the client's
 */
public record ForwardUse(boolean code, List<String> connect) {
  /** Code is fetched and rewritten; tunnels are refused. */
  public static final ForwardUse DEFAULT = new ForwardUse(true, List.of());

  private static final Pattern TARGET =
      Pattern.compile("(\\*|[^:*\\s]+|\\*\\.[^:*\\s]+):[0-9]{1,5}");

  public ForwardUse {
    connect = List.copyOf(connect);
    for (String target : connect) {
      if (!TARGET.matcher(target).matches()) {
        throw new IllegalArgumentException(target + ": not host:port, *.domain:port or *:port");
      }
    }
  }

  /** Whether a tunnel to this target may be opened. */
  public boolean tunnels(String host, int port) {
    return connect.stream().anyMatch(rule -> matches(rule, host, port));
  }

  private static boolean matches(String rule, String host, int port) {
    int colon = rule.lastIndexOf(':');
    String allowed = rule.substring(0, colon);
    return Integer.parseInt(rule.substring(colon + 1)) == port
        && (allowed.equals("*")
            || allowed.equalsIgnoreCase(host)
            || (allowed.startsWith("*.")
                && host.regionMatches(
                    true, host.length() - allowed.length() + 1, allowed, 1, allowed.length() - 1)));
  }
}
