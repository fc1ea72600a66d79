package org.umbriel.benchmarks.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.umbriel.benchmarks.jvm.Workspace;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code benchmarks/run acceptance store}: the second run against the first, 1 job against 2. */
@Command(
    name = "store",
    mixinStandardHelpOptions = true,
    description =
        "Checks a jar, and again: the same answer from the store, in less than a tenth of the CPU"
            + " time; and with one job and two, with the same answer.")
final class StoreCommand implements Callable<Integer> {
  private static final double LEAST_RATIO = 10;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      paramLabel = "COORDINATE",
      arity = "0..1",
      defaultValue = Jars.LANG,
      description = "A jar; default ${DEFAULT-VALUE}.")
  private String coordinate = "";

  @Option(names = "--no-paths", description = "Check on facts alone.")
  private boolean noPaths;

  @Override
  public Integer call() throws IOException, InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    JsonNode one;
    JsonNode two;
    JsonNode again;
    JsonNode facts;
    try (Workspace workspace = Workspace.open("store", null)) {
      one = new CheckProcess(workspace, "store-of-one").check(coordinate, options(1));
      CheckProcess kept = new CheckProcess(workspace, "store-of-two");
      two = kept.check(coordinate, options(2));
      again = kept.check(coordinate, options(2));
      facts =
          new CheckProcess(workspace, "store-of-facts")
              .check(coordinate, List.of("--no-paths", "--jobs", "2"));
    }
    double ratio = cost(two, "cpuSeconds") / cost(again, "cpuSeconds");
    line(out, "first run, 1 job", one);
    line(out, "first run, 2 jobs", two);
    line(out, "second run", again);
    out.printf(Locale.ROOT, "1 job against 2       %.1f x%n", wall(one) / wall(two));
    out.printf(Locale.ROOT, "first against second  %.1f x CPU%n", ratio);
    tiers(out, facts, two);
    boolean same = answer(one).equals(answer(two)) && answer(two).equals(answer(again));
    out.println(same ? "the answers are the same" : "DEFECT: the answers differ");
    out.flush();
    return same && ratio >= LEAST_RATIO ? 0 : 1;
  }

  /** What the tiers and the solver do in a second; the time of paths is what facts do not take. */
  private static void tiers(PrintWriter out, JsonNode facts, JsonNode all) {
    double sites = facts.at("/totals/sites").asDouble();
    double open = facts.at("/totals/unproven").asDouble();
    double secondsOfFacts = cost(facts, "cpuSeconds");
    double secondsOfPaths = Math.max(0.1, cost(all, "cpuSeconds") - secondsOfFacts);
    double queries = Math.max(1, cost(all, "queries"));
    out.printf(Locale.ROOT, "facts                 %,.0f sites/s CPU%n", sites / secondsOfFacts);
    out.printf(
        Locale.ROOT, "paths and replay      %,.0f sites left in/s CPU%n", open / secondsOfPaths);
    out.printf(
        Locale.ROOT,
        "queries               %,.0f, %,.0f/s CPU; %.1f %% never reach a solver, the others ask it"
            + " %,.0f times; %,.0f of its processes failed%n",
        queries,
        queries / secondsOfPaths,
        100 * (1 - cost(all, "queriesToSolver") / queries),
        cost(all, "solverCalls"),
        cost(all, "solverRestarts"));
  }

  private List<String> options(int jobs) {
    List<String> options =
        new ArrayList<>(List.of("--all-sites", "--jobs", Integer.toString(jobs)));
    if (noPaths) {
      options.add("--no-paths");
    }
    return options;
  }

  private static void line(PrintWriter out, String name, JsonNode report) {
    double cpu = cost(report, "cpuSeconds");
    out.printf(
        Locale.ROOT,
        "%-20s  %6.1f s, %6.1f s CPU, %,.0f sites/s%n",
        name,
        wall(report),
        cpu,
        report.at("/totals/sites").asDouble() / cpu);
  }

  private static double wall(JsonNode report) {
    return cost(report, "wallSeconds");
  }

  private static double cost(JsonNode report, String key) {
    return report.get("cost").get(key).asDouble();
  }

  /** Everything but what it cost. */
  private static JsonNode answer(JsonNode report) {
    ObjectNode answer = report.deepCopy();
    answer.remove("cost");
    return answer;
  }
}
