package org.umbriel.proxy.audit;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;

/**
 * One jar that was served.
 *
 * @param client its address
 * @param path below the repository's root
 * @param sha256 of the bytes that were served
 * @param upstream the SHA-256 of the bytes that they were made from
 * @param services which made them of those, with commas between; empty if they are the same
 * @param buildId of everything that they are a function of; empty if they are upstream's
 * @param signedBy who had signed the upstream jar, with a signature that held; empty if nobody had
 */
public record Serving(
    Instant time,
    String client,
    String profile,
    int generation,
    String path,
    String sha256,
    String upstream,
    String services,
    String buildId,
    String signedBy)
    implements AuditLine {

  @Override
  public void writeFields(JsonGenerator json) throws IOException {
    json.writeStringField("time", time.toString());
    json.writeStringField("client", client);
    json.writeStringField("profile", profile);
    json.writeNumberField("generation", generation);
    json.writeStringField("path", path);
    json.writeStringField("sha256", sha256);
    json.writeStringField("upstream", upstream);
    json.writeStringField("services", services);
    json.writeStringField("build", buildId);
    if (!signedBy.isEmpty()) {
      json.writeStringField("upstreamSignedBy", signedBy);
    }
  }
}
