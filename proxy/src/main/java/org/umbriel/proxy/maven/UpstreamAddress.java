package org.umbriel.proxy.maven;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.Set;

/**
 * A repository by name.
 *
 * @param id under which the machine's Maven settings have its credentials
 * @param url where it is; for Maven Central nothing: the settings may put another in its place
 */
public record UpstreamAddress(String id, Optional<String> url) {
  public static final UpstreamAddress CENTRAL = new UpstreamAddress("central", Optional.empty());

  private static final Set<String> SCHEMES = Set.of("http", "https", "file");
  private static final String NO_ID = "upstream";

  public UpstreamAddress {
    if (url.isEmpty() && !id.equals("central")) {
      throw new IllegalArgumentException(
          id + ": its url is missing; only central has one of its own");
    }
    if (url.filter(UpstreamAddress::isUsable).isEmpty() && url.isPresent()) {
      throw new IllegalArgumentException(url.get() + ": not an http, https or file URL");
    }
  }

  /**
   * Reads what a person typed: {@code central}, or a URL.
   *
   * @throws IllegalArgumentException if it is neither
   */
  public static UpstreamAddress parse(String text) {
    return text.equals(CENTRAL.id()) ? CENTRAL : new UpstreamAddress(NO_ID, Optional.of(text));
  }

  private static boolean isUsable(String url) {
    try {
      URI uri = new URI(url);
      return uri.getScheme() != null && SCHEMES.contains(uri.getScheme());
    } catch (URISyntaxException notAUrl) {
      return false;
    }
  }
}
