package org.umbriel.proxy.cache;

import java.util.Optional;
import org.umbriel.metadata.store.Key;

/**
 * What a build id stands for: enough to make it again, and with it its description.
 *
 * @param path of the released jar
 * @param profile whose services it passed through
 * @param upstream the SHA-256 of the jar as it came
 * @param pipeline names all else that it is a function of
 */
public record Build(String path, String profile, String upstream, Key pipeline) {
  private static final int LINES = 4;

  String text() {
    return String.join("\n", path, profile, upstream, pipeline.hex());
  }

  static Optional<Build> parse(String text) {
    String[] lines = text.split("\n");
    try {
      return lines.length == LINES
          ? Optional.of(new Build(lines[0], lines[1], lines[2], new Key(lines[3])))
          : Optional.empty();
    } catch (IllegalArgumentException notABuild) {
      return Optional.empty();
    }
  }
}
