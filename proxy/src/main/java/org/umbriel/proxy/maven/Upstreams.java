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
public final class Upstreams {
  private Upstreams() {}

  /**
   * Opens repositories, to be asked in the order of the result. The caller closes them.
   *
   * @param names which ones; if empty, what the machine's settings name
   * @param maxBytes the largest file that is accepted
   * @param ownPort of the mirror, which must not be its own upstream
   * @throws MavenException if the settings cannot be read, or a repository not be used
   */
  public static List<Upstream> open(List<UpstreamAddress> names, long maxBytes, int ownPort)
      throws MavenException {
    return open(MavenSettings.ofThisMachine(), names, maxBytes, ownPort);
  }

  static List<Upstream> open(
      MavenSettings settings, List<UpstreamAddress> names, long maxBytes, int ownPort)
      throws MavenException {
    MavenSystem maven = new MavenSystem(settings);
    List<Upstream> upstreams = new ArrayList<>();
    try {
      for (RemoteRepository repository : repositories(maven, names)) {
        Upstream upstream = MavenUpstream.of(maven, repository, maxBytes);
        upstreams.add(upstream);
        refuse(upstream, ownPort);
      }
      return List.copyOf(upstreams);
    } catch (MavenException unusable) {
      upstreams.forEach(Upstream::close);
      maven.close();
      throw unusable;
    }
  }

  /** A machine whose own Maven settings name the mirror would make it ask itself for ever. */
  private static void refuse(Upstream upstream, int ownPort) throws MavenException {
    URI address = upstream.address();
    if (address.getPort() == ownPort && isHere(address.getHost())) {
      throw new MavenException(
          upstream.name() + " is this proxy itself: name another upstream, central say");
    }
  }

  private static List<RemoteRepository> repositories(
      MavenSystem maven, List<UpstreamAddress> names) {
    if (names.isEmpty()) {
      return maven.repositories();
    }
    return names.stream()
        .map(a -> a.url().map(url -> maven.repositoryAt(a.id(), url)).orElseGet(maven::central))
        .toList();
  }

  private static boolean isHere(String host) {
    try {
      return Arrays.stream(InetAddress.getAllByName(host))
          .anyMatch(address -> address.isLoopbackAddress() || address.isAnyLocalAddress());
    } catch (UnknownHostException elsewhere) {
      return false;
    }
  }
}
