package org.umbriel.proxy.maven;

import java.util.List;
import java.util.Optional;
import org.umbriel.proxy.cache.Digests.Algorithm;

/**
 * A path below a repository's root in Maven's layout, {@code group/parts/artifact/version/file}:
 * what it is about, and whether it is a checksum or a signature of that.
 *
 * @param path as it was asked for
 * @param subject the path without the suffixes of checksums and signatures
 * @param checksum which checksum is asked for, if one is
 * @param signature whether a detached signature is asked for, or a checksum of one
 */
public record RepositoryPath(
    String path, String subject, Optional<Algorithm> checksum, boolean signature) {
  private static final int MAX_LENGTH = 1024;
  private static final String PUNCTUATION = "_.+~@()[],=-";
  private static final List<String> SIGNATURES = List.of(".asc", ".sigstore.json", ".sigstore");

  /** Reads a path; nothing if it could name anything but a file in a repository. */
  public static Optional<RepositoryPath> parse(String path) {
    if (path.length() > MAX_LENGTH || !isPath(path)) {
      return Optional.empty();
    }
    String subject = path;
    Optional<Algorithm> checksum = Algorithm.ofSuffix(path.substring(path.lastIndexOf('.') + 1));
    if (checksum.isPresent()) {
      subject = subject.substring(0, subject.lastIndexOf('.'));
    }
    Optional<String> signature = SIGNATURES.stream().filter(subject::endsWith).findFirst();
    if (signature.isPresent()) {
      subject = subject.substring(0, subject.length() - signature.get().length());
    }
    return Optional.of(new RepositoryPath(path, subject, checksum, signature.isPresent()));
  }

  private static boolean isPath(String path) {
    int start = 0;
    for (int i = 0; i <= path.length(); i++) {
      if (i == path.length() || path.charAt(i) == '/') {
        String segment = path.substring(start, i);
        if (segment.isEmpty() || segment.equals(".") || segment.equals("..")) {
          return false;
        }
        start = i + 1;
      } else if (!isAllowed(path.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isAllowed(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || PUNCTUATION.indexOf(c) >= 0;
  }

  /** Whether this is about a jar, the one kind of file that is rewritten. */
  public boolean isAboutJar() {
    return subject.endsWith(".jar");
  }

  /** Whether the file is asked for itself. */
  public boolean isPlain() {
    return checksum.isEmpty() && !signature;
  }

  /**
   * Whether the subject may change upstream: listings of versions, and snapshots that are not
   * stamped with a time.
   */
  public boolean isChangeable() {
    String file = file();
    return file.startsWith("maven-metadata")
        || file.contains("-SNAPSHOT")
        || file.startsWith("archetype-catalog");
  }

  /** Group, artifact and version, if the path has room for them. */
  public Optional<Coordinate> coordinate() {
    String[] parts = subject.split("/");
    if (parts.length < 4) {
      return Optional.empty();
    }
    String group = String.join(".", List.of(parts).subList(0, parts.length - 3));
    String artifact = parts[parts.length - 3];
    String version = parts[parts.length - 2];
    int dot = file().lastIndexOf('.');
    String extension = dot < 0 ? "" : file().substring(dot + 1);
    String prefix = artifact + "-" + version + "-";
    String classifier =
        dot > prefix.length() && file().startsWith(prefix)
            ? file().substring(prefix.length(), dot)
            : "";
    return Optional.of(new Coordinate(group, artifact, extension, classifier, version));
  }

  /** The path of the pom that stands beside the subject. */
  public Optional<String> pom() {
    return coordinate()
        .map(
            c ->
                subject.substring(0, subject.lastIndexOf('/') + 1)
                    + c.artifact()
                    + "-"
                    + c.version()
                    + ".pom");
  }

  private String file() {
    return subject.substring(subject.lastIndexOf('/') + 1);
  }
}
