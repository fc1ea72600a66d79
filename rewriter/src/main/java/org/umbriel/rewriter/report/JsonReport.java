package org.umbriel.rewriter.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import org.umbriel.rewriter.RejectedClass;
import org.umbriel.rewriter.RewriteReport;
import org.umbriel.rewriter.pipeline.Tally.Count;

/**
 * {@code RewriteReport -> JSON}, schema {@code umbriel-rewrite/1}: one object, keys never renamed.
 */
public final class JsonReport {
  private JsonReport() {}

  /** Writes a report; the writer stays open. */
  public static void write(RewriteReport report, String output, Writer out) throws IOException {
    try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
      json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
      json.setPrettyPrinter(new DefaultPrettyPrinter());
      json.writeStartObject();
      json.writeStringField("schema", "umbriel-rewrite/1");
      json.writeStringField("input", report.input());
      json.writeStringField("output", output);
      json.writeBooleanField("verified", report.isVerified());
      json.writeStringField("buildId", report.buildId());
      json.writeNumberField("classes", report.classes());
      json.writeNumberField("changed", report.changed());
      json.writeObjectFieldStart("link");
      json.writeNumberField("references", report.count(Count.LINK_REFERENCES));
      json.writeNumberField("inserted", report.count(Count.LINK_INSERTED));
      json.writeNumberField("settled", report.count(Count.LINK_SETTLED));
      json.writeEndObject();
      json.writeObjectFieldStart("assertions");
      json.writeNumberField("found", report.count(Count.ASSERTIONS));
      json.writeNumberField("inserted", report.count(Count.ASSERTIONS_INSERTED));
      json.writeNumberField("guarded", report.count(Count.ASSERTIONS_GUARDED));
      json.writeNumberField("proven", report.count(Count.ASSERTIONS_PROVEN));
      json.writeNumberField("evaluated", report.count(Count.ASSERTIONS_EVALUATED));
      json.writeEndObject();
      json.writeObjectFieldStart("explanations");
      json.writeNumberField("found", report.count(Count.EXPLANATIONS));
      json.writeNumberField("inserted", report.count(Count.EXPLANATIONS_INSERTED));
      json.writeNumberField("proven", report.count(Count.EXPLANATIONS_PROVEN));
      json.writeNumberField("left", report.count(Count.EXPLANATIONS_LEFT));
      json.writeEndObject();
      json.writeObjectFieldStart("contracts");
      json.writeNumberField("found", report.count(Count.CONTRACTS));
      json.writeNumberField("inserted", report.count(Count.CONTRACTS_INSERTED));
      json.writeEndObject();
      json.writeObjectFieldStart("size");
      json.writeNumberField("before", report.sizes().before());
      json.writeNumberField("after", report.sizes().after());
      json.writeNumberField("description", report.sizes().description());
      json.writeEndObject();
      if (report.signature().isPresent()) {
        json.writeStringField("signedBy", report.signature().get().toString());
      }
      texts(json, "rejected", report.rejected().stream().map(RejectedClass::toString).toList());
      texts(json, "unreadable", report.unreadable());
      texts(json, "remarks", report.remarks());
      json.writeEndObject();
    }
  }

  private static void texts(JsonGenerator json, String name, List<String> lines)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (String line : lines) {
      json.writeString(line);
    }
    json.writeEndArray();
  }
}
