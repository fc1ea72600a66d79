package org.umbriel.rewriter.assertion;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.umbriel.metadata.site.Assumption;
import org.umbriel.shadow.guard.Guard;

/**
 * Linkable assumptions, in the form that {@link Guard} checks when the program runs.
 *
 * @param artifact digests of the artifact's own classes; none for a class that it has in several
 *     versions, since which of them a process loads, only that process knows
 * @param platforms where the JDK's classes come from
 */
public record Assumptions(Map<String, String> artifact, PlatformDigests platforms) {

  /** Who knows the classes of the named JDKs. */
  public interface PlatformDigests {
    /** Whether the class is one of a JDK's at all. */
    boolean has(String className);

    /** The builds in which the class has this SHA-256. */
    List<String> buildsWith(String className, String digest);
  }

  public Assumptions {
    artifact = Map.copyOf(artifact);
  }

  /** Nothing if one of them cannot be checked once, or is not known to hold anywhere. */
  public Optional<String> encode(Set<Assumption> assumptions) {
    Set<String> parts = new TreeSet<>();
    for (Assumption assumption : assumptions) {
      Optional<String> part = encode(assumption);
      if (part.isEmpty()) {
        return Optional.empty();
      }
      parts.add(part.get());
    }
    return Optional.of(String.join(";", parts));
  }

  private Optional<String> encode(Assumption assumption) {
    if (assumption instanceof Assumption.Platform platform) {
      return platform(List.of(platform.vendor() + " " + platform.version()));
    } else if (assumption instanceof Assumption.SameCode code) {
      return code(code.className(), code.digest());
    }
    return Optional.empty();
  }

  private Optional<String> code(String className, String digest) {
    if (platforms.has(className)) {
      return platform(platforms.buildsWith(className, digest));
    } else if (digest.equals(artifact.get(className))) {
      return Optional.of("J." + className);
    }
    return artifact.containsKey(className)
        ? Optional.empty()
        : Optional.of("D." + className + "." + digest);
  }

  private static Optional<String> platform(List<String> builds) {
    return builds.isEmpty()
        ? Optional.empty()
        : Optional.of(
            builds.stream()
                .map(Guard::platform)
                .sorted()
                .distinct()
                .collect(Collectors.joining(".", "P.", "")));
  }
}
