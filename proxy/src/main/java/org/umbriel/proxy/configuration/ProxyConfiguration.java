package org.umbriel.proxy.configuration;

import java.nio.file.Path;
import java.util.List;
import org.umbriel.proxy.maven.UpstreamAddress;

/**
 * How a proxy is set up.
 *
 * @param host where it listens
 * @param port where it listens; 0 for any that is free
 * @param upstreams repositories, asked in this order; if empty, what the machine's Maven settings
 *     name
 * @param store the directory of what it serves
 * @param services what is done to jars, in words that the rewriter knows
 * @param passThrough what is served as it came: {@code group:artifact} with {@code *}, or {@code
 *     sha256:DIGEST}
 */
public record ProxyConfiguration(
    String host,
    int port,
    List<UpstreamAddress> upstreams,
    Path store,
    List<String> services,
    List<String> passThrough) {
  public static final int DEFAULT_PORT = 8899;

  /**
   * Listens on loopback, rewrites with link checks and assertions, keeps its store in the working
   * directory.
   */
  public static final ProxyConfiguration DEFAULT =
      new ProxyConfiguration(
          "127.0.0.1",
          DEFAULT_PORT,
          List.of(),
          Path.of("umbriel-store"),
          List.of("link", "assertions"),
          List.of());

  public ProxyConfiguration {
    upstreams = List.copyOf(upstreams);
    services = List.copyOf(services);
    passThrough = List.copyOf(passThrough);
  }

  public ProxyConfiguration withAddress(String newHost, int newPort) {
    return new ProxyConfiguration(newHost, newPort, upstreams, store, services, passThrough);
  }

  public ProxyConfiguration withUpstreams(List<UpstreamAddress> names) {
    return new ProxyConfiguration(host, port, names, store, services, passThrough);
  }
}
