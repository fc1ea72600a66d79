package org.umbriel.proxy.configuration;

import java.util.List;

/**
 * What some clients get, told by their path ({@code /p/NAME/maven2/}).
 *
 * @param jdks that they run on, by release or by home; if empty, the one that the proxy runs on
 * @param services that their jars pass through, in this order
 */
public record ClientProfile(List<String> jdks, List<ServiceUse> services) {
  public ClientProfile {
    jdks = List.copyOf(jdks);
    services = List.copyOf(services);
  }

  /** Whether a service is among its own. */
  public boolean has(ServiceUse service) {
    return services.contains(service);
  }
}
