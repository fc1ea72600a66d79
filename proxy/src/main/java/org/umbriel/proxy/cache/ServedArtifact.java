package org.umbriel.proxy.cache;

import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.umbriel.metadata.store.Key;

/**
 * What was served under a name, and will be again: a record of one line a field.
 *
 * @param name what it was served as
 * @param origin what had been done to it
 * @param upstream the SHA-256 of the bytes that came from upstream
 * @param blob where the bytes lie in the store
 * @param size how many they are
 * @param digests their checksums
 * @param buildId of all that they are a function of; empty if they are upstream's
 * @param signedBy who had signed what came from upstream; empty if nobody had
 * @param since when they were served first, to the second
 */
public record ServedArtifact(
    String name,
    Origin origin,
    String upstream,
    Key blob,
    long size,
    Digests digests,
    String buildId,
    String signedBy,
    Instant since) {

  /** Whether the bytes are upstream's. */
  public enum Origin {
    REWRITTEN,
    PASSED_THROUGH
  }

  /** The same bytes under another name. */
  ServedArtifact as(String other, Instant now) {
    return new ServedArtifact(other, origin, upstream, blob, size, digests, buildId, signedBy, now);
  }

  /** The record as text. */
  String text() {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("name", name);
    fields.put("origin", origin.name().toLowerCase(Locale.ROOT));
    fields.put("upstream", upstream);
    fields.put("blob", blob.hex());
    fields.put("size", Long.toString(size));
    for (Digests.Algorithm algorithm : Digests.Algorithm.values()) {
      fields.put(algorithm.suffix(), digests.hex(algorithm));
    }
    fields.put("build", buildId);
    if (!signedBy.isEmpty()) {
      fields.put("signed", signedBy);
    }
    fields.put("since", Long.toString(since.getEpochSecond()));
    StringBuilder text = new StringBuilder();
    fields.forEach((field, value) -> text.append(field).append(' ').append(value).append('\n'));
    return text.append("end\n").toString();
  }

  /** Reads {@link #text}; nothing if it is not whole. */
  static Optional<ServedArtifact> parse(String text) {
    if (!text.endsWith("\nend\n")) {
      return Optional.empty();
    }
    Map<String, String> fields = new LinkedHashMap<>();
    for (String line : text.split("\n")) {
      int space = line.indexOf(' ');
      if (space > 0) {
        fields.put(line.substring(0, space), line.substring(space + 1));
      }
    }
    try {
      Map<Digests.Algorithm, String> digests = new EnumMap<>(Digests.Algorithm.class);
      for (Digests.Algorithm algorithm : Digests.Algorithm.values()) {
        digests.put(algorithm, fields.getOrDefault(algorithm.suffix(), ""));
      }
      return Optional.of(
          new ServedArtifact(
              fields.getOrDefault("name", ""),
              Origin.valueOf(fields.getOrDefault("origin", "").toUpperCase(Locale.ROOT)),
              fields.getOrDefault("upstream", ""),
              new Key(fields.getOrDefault("blob", "")),
              Long.parseLong(fields.getOrDefault("size", "")),
              Digests.recorded(digests),
              fields.getOrDefault("build", ""),
              fields.getOrDefault("signed", ""),
              Instant.ofEpochSecond(Long.parseLong(fields.getOrDefault("since", "")))));
    } catch (IllegalArgumentException notARecord) {
      return Optional.empty();
    }
  }
}
