package org.umbriel.proxy.configuration;

import java.util.List;

/**
 * What some clients get, told by their path ({@code /p/NAME/maven2/}), by their certificate, or by
 * the release that their agent says they run on.
 *
 * @param jdks that they run on, by release or by home; if empty, the one that the proxy runs on
 * @param services that their jars pass through, in this order
 * @param certificates that they show: {@code sha256:} and a fingerprint, or a subject's name as in
 *     RFC 2253
 */
public record ClientProfile(
    List<String> jdks, List<ServiceUse> services, List<String> certificates) {
  /** What a fingerprint begins with. */
  public static final String FINGERPRINT = "sha256:";

  public ClientProfile {
    jdks = List.copyOf(jdks);
    services = List.copyOf(services);
    certificates = List.copyOf(certificates);
  }

  /** A profile that no certificate belongs to. */
  public ClientProfile(List<String> jdks, List<ServiceUse> services) {
    this(jdks, services, List.of());
  }

  /** Whether a service is among its own. */
  public boolean has(ServiceUse service) {
    return services.contains(service);
  }

  /** Whether it names a release; one without any is for the release that the proxy runs on. */
  public boolean isFor(int release) {
    return jdks.isEmpty()
        ? release == Runtime.version().feature()
        : jdks.contains(Integer.toString(release));
  }
}
