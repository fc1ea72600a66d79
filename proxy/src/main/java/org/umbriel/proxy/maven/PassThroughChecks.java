package org.umbriel.proxy.maven;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.umbriel.proxy.cache.Body;
import org.umbriel.proxy.cache.Digests.Algorithm;
import org.umbriel.proxy.cache.ServedArtifacts;
import org.umbriel.proxy.maven.UpstreamFetcher.Arrived;

/**
 * Why a jar is not rewritten: by rule, because Maven itself runs it, because it is signed, or is no
 * program at all.
 */
final class PassThroughChecks {
  private static final Pattern NO_PROGRAM = Pattern.compile("(.*-)?(sources|javadoc)");
  private static final String PLUGIN = "maven-plugin";
  private static final long LARGEST_POM = 4 << 20;

  private final PassThroughRules rules;
  private final UpstreamFetcher fetcher;
  private final ServedArtifacts artifacts;
  private final long largestJar;

  /**
   * The checks.
   *
   * @param largestJar jars beyond this size are not rewritten
   */
  PassThroughChecks(
      PassThroughRules rules, UpstreamFetcher fetcher, ServedArtifacts artifacts, long largestJar) {
    this.rules = rules;
    this.fetcher = fetcher;
    this.artifacts = artifacts;
    this.largestJar = largestJar;
  }

  /** One clause for the log; nothing if the jar is to be rewritten. */
  Optional<String> reasonFor(RepositoryPath path, Arrived jar)
      throws IOException, UpstreamException {
    Optional<Coordinate> coordinate = path.coordinate();
    if (coordinate.filter(rules::coversCoordinate).isPresent()) {
      return Optional.of("by rule for its coordinate");
    }
    if (rules.coversDigest(jar.digests().hex(Algorithm.SHA256))) {
      return Optional.of("by rule for its digest");
    }
    if (coordinate.filter(c -> NO_PROGRAM.matcher(c.classifier()).matches()).isPresent()) {
      return Optional.of("");
    }
    if (jar.size() > largestJar) {
      return Optional.of(jar.size() + " bytes, over the limit for rewriting of " + largestJar);
    }
    Optional<String> shape = reasonInside(jar);
    if (shape.isPresent()) {
      return shape;
    }
    return isBuildPlugin(path) ? Optional.of("a build plug-in") : Optional.empty();
  }

  private static Optional<String> reasonInside(Arrived jar) throws IOException {
    try {
      new ZipFile(jar.part().toFile()).close();
      return Optional.empty();
    } catch (ZipException notAZip) {
      return Optional.of("not a jar: " + MavenException.line(notAZip));
    }
  }

  private boolean isBuildPlugin(RepositoryPath path) throws IOException, UpstreamException {
    Optional<String> pom = path.isChangeable() ? Optional.empty() : path.pom();
    if (pom.isEmpty()) {
      return false;
    }
    return pomBytes(pom.get()).flatMap(PomPackaging::of).filter(PLUGIN::equals).isPresent();
  }

  /** The pom: usually the client has just asked for it. */
  private Optional<byte[]> pomBytes(String path) throws IOException, UpstreamException {
    Optional<Body> served = artifacts.find(path).flatMap(artifacts::body);
    if (served.isPresent() && served.get() instanceof Body.InMemory memory) {
      return Optional.of(memory.bytes());
    }
    Optional<Arrived> arrived = fetcher.fetch(path, true);
    if (arrived.isEmpty()) {
      return Optional.empty();
    }
    try {
      return arrived.get().size() > LARGEST_POM
          ? Optional.empty()
          : Optional.of(Files.readAllBytes(arrived.get().part()));
    } finally {
      Files.deleteIfExists(arrived.get().part());
    }
  }
}
