package org.umbriel.rewriter.pipeline;

import java.util.List;

/**
 * A service that someone else brings along: found with {@link java.util.ServiceLoader}, chosen by
 * its name in a configuration. The project's own ones need none.
 */
public interface ServiceProvider {

  /** What a configuration calls it: lower-case letters, digits and hyphens. */
  String name();

  /** A part of the build id: another version may write other bytes. */
  String version();

  /**
   * A service for one artifact.
   *
   * @param arguments as the configuration has them
   * @throws IllegalArgumentException if these are none that it takes; the message is one line
   */
  Service create(List<String> arguments);
}
