package org.umbriel.proxy.audit;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;

/**
 * One jar whose checks a proof in the background was to decide.
 *
 * @param profile whose jar it was
 * @param path below the repository's root, or what else the jar is known as
 * @param upstream the SHA-256 of the jar as it came
 * @param proof how far it got
 * @param seconds that it took
 */
public record Proving(
    Instant time, String profile, String path, String upstream, String proof, long seconds)
    implements AuditLine {

  @Override
  public void writeFields(JsonGenerator json) throws IOException {
    json.writeStringField("time", time.toString());
    json.writeStringField("profile", profile);
    json.writeStringField("path", path);
    json.writeStringField("upstream", upstream);
    json.writeStringField("proof", proof);
    json.writeNumberField("seconds", seconds);
  }
}
