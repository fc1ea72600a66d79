package org.umbriel.proxy.maven;

import java.nio.file.Path;
import java.util.List;

/**
 * An artifact and what it needs at run time, as files of the local repository.
 *
 * @param file the artifact
 * @param dependencies its class path, nearest first, without the artifact
 * @param unresolved dependencies that could not be had, one line each
 */
public record ResolvedArtifact(Path file, List<Path> dependencies, List<String> unresolved) {
  public ResolvedArtifact {
    dependencies = List.copyOf(dependencies);
    unresolved = List.copyOf(unresolved);
  }
}
