package org.umbriel.symexec.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.Writer;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.List;
import org.umbriel.metadata.classfile.JavaNames;
import org.umbriel.metadata.site.CheckKind;
import org.umbriel.metadata.site.SiteId;
import org.umbriel.metadata.site.Witness;

/**
 * {@code CheckReport -> SARIF 2.1.0} (OASIS Standard, 2020-03-27): one rule a check kind, one
 * result a finding, the site id as its fingerprint, the path as its code flow.
 */
public final class SarifReport {
  /** The name under which {@code partialFingerprints} holds the site id. */
  static final String FINGERPRINT = "umbrielSiteId/v1";

  private static final String SCHEMA =
      "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

  /** Paths of sources are relative to a root that only the reader knows (SARIF 3.14.14). */
  private static final String SOURCE_ROOT = "SRCROOT";

  private static final List<CheckKind> RULES =
      Arrays.stream(CheckKind.values()).filter(k -> k.group() != CheckKind.Group.INSERTED).toList();

  private final CheckReport report;
  private final JsonGenerator json;

  private SarifReport(CheckReport report, JsonGenerator json) {
    this.report = report;
    this.json = json;
  }

  /** Writes a log with one run; the writer stays open. */
  public static void write(CheckReport report, Writer out) throws IOException {
    try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
      json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
      json.setPrettyPrinter(new DefaultPrettyPrinter());
      new SarifReport(report, json).write();
    }
  }

  private void write() throws IOException {
    json.writeStartObject();
    json.writeStringField("$schema", SCHEMA);
    json.writeStringField("version", "2.1.0");
    json.writeArrayFieldStart("runs");
    json.writeStartObject();
    writeTool();
    writeInvocation();
    writeArtifacts();
    json.writeStringField("columnKind", "utf16CodeUnits");
    json.writeArrayFieldStart("results");
    for (Finding finding : report.findings()) {
      writeResult(finding);
    }
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndArray();
    json.writeEndObject();
  }

  private void writeTool() throws IOException {
    json.writeObjectFieldStart("tool");
    json.writeObjectFieldStart("driver");
    json.writeStringField("name", "Umbriel");
    json.writeArrayFieldStart("rules");
    for (CheckKind kind : RULES) {
      json.writeStartObject();
      json.writeStringField("id", kind.name());
      writeText("shortDescription", kind.label());
      writeText("fullDescription", describe(kind));
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndObject();
  }

  private static String describe(CheckKind kind) {
    return kind.exception().isEmpty()
        ? "A call that does not keep what its callee requires."
        : "The JVM, or the program, throws " + JavaNames.type(kind.exception()) + " here.";
  }

  private void writeInvocation() throws IOException {
    json.writeArrayFieldStart("invocations");
    json.writeStartObject();
    json.writeStringField("commandLine", report.command());
    json.writeBooleanField("executionSuccessful", !report.partial());
    json.writeArrayFieldStart("toolExecutionNotifications");
    for (InputSummary input : report.inputs()) {
      for (String problem : input.unreadable()) {
        json.writeStartObject();
        json.writeStringField("level", "error");
        writeText("message", "could not be read: " + problem);
        json.writeEndObject();
      }
    }
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndArray();
  }

  private void writeArtifacts() throws IOException {
    json.writeArrayFieldStart("artifacts");
    for (InputSummary input : report.inputs()) {
      json.writeStartObject();
      json.writeObjectFieldStart("location");
      json.writeStringField("uri", uri(input.name()));
      json.writeEndObject();
      json.writeObjectFieldStart("hashes");
      json.writeStringField("sha-256", input.digest().substring(input.digest().indexOf(':') + 1));
      json.writeEndObject();
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void writeResult(Finding finding) throws IOException {
    SiteId id = finding.site().id();
    json.writeStartObject();
    json.writeStringField("ruleId", id.kind().name());
    json.writeNumberField("ruleIndex", RULES.indexOf(id.kind()));
    json.writeStringField("level", finding.level().key());
    if (report.hasBaseline()) {
      json.writeStringField("baselineState", report.isKnown(finding) ? "unchanged" : "new");
    }
    writeText("message", message(finding));
    json.writeArrayFieldStart("locations");
    json.writeStartObject();
    writePhysicalLocation(id, finding.site().line());
    json.writeArrayFieldStart("logicalLocations");
    json.writeStartObject();
    json.writeStringField("fullyQualifiedName", JavaNames.method(id.method()));
    json.writeStringField("decoratedName", id.method().toString());
    json.writeStringField("kind", "function");
    json.writeEndObject();
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndArray();
    json.writeObjectFieldStart("partialFingerprints");
    json.writeStringField(FINGERPRINT, id.toString());
    json.writeEndObject();
    writeCodeFlow(finding);
    json.writeEndObject();
  }

  private static String message(Finding finding) {
    return "Called as "
        + finding.witness().call()
        + ", it throws "
        + finding.thrown()
        + " (replayed)."
        + (finding.certain() ? " Every path that gets here fails." : "");
  }

  private void writePhysicalLocation(SiteId id, int line) throws IOException {
    json.writeObjectFieldStart("physicalLocation");
    json.writeObjectFieldStart("artifactLocation");
    json.writeStringField("uri", uri(report.sourcePath(id.method().owner())));
    json.writeStringField("uriBaseId", SOURCE_ROOT);
    json.writeEndObject();
    if (line > 0) {
      json.writeObjectFieldStart("region");
      json.writeNumberField("startLine", line);
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  private void writeCodeFlow(Finding finding) throws IOException {
    if (finding.witness().path().isEmpty()) {
      return;
    }
    json.writeArrayFieldStart("codeFlows");
    json.writeStartObject();
    json.writeArrayFieldStart("threadFlows");
    json.writeStartObject();
    json.writeArrayFieldStart("locations");
    for (Witness.Step step : finding.witness().path()) {
      json.writeStartObject();
      json.writeObjectFieldStart("location");
      writePhysicalLocation(finding.site().id(), step.line());
      json.writeEndObject();
      json.writeObjectFieldStart("state");
      for (var value : step.values().entrySet()) {
        writeText(value.getKey(), value.getValue());
      }
      json.writeEndObject();
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndArray();
  }

  private void writeText(String field, String text) throws IOException {
    json.writeObjectFieldStart(field);
    json.writeStringField("text", text);
    json.writeEndObject();
  }

  /** A relative URI reference (RFC 3986); class names may hold any character. */
  private static String uri(String path) {
    try {
      return new URI(null, null, path, null).toASCIIString();
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(path, e);
    }
  }
}
