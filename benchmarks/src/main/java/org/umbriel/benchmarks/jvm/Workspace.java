package org.umbriel.benchmarks.jvm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A folder for what a proof makes; gone afterwards unless it is to be kept. */
public final class Workspace implements AutoCloseable {
  private final Path folder;
  private final boolean kept;

  private Workspace(Path folder, boolean kept) {
    this.folder = folder;
    this.kept = kept;
  }

  /**
   * A folder.
   *
   * @param keep where everything is left for whoever wants to look; null for a temporary folder
   */
  public static Workspace open(String proof, @Nullable Path keep) throws IOException {
    return keep == null
        ? new Workspace(Files.createTempDirectory("umbriel-" + proof + "-"), false)
        : new Workspace(Files.createDirectories(keep), true);
  }

  /** A file in it, which there may not be yet. */
  public Path file(String name) {
    return folder.resolve(name);
  }

  /** A folder in it, made if it is missing. */
  public Path folder(String name) throws IOException {
    return Files.createDirectories(folder.resolve(name));
  }

  @Override
  public void close() throws IOException {
    if (!kept) {
      delete(folder);
    }
  }

  /** Deletes a folder and what is in it; nothing if there is none. */
  public static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
