package org.umbriel.rewriter.pipeline;

import java.util.List;

/** A provider's service, and how it is set up. */
public record ServiceChoice(ServiceProvider provider, List<String> arguments) {
  public ServiceChoice {
    arguments = List.copyOf(arguments);
  }

  /** A new instance, for one artifact. */
  public Service create() {
    return provider.create(arguments);
  }

  @Override
  public String toString() {
    return provider.name() + " " + provider.version() + " " + arguments;
  }
}
