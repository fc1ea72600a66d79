package org.umbriel.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.umbriel.metadata.archive.Application;
import org.umbriel.metadata.archive.Archive;
import org.umbriel.metadata.archive.Limits;
import org.umbriel.metadata.archive.MalformedArchiveException;
import org.umbriel.metadata.archive.PlatformClasses;
import org.umbriel.proxy.maven.ArtifactResolver;
import org.umbriel.proxy.maven.Coordinate;
import org.umbriel.proxy.maven.MavenException;
import org.umbriel.proxy.maven.ResolvedArtifact;
import picocli.CommandLine.Option;

/** The options that say what the world around an input is, and how inputs are opened. */
final class InputOptions {
  private static final long MEBIBYTE = 1L << 20;

  @Option(
      names = {"--classpath", "-cp"},
      paramLabel = "CP",
      description = "Jars and class folders that the input refers to, separated as for java.")
  private String classPath = "";

  @Option(
      names = "--jdk",
      paramLabel = "HOME",
      description = "A JDK that the input will run on; default: the running one. Repeatable.")
  private List<Path> jdks = new ArrayList<>();

  @Option(
      names = "--max-entry-size",
      paramLabel = "MB",
      description = "Entries of jars beyond this size are not read; default ${DEFAULT-VALUE}.")
  private long maxEntrySize = Limits.DEFAULT.entryBytes() / MEBIBYTE;

  /**
   * Opens what was typed, with its dependencies, class path and JDK.
   *
   * @param included which of the classes are the user's own
   */
  CheckInputs open(List<String> arguments, PackageFilter included) throws UserError {
    List<CheckInputs.Opened> inputs = new ArrayList<>();
    List<InputFiles.Digested> dependencies = new ArrayList<>();
    List<String> unresolved = new ArrayList<>();
    for (String argument : arguments) {
      Optional<Coordinate> coordinate = coordinate(argument);
      if (coordinate.isPresent()) {
        ResolvedArtifact resolved = resolve(coordinate.get());
        inputs.add(opened(resolved.file()));
        for (Path dependency : resolved.dependencies()) {
          dependencies.add(read(dependency));
        }
        unresolved.addAll(resolved.unresolved());
      } else {
        inputs.add(opened(path(argument)));
      }
    }
    dependencies.addAll(classPathFiles());
    return CheckInputs.of(inputs, included, dependencies, unresolved, platform());
  }

  /** The jars and folders of {@code --classpath}. */
  List<Archive> classPath() throws UserError {
    return classPathFiles().stream().map(InputFiles.Digested::archive).toList();
  }

  private List<InputFiles.Digested> classPathFiles() throws UserError {
    List<InputFiles.Digested> files = new ArrayList<>();
    for (String element : classPath.split(File.pathSeparator)) {
      if (!element.isEmpty()) {
        files.add(read(path(element)));
      }
    }
    return files;
  }

  /** Whether a JDK was named. */
  boolean namesPlatform() {
    return !jdks.isEmpty();
  }

  /** The file or folder that was typed, or that a coordinate resolves to. */
  static Path locate(String argument) throws UserError {
    Optional<Coordinate> coordinate = coordinate(argument);
    return coordinate.isPresent() ? resolve(coordinate.get()).file() : path(argument);
  }

  private static Optional<Coordinate> coordinate(String argument) {
    return new File(argument).exists() ? Optional.empty() : Coordinate.parse(argument);
  }

  private static ResolvedArtifact resolve(Coordinate coordinate) throws UserError {
    try (ArtifactResolver resolver = ArtifactResolver.ofThisMachine()) {
      return resolver.resolve(coordinate);
    } catch (MavenException e) {
      throw new UserError(e.getMessage());
    }
  }

  private CheckInputs.Opened opened(Path path) throws UserError {
    InputFiles.Digested file = read(path);
    return new CheckInputs.Opened(file, Application.of(file.archive(), limits()));
  }

  private static Path path(String argument) throws UserError {
    try {
      return Path.of(argument);
    } catch (InvalidPathException e) {
      throw new UserError(argument + ": not a path: " + e.getReason());
    }
  }

  /** Opens one jar, class folder or class file. */
  Archive archive(Path path) throws UserError {
    return read(path).archive();
  }

  private InputFiles.Digested read(Path path) throws UserError {
    try {
      return InputFiles.read(path, limits());
    } catch (NoSuchFileException e) {
      throw new UserError(path + ": no such file or folder");
    } catch (MalformedArchiveException e) {
      throw new UserError(e.getMessage());
    } catch (IOException e) {
      throw new UserError(path + ": cannot be read: " + e.getMessage());
    }
  }

  private Limits limits() {
    return Limits.DEFAULT.withEntryBytes(maxEntrySize * MEBIBYTE);
  }

  /** The first JDK that was named, or the running one. */
  private PlatformClasses platform() throws UserError {
    return platforms().get(0);
  }

  /** The JDKs that were named, or the running one. */
  List<PlatformClasses> platforms() throws UserError {
    List<PlatformClasses> platforms = new ArrayList<>();
    try {
      for (Path jdk : jdks) {
        platforms.add(PlatformClasses.of(jdk));
      }
      return platforms.isEmpty() ? List.of(PlatformClasses.running()) : platforms;
    } catch (IOException e) {
      throw new UserError("--jdk: " + e.getMessage());
    }
  }
}
