package org.umbriel.benchmarks.runtime;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.umbriel.benchmarks.jvm.Jvm;
import org.umbriel.benchmarks.jvm.Workspace;
import org.umbriel.benchmarks.subject.CommandLines;
import org.umbriel.benchmarks.subject.Variant;
import org.umbriel.benchmarks.workload.WorkloadMain;
import org.umbriel.proxy.maven.ArtifactResolver;
import org.umbriel.proxy.maven.Coordinate;
import org.umbriel.proxy.maven.MavenException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code benchmarks/run runtime}: run time of original : slimmed : all checks. */
@Command(
    name = "runtime",
    mixinStandardHelpOptions = true,
    header = {"Example: benchmarks/run runtime --rounds 9", ""},
    description = "Run time of real workloads: original jar, slimmed jar, jar with all checks.")
public final class RuntimeCommand implements Callable<Integer> {
  private static final Duration LIMIT = Duration.ofMinutes(10);

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--rounds",
      defaultValue = "5",
      description = "Processes for each jar, in turn; default ${DEFAULT-VALUE}.")
  private int rounds;

  @Option(
      names = "--times",
      defaultValue = "60",
      description = "How often a process does its work; default ${DEFAULT-VALUE}.")
  private int times;

  @Option(names = "--jdk", paramLabel = "HOME", description = "Run on this JDK.")
  private @Nullable Path jdk;

  /** A workload and the jar that does the work. */
  private enum Subject {
    H2("h2", "com.h2database:h2:2.3.232"),
    LANG("commons-lang3", "org.apache.commons:commons-lang3:3.17.0"),
    GSON("gson", "com.google.code.gson:gson:2.11.0");

    private final String workload;
    private final String coordinate;

    Subject(String workload, String coordinate) {
      this.workload = workload;
      this.coordinate = coordinate;
    }
  }

  /** The jars that are compared, in the order of the columns. */
  private enum Copy {
    ORIGINAL(null),
    SLIMMED(Variant.ASSERTIONS),
    ALL_CHECKS(Variant.ALL_CHECKS);

    private final @Nullable Variant variant;

    Copy(@Nullable Variant variant) {
      this.variant = variant;
    }
  }

  /**
   * What a process measured, CPU time in nanoseconds.
   *
   * @param start until the work was done once
   * @param steady of the second half
   */
  private record Sample(long checksum, long start, long steady) {}

  @Override
  public Integer call() throws IOException, InterruptedException, MavenException {
    PrintWriter out = spec.commandLine().getOut();
    Jvm jvm = jdk == null ? Jvm.running() : Jvm.in(jdk).orElseThrow();
    out.printf(
        "JDK %s, CPU time, medians of %d processes in turn, the work done %d times in each%n%n",
        jvm.version(), rounds, times);
    out.printf("%-28s%12s%24s%24s%n", "", "original", "slimmed", "all checks");
    boolean same = true;
    try (ArtifactResolver resolver = ArtifactResolver.ofThisMachine();
        Workspace workspace = Workspace.open("runtime", null)) {
      for (Subject subject : Subject.values()) {
        Path jar = resolver.resolve(Coordinate.parse(subject.coordinate).orElseThrow()).file();
        same &= measure(subject, jar, jvm, workspace, out);
      }
    }
    return same ? 0 : 1;
  }

  private boolean measure(Subject subject, Path jar, Jvm jvm, Workspace workspace, PrintWriter out)
      throws IOException, InterruptedException {
    Map<Copy, Path> jars = new EnumMap<>(Copy.class);
    Map<Copy, List<Sample>> samples = new EnumMap<>(Copy.class);
    for (Copy copy : Copy.values()) {
      Path file = workspace.file(copy + "-" + jar.getFileName());
      if (copy.variant == null) {
        Files.copy(jar, file);
      } else {
        CommandLines.rewrite(jar, file, List.of(), List.of(jvm.home()), copy.variant);
      }
      jars.put(copy, file);
      samples.put(copy, new ArrayList<>());
    }
    for (int round = 0; round < rounds; round++) {
      for (Copy copy : Copy.values()) {
        samples.get(copy).add(run(subject, jars.get(copy), jvm, workspace));
      }
    }
    row(subject.workload + ", to the first result", samples, Sample::start, out);
    row(subject.workload + ", warm", samples, Sample::steady, out);
    long results =
        samples.values().stream()
            .flatMap(List::stream)
            .mapToLong(Sample::checksum)
            .distinct()
            .count();
    if (results != 1) {
      out.println("  DIFFERS: the copies computed " + results + " different results");
    }
    return results == 1;
  }

  private Sample run(Subject subject, Path jar, Jvm jvm, Workspace workspace)
      throws IOException, InterruptedException {
    Path output = workspace.file("sample.txt").toAbsolutePath();
    Path log = workspace.file("log.txt");
    Jvm.Launch launch =
        new Jvm.Launch(
            List.of("-Xmx512m", "-XX:+UseSerialGC"),
            List.of(jar, Jvm.locationOf(WorkloadMain.class)),
            WorkloadMain.class.getName(),
            List.of(output.toString(), subject.workload, String.valueOf(times)));
    if (!jvm.run(launch, workspace.folder("work"), log, LIMIT)) {
      throw new IOException(subject.workload + " failed: " + Files.readString(log));
    }
    String[] fields = Files.readString(output).split(" ");
    return new Sample(
        Long.parseLong(fields[0]), Long.parseLong(fields[1]), Long.parseLong(fields[2]));
  }

  private static void row(
      String label,
      Map<Copy, List<Sample>> samples,
      ToLongFunction<Sample> measured,
      PrintWriter out) {
    double original = median(samples.get(Copy.ORIGINAL), measured);
    out.printf("%-28s%10.2f s", label, original);
    for (Copy copy : List.of(Copy.SLIMMED, Copy.ALL_CHECKS)) {
      double median = median(samples.get(copy), measured);
      out.printf("%14.2f s x%6.3f", median, median / original);
    }
    out.println();
    out.flush();
  }

  private static double median(List<Sample> samples, ToLongFunction<Sample> measured) {
    long[] sorted = samples.stream().mapToLong(measured).sorted().toArray();
    int middle = sorted.length / 2;
    long median =
        sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    return median / 1e9;
  }
}
