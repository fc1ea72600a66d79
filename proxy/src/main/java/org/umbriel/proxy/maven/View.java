package org.umbriel.proxy.maven;

/**
 * One of the repositories that a mirror shows: what a client sees depends on its generation and on
 * its profile.
 */
public record View(int generation, String profile) {
  /** The profile of those who name none. */
  public static final String DEFAULT_PROFILE = "default";

  /** What an artifact is recorded as. */
  String name(String path) {
    return generation + "/" + profile + "/" + path;
  }
}
