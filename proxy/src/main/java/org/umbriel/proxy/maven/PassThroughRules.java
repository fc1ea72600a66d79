package org.umbriel.proxy.maven;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which artifacts are served as they came: build tools, told by their coordinate, and what a
 * configuration pins, by {@code group:artifact} with {@code *} for any characters or by {@code
 * sha256:DIGEST}.
 */
public final class PassThroughRules {
  private static final List<String> BUILD_TOOLS =
      List.of("org.apache.maven:*", "org.apache.maven.*:*", "org.codehaus.plexus:*");
  private static final String DIGEST = "sha256:";
  private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern NAMES = Pattern.compile("[A-Za-z0-9_.*+-]+:[A-Za-z0-9_.*+-]+");

  private final List<Pattern> coordinates = new ArrayList<>();
  private final Set<String> digests = new HashSet<>();

  /**
   * The rules for build tools, and these.
   *
   * @throws IllegalArgumentException if one is neither a coordinate nor a digest
   */
  public PassThroughRules(List<String> rules) {
    BUILD_TOOLS.forEach(this::add);
    rules.forEach(this::add);
  }

  private void add(String rule) {
    String lower = rule.toLowerCase(Locale.ROOT);
    if (lower.startsWith(DIGEST) && HEX.matcher(lower.substring(DIGEST.length())).matches()) {
      digests.add(lower.substring(DIGEST.length()));
    } else if (NAMES.matcher(rule).matches()) {
      coordinates.add(
          Pattern.compile(rule.replace(".", "\\.").replace("+", "\\+").replace("*", ".*")));
    } else {
      throw new IllegalArgumentException(rule + ": neither group:artifact nor sha256:DIGEST");
    }
  }

  boolean coversCoordinate(Coordinate coordinate) {
    String name = coordinate.group() + ":" + coordinate.artifact();
    return coordinates.stream().anyMatch(pattern -> pattern.matcher(name).matches());
  }

  boolean coversDigest(String sha256) {
    return digests.contains(sha256);
  }
}
