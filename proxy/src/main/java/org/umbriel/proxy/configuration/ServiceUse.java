package org.umbriel.proxy.configuration;

import java.util.List;

/** A service by its name, and how it is set up. */
public record ServiceUse(String name, List<String> arguments) {
  /** What every jar is checked with. */
  public static final ServiceUse LINK = new ServiceUse("link", List.of());

  /** {@code assert} is always on, but for what is proven. */
  public static final ServiceUse ASSERTIONS = new ServiceUse("assertions", List.of());

  public ServiceUse {
    arguments = List.copyOf(arguments);
  }
}
