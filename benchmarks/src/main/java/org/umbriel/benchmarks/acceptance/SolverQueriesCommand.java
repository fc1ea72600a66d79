package org.umbriel.benchmarks.acceptance;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.umbriel.symexec.solver.ScriptPortfolio;
import org.umbriel.symexec.solver.Scripts;
import org.umbriel.symexec.solver.cvc5.Cvc5;
import org.umbriel.symexec.solver.cvc5.Cvc5Scripts;
import org.umbriel.symexec.solver.z3.Z3Scripts;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code benchmarks/run acceptance solver-queries FILE}: what each solver and both answer. */
@Command(
    name = "solver-queries",
    mixinStandardHelpOptions = true,
    description = "Asks Z3, cvc5 and both the queries of a file; a wrong answer is a defect.")
final class SolverQueriesCommand implements Callable<Integer> {
  private static final String HEAD = "@@ ";
  private static final double SECOND = 1_000;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      paramLabel = "FILE",
      description =
          "Queries, each after a line '@@ theory<TAB>name<TAB>sat or unsat', in SMT-LIB 2.")
  private Path file = Path.of("");

  @Option(
      names = "--theory",
      paramLabel = "NAME",
      description = "Only queries of these; default: all of them. Repeatable.")
  private List<String> theories = new ArrayList<>();

  private record Query(String theory, String name, Scripts.Result expected, String script) {}

  /** An answer and its CPU time in milliseconds. */
  private record Answered(Scripts.Result result, double milliseconds) {
    String text(Query query) {
      String mark = result == query.expected() || result == Scripts.Result.UNKNOWN ? "" : " WRONG";
      return String.format(Locale.ROOT, "%s%s %.0f ms", lower(result), mark, milliseconds);
    }

    boolean isRight(Query query) {
      return result == query.expected();
    }

    boolean isWrong(Query query) {
      return !isRight(query) && result != Scripts.Result.UNKNOWN;
    }

    boolean isQuick() {
      return milliseconds <= SECOND;
    }
  }

  /** How many queries of a theory were answered right, and right within a second. */
  private static final class Score {
    private int queries;
    private final Map<String, Integer> right = new LinkedHashMap<>();
    private final Map<String, Integer> inASecond = new LinkedHashMap<>();
    private int wrong;

    void add(String who, Query query, Answered answered) {
      right.merge(who, answered.isRight(query) ? 1 : 0, Integer::sum);
      inASecond.merge(who, answered.isRight(query) && answered.isQuick() ? 1 : 0, Integer::sum);
      wrong += answered.isWrong(query) ? 1 : 0;
    }
  }

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    Optional<String> missing = Cvc5.missing();
    missing.ifPresent(reason -> out.println("no cvc5 on this machine: " + reason));
    Map<String, Scripts> solvers = new LinkedHashMap<>();
    solvers.put("z3", new Z3Scripts());
    Scripts second = missing.isPresent() ? script -> Scripts.Result.UNKNOWN : new Cvc5Scripts();
    solvers.put("cvc5", second);
    solvers.put("both", new ScriptPortfolio(new Z3Scripts(), second));
    Map<String, Score> scores = new LinkedHashMap<>();
    out.println("| theory | query | expected | z3 | cvc5 | both |");
    out.println("|---|---|---|--:|--:|--:|");
    for (Query query : queries()) {
      if (theories.isEmpty() || theories.contains(query.theory())) {
        Score score = scores.computeIfAbsent(query.theory(), theory -> new Score());
        score.queries++;
        List<String> cells = new ArrayList<>();
        solvers.forEach(
            (name, solver) -> {
              Answered answered = ask(solver, query);
              score.add(name, query, answered);
              cells.add(answered.text(query));
            });
        out.printf(
            "| %s | %s | %s | %s |%n",
            query.theory(), query.name(), lower(query.expected()), String.join(" | ", cells));
        out.flush();
      }
    }
    return summary(scores, out);
  }

  private static int summary(Map<String, Score> scores, PrintWriter out) {
    out.println();
    out.println("| theory | queries | z3 | cvc5 | both | in 1 s: z3 | cvc5 | both |");
    out.println("|---|--:|--:|--:|--:|--:|--:|--:|");
    int wrong = 0;
    for (Map.Entry<String, Score> entry : scores.entrySet()) {
      Score score = entry.getValue();
      wrong += score.wrong;
      out.printf("| %s | %d |", entry.getKey(), score.queries);
      score.right.values().forEach(count -> out.printf(" %d |", count));
      score.inASecond.values().forEach(count -> out.printf(" %d |", count));
      out.println();
    }
    out.printf("%nwrong answers: %d%n", wrong);
    out.flush();
    return wrong == 0 ? 0 : 1;
  }

  private static String lower(Scripts.Result result) {
    return result.name().toLowerCase(Locale.ROOT);
  }

  private static Answered ask(Scripts solver, Query query) {
    OperatingSystemMXBean process =
        ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    long start = process.getProcessCpuTime();
    Scripts.Result result = solver.check(query.script());
    return new Answered(result, (process.getProcessCpuTime() - start) / 1e6);
  }

  private List<Query> queries() throws IOException {
    List<Query> queries = new ArrayList<>();
    StringBuilder script = new StringBuilder();
    String[] head = {};
    for (String line : Files.readAllLines(file)) {
      if (line.startsWith(HEAD)) {
        add(queries, head, script);
        head = line.substring(HEAD.length()).split("\t", -1);
      } else if (head.length > 0) {
        script.append(line).append('\n');
      }
    }
    add(queries, head, script);
    return queries;
  }

  private static void add(List<Query> queries, String[] head, StringBuilder script) {
    if (head.length > 2) {
      Scripts.Result expected = Scripts.Result.valueOf(head[2].toUpperCase(Locale.ROOT));
      queries.add(new Query(head[0], head[1], expected, script.toString()));
      script.setLength(0);
    }
  }
}
