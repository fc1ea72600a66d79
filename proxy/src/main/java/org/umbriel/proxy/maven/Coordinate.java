package org.umbriel.proxy.maven;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which artifact: {@code group:artifact[:extension[:classifier]]:version}.
 *
 * @param extension {@code jar} unless it is given
 * @param classifier empty for the main artifact
 */
public record Coordinate(
    String group, String artifact, String extension, String classifier, String version) {
  private static final String PART = "([A-Za-z0-9_.+-]+)";
  private static final Pattern SYNTAX =
      Pattern.compile(PART + ":" + PART + "(?::" + PART + "(?::" + PART + ")?)?:" + PART);

  /** Reads a coordinate; empty if the text is not one, because it is a path, say. */
  public static Optional<Coordinate> parse(String text) {
    Matcher matcher = SYNTAX.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    return Optional.of(
        new Coordinate(
            matcher.group(1),
            matcher.group(2),
            Optional.ofNullable(matcher.group(3)).orElse("jar"),
            Optional.ofNullable(matcher.group(4)).orElse(""),
            matcher.group(5)));
  }

  /** Another artifact of the same project, {@code sources} say. */
  public Coordinate withClassifier(String other) {
    return new Coordinate(group, artifact, extension, other, version);
  }

  @Override
  public String toString() {
    if (!classifier.isEmpty()) {
      return String.join(":", group, artifact, extension, classifier, version);
    }
    return extension.equals("jar")
        ? String.join(":", group, artifact, version)
        : String.join(":", group, artifact, extension, version);
  }
}
