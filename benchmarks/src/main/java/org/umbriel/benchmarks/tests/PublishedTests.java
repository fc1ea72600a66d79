package org.umbriel.benchmarks.tests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.platform.launcher.Launcher;
import org.umbriel.benchmarks.subject.Subject;
import org.umbriel.metadata.archive.Entry;
import org.umbriel.proxy.maven.ArtifactResolver;
import org.umbriel.proxy.maven.Coordinate;
import org.umbriel.proxy.maven.MavenException;
import org.umbriel.proxy.maven.ResolvedArtifact;

/**
 * A library and its tests, as Maven Central has them.
 *
 * @param name file name of the library's jar
 * @param jar the library
 * @param dependencies what the library needs
 * @param tests the jar with the classifier {@code tests}
 * @param testClasses names of the classes in it
 * @param testPath what the tests need beside the library, JUnit's engines first
 * @param jvmOptions what the library's pom opens of the JDK for its tests
 * @param excluded regular expressions of class names that the library's pom keeps out of test runs
 */
public record PublishedTests(
    String name,
    Path jar,
    List<Path> dependencies,
    Path tests,
    Set<String> testClasses,
    List<Path> testPath,
    List<String> jvmOptions,
    List<String> excluded) {
  private static final String STANDALONE = "org.junit.platform:junit-platform-console-standalone:";
  private static final String SUFFIX = ".class";
  private static final Pattern ENGINE = Pattern.compile("junit-(jupiter|platform|vintage)\\b.*");
  private static final Pattern EXCLUDE = Pattern.compile("<exclude>([\\w*/.$-]+)\\.java</exclude>");
  private static final Pattern OPENS = Pattern.compile("--add-opens[= ]([\\w./=-]+)");

  /**
   * Finds library and tests.
   *
   * @throws MavenException if one of them cannot be had
   */
  public static PublishedTests of(Coordinate library, ArtifactResolver resolver)
      throws MavenException, IOException {
    Coordinate tests =
        new Coordinate(library.group(), library.artifact(), "jar", "tests", library.version());
    String pom =
        Files.readString(
            resolver
                .resolve(
                    new Coordinate(
                        library.group(), library.artifact(), "pom", "", library.version()))
                .file());
    ResolvedArtifact main = resolver.resolve(library);
    ResolvedArtifact testing = resolver.resolveForTests(tests);
    List<Path> path = new ArrayList<>();
    path.add(resolver.resolve(engines()).file());
    testing.dependencies().stream()
        .filter(file -> !ENGINE.matcher(file.getFileName().toString()).matches())
        .forEach(path::add);
    return new PublishedTests(
        main.file().getFileName().toString(),
        main.file(),
        main.dependencies(),
        testing.file(),
        classesIn(testing.file()),
        List.copyOf(path),
        opens(pom),
        excluded(pom));
  }

  private static Set<String> classesIn(Path jar) throws IOException {
    return Subject.archive(jar).entries().stream()
        .filter(Entry::isClass)
        .map(e -> e.path().substring(0, e.path().length() - SUFFIX.length()).replace('/', '.'))
        .collect(Collectors.toSet());
  }

  /** Whether a stack frame {@code a.b.C.m:17} belongs to a test. */
  public boolean isTestFrame(String frame) {
    return testClasses.contains(frame.substring(0, Math.max(0, frame.lastIndexOf('.'))));
  }

  /** All of JUnit in one jar, of the version that this module is compiled against. */
  private static Coordinate engines() {
    String version = Launcher.class.getPackage().getImplementationVersion();
    return Optional.ofNullable(version)
        .flatMap(v -> Coordinate.parse(STANDALONE + v))
        .orElseThrow(() -> new IllegalStateException("JUnit's launcher has no version"));
  }

  /** Patterns of paths as build tools write them, {@code ** / *IT} without the blanks. */
  private static List<String> excluded(String pom) {
    List<String> patterns = new ArrayList<>();
    Matcher matcher = EXCLUDE.matcher(pom);
    while (matcher.find()) {
      patterns.add(
          matcher
              .group(1)
              .replace(".", "\\.")
              .replace("$", "\\$")
              .replace("**/", "@")
              .replace("*", "[^.]*")
              .replace("@", "(?:.*\\.)?")
              .replace("/", "\\."));
    }
    return patterns;
  }

  private static List<String> opens(String pom) {
    Set<String> options = new LinkedHashSet<>();
    Matcher matcher = OPENS.matcher(pom);
    while (matcher.find()) {
      options.add("--add-opens=" + matcher.group(1));
    }
    return List.copyOf(options);
  }
}
