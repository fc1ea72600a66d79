package org.umbriel.benchmarks.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.umbriel.benchmarks.jvm.Workspace;
import org.umbriel.metadata.site.CheckKind;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code benchmarks/run acceptance table}: the README's table. */
@Command(
    name = "table",
    mixinStandardHelpOptions = true,
    description = "Runs 'check' on three real jars and prints the README's table.")
final class TableCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      paramLabel = "COORDINATE",
      arity = "0..*",
      description = "Jars; default: commons-lang3 3.17.0, gson 2.11.0, h2 2.3.232.")
  private List<String> coordinates = new ArrayList<>();

  @Option(names = "--no-paths", description = "Check on facts alone.")
  private boolean noPaths;

  /**
   * What {@code umbriel check} reports of one jar.
   *
   * @param name file name
   */
  private record Checked(String name, JsonNode report) {
    JsonNode totals() {
      return report.get("totals");
    }
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    List<Checked> all = new ArrayList<>();
    try (Workspace workspace = Workspace.open("table", null)) {
      for (String coordinate : coordinates.isEmpty() ? Jars.THREE : coordinates) {
        all.add(check(coordinate, workspace));
      }
    }
    out.println(
        "| jar | check | sites | trivial | proven | by contract | refuted | left in | decided |");
    out.println("|---|---|--:|--:|--:|--:|--:|--:|--:|");
    all.forEach(checked -> rows(checked, out));
    out.println();
    out.println("| jar | classes | methods | seconds | CPU seconds | heap MB |");
    out.println("|---|--:|--:|--:|--:|--:|");
    all.forEach(checked -> cost(checked, out));
    out.flush();
    return 0;
  }

  private Checked check(String coordinate, Workspace workspace)
      throws IOException, InterruptedException {
    List<String> options = noPaths ? List.of("--no-paths") : List.of();
    JsonNode read = new CheckProcess(workspace, "store").check(coordinate, options);
    return new Checked(read.at("/inputs/0/name").asText(), read);
  }

  private static void rows(Checked checked, PrintWriter out) {
    JsonNode byKind = checked.totals().get("byKind");
    for (CheckKind kind : CheckKind.values()) {
      if (kind.inHeadline() && byKind.has(kind.name())) {
        row(checked.name(), kind.label(), byKind.get(kind.name()), out);
      }
    }
    row(checked.name(), "**all**", checked.totals(), out);
    JsonNode calls = byKind.get(CheckKind.PRECONDITION.name());
    if (calls != null) {
      row(checked.name(), "calls, contract kept", calls, out);
    }
  }

  private static void row(String jar, String label, JsonNode counts, PrintWriter out) {
    int proven = counts.get("proven").asInt();
    int contract = counts.get("contract").asInt();
    int refuted = counts.get("refuted").asInt();
    int open = proven + contract + refuted + counts.get("unproven").asInt();
    out.printf(
        Locale.ROOT,
        "| %s | %s | %,d | %,d | %,d | %,d | %,d | %,d | %s |%n",
        jar,
        label,
        counts.get("sites").asInt(),
        counts.get("trivial").asInt(),
        proven,
        contract,
        refuted,
        counts.get("unproven").asInt(),
        open == 0
            ? ""
            : String.format(Locale.ROOT, "%.1f %%", 100.0 * (proven + contract + refuted) / open));
  }

  private static void cost(Checked checked, PrintWriter out) {
    JsonNode cost = checked.report().get("cost");
    out.printf(
        Locale.ROOT,
        "| %s | %,d | %,d | %.1f | %.1f | %,d |%n",
        checked.name(),
        checked.report().at("/inputs/0/classes").asInt(),
        checked.report().at("/inputs/0/methods").asInt(),
        cost.get("wallSeconds").asDouble(),
        cost.get("cpuSeconds").asDouble(),
        cost.get("peakMegabytes").asInt());
  }
}
