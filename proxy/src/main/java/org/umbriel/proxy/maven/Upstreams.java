package org.umbriel.proxy.maven;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.eclipse.aether.repository.RemoteRepository;

/**
 * The repositories that a mirror stands for, by default those of the machine's own Maven settings.
 */
public final class Upstreams implements AutoCloseable {
  private static final String CENTRAL = "central";

  private final MavenSystem maven;
  private final List<Upstream> upstreams;

  private Upstreams(MavenSystem maven, List<Upstream> upstreams) {
    this.maven = maven;
    this.upstreams = List.copyOf(upstreams);
  }

  /**
   * Opens repositories.
   *
   * @param names addresses, or {@code central}; if empty, what the machine's settings name
   * @param maxBytes the largest file that is accepted
   * @throws MavenException if the settings cannot be read, or an address not be used
   */
  public static Upstreams open(List<String> names, long maxBytes) throws MavenException {
    return open(MavenSettings.ofThisMachine(), names, maxBytes);
  }

  static Upstreams open(MavenSettings settings, List<String> names, long maxBytes)
      throws MavenException {
    MavenSystem maven = new MavenSystem(settings);
    try {
      List<Upstream> upstreams = new ArrayList<>();
      for (RemoteRepository repository : repositories(maven, names)) {
        upstreams.add(MavenUpstream.of(maven, repository, maxBytes));
      }
      return new Upstreams(maven, upstreams);
    } catch (MavenException unusable) {
      maven.close();
      throw unusable;
    }
  }

  private static List<RemoteRepository> repositories(MavenSystem maven, List<String> names) {
    if (names.isEmpty()) {
      return maven.repositories();
    }
    List<RemoteRepository> repositories = new ArrayList<>();
    for (String name : names) {
      repositories.add(
          name.equals(CENTRAL)
              ? maven.central()
              : maven.repositoryAt("upstream-" + repositories.size(), name));
    }
    return repositories;
  }

  /** In the order in which they are asked. */
  public List<Upstream> list() {
    return upstreams;
  }

  /**
   * Refuses this machine's own port as an upstream: a machine whose own Maven settings name the
   * proxy as a mirror would make it ask itself for ever.
   */
  public void refuse(int port) throws MavenException {
    for (Upstream upstream : upstreams) {
      URI address = upstream.address();
      if (address.getPort() == port && isHere(address.getHost())) {
        throw new MavenException(
            upstream.name() + " is this proxy itself: name another upstream, central say");
      }
    }
  }

  private static boolean isHere(String host) {
    try {
      return Arrays.stream(InetAddress.getAllByName(host))
          .anyMatch(address -> address.isLoopbackAddress() || address.isAnyLocalAddress());
    } catch (UnknownHostException elsewhere) {
      return false;
    }
  }

  @Override
  public void close() {
    upstreams.forEach(Upstream::close);
    maven.close();
  }
}
