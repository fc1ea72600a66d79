package org.umbriel.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.umbriel.metadata.archive.Archive;
import org.umbriel.metadata.archive.Entry;
import org.umbriel.metadata.archive.Limits;
import org.umbriel.metadata.archive.MalformedArchiveException;
import org.umbriel.proxy.maven.ArtifactResolver;
import org.umbriel.proxy.maven.Coordinate;
import org.umbriel.proxy.maven.MavenException;
import org.umbriel.symexec.report.SourceText;

/** Source files by path, from the first of some archives that has them. */
final class Sources implements SourceText {
  private final List<Archive> archives;

  private Sources(List<Archive> archives) {
    this.archives = archives;
  }

  /** The sources in jars and folders that somebody named. */
  static Sources of(List<Path> paths) throws UserError {
    List<Archive> archives = new ArrayList<>();
    for (Path path : paths) {
      try {
        archives.add(InputFiles.open(path, Limits.DEFAULT));
      } catch (IOException | MalformedArchiveException e) {
        throw new UserError("--sources " + path + ": cannot be read: " + e.getMessage());
      }
    }
    return new Sources(archives);
  }

  /**
   * The sources that are published with a coordinate, or lie beside a jar; what has none, or cannot
   * be had, is shown without.
   */
  static Sources besides(List<String> arguments) {
    List<Archive> archives = new ArrayList<>();
    for (String argument : arguments) {
      beside(argument).ifPresent(archives::add);
    }
    return new Sources(archives);
  }

  private static Optional<Archive> beside(String argument) {
    try {
      Path path = Path.of(argument);
      if (Files.exists(path)) {
        Path sources =
            path.resolveSibling(path.getFileName().toString().replace(".jar", "-sources.jar"));
        return Files.isRegularFile(sources) && !sources.equals(path)
            ? Optional.of(InputFiles.open(sources, Limits.DEFAULT))
            : Optional.empty();
      }
      Optional<Coordinate> coordinate = Coordinate.parse(argument);
      return coordinate.isPresent() ? Optional.of(published(coordinate.get())) : Optional.empty();
    } catch (IOException | MalformedArchiveException | MavenException e) {
      return Optional.empty();
    }
  }

  private static Archive published(Coordinate coordinate)
      throws MavenException, IOException, MalformedArchiveException {
    try (ArtifactResolver resolver = ArtifactResolver.ofThisMachine()) {
      return InputFiles.open(resolver.file(coordinate.withClassifier("sources")), Limits.DEFAULT);
    }
  }

  @Override
  public List<String> lines(String path) {
    return archives.stream()
        .flatMap(archive -> archive.find(path).stream())
        .filter(entry -> entry.problem().isEmpty())
        .findFirst()
        .map(Entry::text)
        .map(text -> text.lines().toList())
        .orElse(List.of());
  }
}
