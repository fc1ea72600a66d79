package org.umbriel.benchmarks.svcomp;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code benchmarks/run acceptance sv-comp}: right, wrong and missing answers, by folder. */
@Command(
    name = "sv-comp",
    aliases = "svcomp",
    mixinStandardHelpOptions = true,
    header = {"Example: benchmarks/run acceptance sv-comp java --property valid-assert", ""},
    description = "Scores competition mode on folders of SV-COMP tasks.")
public final class SvcompCommand implements Callable<Integer> {
  private static final String TOTAL = "all folders";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      arity = "1..*",
      paramLabel = "DIR",
      description = "A folder of task definitions, or of such folders.")
  private List<Path> folders = new ArrayList<>();

  @Option(
      names = "--property",
      defaultValue = "valid-assert",
      description = "valid-assert or no-runtime-exception; default ${DEFAULT-VALUE}.")
  private String property = "valid-assert";

  @Option(names = "--jobs", defaultValue = "2", description = "Default ${DEFAULT-VALUE}.")
  private int jobs;

  @Option(
      names = "--limit",
      defaultValue = "10",
      description = "CPU seconds a task; default ${DEFAULT-VALUE}.")
  private int limit;

  @Option(names = "--launcher", defaultValue = "./umbriel", description = "What is run.")
  private Path launcher = Path.of("umbriel");

  @Override
  public Integer call() throws IOException, InterruptedException, ExecutionException {
    PrintWriter out = spec.commandLine().getOut();
    Path propertyFile = Files.createTempFile("property", ".prp");
    Files.writeString(
        propertyFile,
        property.equals("valid-assert")
            ? "CHECK( init(Main.main()), LTL(G assert) )\n"
            : "CHECK( init(Main.main()), LTL(G ! uncaught(java.lang.RuntimeException)) )\n");
    List<Run> all = new ArrayList<>();
    for (Path folder : withTasks()) {
      List<Run> runs = runs(Task.in(folder, property), propertyFile);
      print(folder.toString(), runs, out);
      all.addAll(runs);
    }
    print(TOTAL, all, out);
    Files.delete(propertyFile);
    return count(all, Run.Mark.WRONG) == 0 ? 0 : 1;
  }

  /** The folders given, each replaced by those within it if it has no task definition itself. */
  private List<Path> withTasks() throws IOException {
    List<Path> found = new ArrayList<>();
    for (Path folder : folders) {
      if (!Task.in(folder, property).isEmpty()) {
        found.add(folder);
      } else {
        try (Stream<Path> inner = Files.list(folder)) {
          for (Path each : inner.filter(Files::isDirectory).sorted().toList()) {
            if (!Task.in(each, property).isEmpty()) {
              found.add(each);
            }
          }
        }
      }
    }
    return found;
  }

  private List<Run> runs(List<Task> tasks, Path propertyFile)
      throws InterruptedException, ExecutionException {
    ExecutorService pool = Executors.newFixedThreadPool(jobs);
    List<Future<Run>> futures = new ArrayList<>();
    for (Task task : tasks) {
      futures.add(pool.submit(() -> Run.of(task, launcher.toAbsolutePath(), propertyFile, limit)));
    }
    pool.shutdown();
    List<Run> runs = new ArrayList<>();
    for (Future<Run> future : futures) {
      runs.add(future.get());
    }
    return runs;
  }

  private static void print(String folder, List<Run> runs, PrintWriter out) {
    for (Run run : folder.equals(TOTAL) ? List.<Run>of() : runs) {
      if (run.mark() != Run.Mark.RIGHT) {
        out.printf(
            "  %-6s %s: %s, expected %s%n",
            run.mark(),
            run.task().name(),
            run.answer(),
            String.valueOf(run.task().expected()).toUpperCase(java.util.Locale.ROOT));
      }
    }
    double[] seconds = runs.stream().mapToDouble(Run::cpuSeconds).sorted().toArray();
    double total = java.util.Arrays.stream(seconds).sum();
    out.printf(
        "%s: %d tasks, %d right, %d wrong, %d unknown, %d points, CPU median %.2f s, in all %.0f"
            + " s%n",
        folder,
        runs.size(),
        count(runs, Run.Mark.RIGHT),
        count(runs, Run.Mark.WRONG),
        count(runs, Run.Mark.NONE),
        runs.stream().mapToInt(Run::points).sum(),
        seconds.length == 0 ? 0 : seconds[seconds.length / 2],
        total);
  }

  private static int count(List<Run> runs, Run.Mark mark) {
    return (int) runs.stream().filter(run -> run.mark() == mark).count();
  }
}
