package org.umbriel.symexec.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.Writer;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.umbriel.metadata.classfile.JavaNames;
import org.umbriel.metadata.site.CheckSite;
import org.umbriel.metadata.site.Contract;
import org.umbriel.metadata.site.SiteId;
import org.umbriel.metadata.site.SiteVerdict;
import org.umbriel.metadata.site.Verdict;
import org.umbriel.metadata.site.Witness;

/** {@code CheckReport -> JSON}, schema {@code umbriel-check/1}: one object, keys never renamed. */
public final class JsonReport {
  private final CheckReport report;
  private final Map<SiteId, Finding> findings = new HashMap<>();
  private final JsonGenerator json;

  private JsonReport(CheckReport report, JsonGenerator json) {
    this.report = report;
    this.json = json;
    report.findings().forEach(f -> findings.put(f.site().id(), f));
  }

  /**
   * Writes a report; the writer stays open.
   *
   * @param allSites whether proven and trivial sites are listed too
   */
  public static void write(CheckReport report, boolean allSites, Writer out) throws IOException {
    try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
      json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
      json.setPrettyPrinter(new DefaultPrettyPrinter());
      new JsonReport(report, json).write(allSites);
    }
  }

  private void write(boolean allSites) throws IOException {
    json.writeStartObject();
    json.writeStringField("schema", "umbriel-check/1");
    json.writeStringField("mode", report.mode());
    json.writeStringField("jdk", report.jdk());
    writeInputs();
    writeTotals();
    json.writeArrayFieldStart("sites");
    for (SiteVerdict verdict : report.verdicts()) {
      if (allSites || !(verdict.verdict() instanceof Verdict.Proven)) {
        writeSite(verdict);
      }
    }
    json.writeEndArray();
    writeContracts();
    writeStrings("missing", List.copyOf(report.missing()));
    json.writeBooleanField("interrupted", report.interrupted());
    writeCost();
    json.writeEndObject();
  }

  private void writeStrings(String key, List<String> values) throws IOException {
    json.writeArrayFieldStart(key);
    for (String value : values) {
      json.writeString(value);
    }
    json.writeEndArray();
  }

  private void writeInputs() throws IOException {
    json.writeArrayFieldStart("inputs");
    for (InputSummary input : report.inputs()) {
      json.writeStartObject();
      json.writeStringField("name", input.name());
      json.writeStringField("digest", input.digest());
      json.writeNumberField("classes", input.classes());
      json.writeNumberField("methods", input.methods());
      writeStrings("unreadable", input.unreadable());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void writeTotals() throws IOException {
    Totals totals = report.totals();
    json.writeObjectFieldStart("totals");
    writeRow(totals.headline());
    json.writeNumberField("unreachable", totals.unreachable());
    json.writeNumberField("provenShare", Math.round(totals.provenShare() * 10_000) / 10_000.0);
    json.writeObjectFieldStart("preconditions");
    Totals.Row calls = totals.preconditions();
    json.writeNumberField("sites", calls.sites());
    json.writeNumberField("proven", calls.proven() + calls.contract());
    json.writeNumberField("refuted", calls.refuted());
    json.writeNumberField("unproven", calls.unproven());
    json.writeEndObject();
    json.writeObjectFieldStart("byKind");
    for (var entry : totals.byKind().entrySet()) {
      json.writeObjectFieldStart(entry.getKey().name());
      writeRow(entry.getValue());
      json.writeEndObject();
    }
    json.writeEndObject();
    json.writeObjectFieldStart("byTier");
    for (var entry : totals.byTier().entrySet()) {
      json.writeNumberField(entry.getKey().key(), entry.getValue());
    }
    json.writeEndObject();
    json.writeObjectFieldStart("byReason");
    for (var entry : totals.byReason().entrySet()) {
      json.writeNumberField(entry.getKey().key(), entry.getValue());
    }
    json.writeEndObject();
    json.writeEndObject();
  }

  private void writeRow(Totals.Row row) throws IOException {
    json.writeNumberField("sites", row.sites());
    json.writeNumberField("trivial", row.trivial());
    json.writeNumberField("proven", row.proven());
    json.writeNumberField("contract", row.contract());
    json.writeNumberField("refuted", row.refuted());
    json.writeNumberField("unproven", row.unproven());
  }

  private void writeSite(SiteVerdict verdict) throws IOException {
    CheckSite site = verdict.site();
    json.writeStartObject();
    json.writeStringField("id", site.id().toString());
    json.writeStringField("kind", site.kind().name());
    json.writeStringField("class", JavaNames.type(site.id().method().owner()));
    json.writeStringField("method", site.id().method().name() + site.id().method().descriptor());
    json.writeNumberField("bci", site.bytecodeIndex());
    json.writeNumberField("line", site.line());
    json.writeBooleanField("trivial", site.trivial());
    json.writeStringField("verdict", name(verdict.verdict()));
    json.writeStringField("tier", verdict.tier().key());
    writeStrings("assumptions", assumptions(verdict.verdict()));
    writeReason(verdict.verdict());
    Finding finding = findings.get(site.id());
    if (finding != null) {
      json.writeStringField("level", finding.level().key());
      json.writeBooleanField("certain", finding.certain());
      if (report.hasBaseline()) {
        json.writeBooleanField("known", report.isKnown(finding));
      }
      writeWitness(finding.witness());
    }
    json.writeEndObject();
  }

  private static String name(Verdict verdict) {
    if (verdict instanceof Verdict.Proven) {
      return "proven";
    }
    return verdict instanceof Verdict.Refuted ? "refuted" : "unproven";
  }

  private static List<String> assumptions(Verdict verdict) {
    return verdict instanceof Verdict.Proven proven
        ? proven.assumptions().stream().map(a -> a.text()).sorted().toList()
        : List.of();
  }

  private void writeReason(Verdict verdict) throws IOException {
    if (verdict instanceof Verdict.Unproven unproven) {
      json.writeStringField("reason", unproven.reason().key());
      json.writeStringField("detail", unproven.detail());
    } else {
      json.writeNullField("reason");
    }
  }

  private void writeWitness(Witness witness) throws IOException {
    json.writeObjectFieldStart("witness");
    json.writeStringField("call", witness.call());
    json.writeStringField("exception", JavaNames.type(witness.exception()));
    json.writeStringField("message", witness.message());
    json.writeBooleanField("replayed", true);
    if (witness.test().isPresent()) {
      json.writeStringField("test", witness.test().get().path());
    }
    json.writeEndObject();
    json.writeArrayFieldStart("path");
    for (Witness.Step step : witness.path()) {
      json.writeStartObject();
      json.writeNumberField("line", step.line());
      json.writeObjectFieldStart("values");
      for (var value : step.values().entrySet()) {
        json.writeStringField(value.getKey(), value.getValue());
      }
      json.writeEndObject();
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void writeContracts() throws IOException {
    json.writeArrayFieldStart("contracts");
    for (Contract contract :
        report.contracts().stream()
            .sorted(Comparator.comparing(Contract::method).thenComparing(Contract::parameter))
            .toList()) {
      json.writeStartObject();
      json.writeStringField("method", contract.method().toString());
      json.writeStringField("requires", contract.predicate());
      json.writeStringField("origin", contract.origin().name().toLowerCase(Locale.ROOT));
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void writeCost() throws IOException {
    Cost cost = report.cost();
    json.writeObjectFieldStart("cost");
    json.writeNumberField("wallSeconds", cost.wallSeconds());
    json.writeNumberField("cpuSeconds", cost.cpuSeconds());
    json.writeNumberField("jobs", cost.jobs());
    json.writeNumberField("peakMegabytes", cost.peakMegabytes());
    json.writeNumberField("queries", cost.queries());
    json.writeNumberField("queriesToSolver", cost.queriesToSolver());
    json.writeNumberField("solverCalls", cost.solverCalls());
    json.writeNumberField("solverRestarts", cost.solverRestarts());
    json.writeNumberField("cacheHits", cost.cacheHits());
    json.writeEndObject();
  }
}
