package org.umbriel.symexec.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.umbriel.metadata.site.CheckKind;

/** The SARIF report against the standard's own schema. */
final class SarifReportTest {
  private static JsonNode sarif(CheckReport report) throws IOException {
    StringWriter text = new StringWriter();
    SarifReport.write(report, text);
    return new ObjectMapper().readTree(text.toString());
  }

  private static JsonSchema schema() throws IOException {
    try (InputStream schema =
        SarifReportTest.class.getResourceAsStream("/schema/sarif-schema-2.1.0.json")) {
      return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7)
          .getSchema(new ObjectMapper().readTree(schema));
    }
  }

  @Test
  void passesTheSchema() throws IOException {
    assertEquals(Set.of(), schema().validate(sarif(Reports.with(Optional.empty()))));
    assertEquals(Set.of(), schema().validate(sarif(Reports.with(Optional.of(Set.of())))));
  }

  @Test
  void theSchemaIsNotDeaf() throws IOException {
    JsonNode broken =
        new ObjectMapper().readTree("{\"version\": \"2.1.0\", \"runs\": [ { \"results\": 1 } ]}");
    assertTrue(!schema().validate(broken).isEmpty());
  }

  @Test
  void aResultNamesRulePlaceAndSite() throws IOException {
    JsonNode run = sarif(Reports.with(Optional.empty())).at("/runs/0");
    JsonNode result = run.at("/results/0");
    assertEquals("ARRAY_BOUNDS", result.at("/ruleId").asText());
    assertEquals(
        "ARRAY_BOUNDS",
        run.at("/tool/driver/rules/" + result.at("/ruleIndex").asInt() + "/id").asText());
    assertEquals("error", result.at("/level").asText());
    assertEquals(
        "a/b/Foo.java", result.at("/locations/0/physicalLocation/artifactLocation/uri").asText());
    assertEquals(214, result.at("/locations/0/physicalLocation/region/startLine").asInt());
    assertEquals(
        "a/b/Foo$Inner.bar([CI)C#ARRAY_BOUNDS#0@3f9c",
        result.at("/partialFingerprints/umbrielSiteId~1v1").asText());
    assertEquals(
        210,
        result
            .at("/codeFlows/0/threadFlows/0/locations/0/location/physicalLocation/region/startLine")
            .asInt());
    assertEquals(
        "could not be read: x/Y.class: truncated",
        run.at("/invocations/0/toolExecutionNotifications/0/message/text").asText());
  }

  @Test
  void whatTheBaselineHasIsUnchanged() throws IOException {
    CheckReport report = Reports.with(Optional.of(Set.of(Reports.id(CheckKind.ARRAY_BOUNDS, 0))));
    JsonNode results = sarif(report).at("/runs/0/results");
    assertEquals("unchanged", results.at("/0/baselineState").asText());
    assertEquals("new", results.at("/1/baselineState").asText());
  }
}
