package org.umbriel.benchmarks.verifier;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.umbriel.benchmarks.jvm.Jvm;
import org.umbriel.metadata.archive.MalformedArchiveException;
import org.umbriel.proxy.maven.ArtifactResolver;
import org.umbriel.proxy.maven.Coordinate;
import org.umbriel.proxy.maven.MavenException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code benchmarks/run acceptance verifier}: the table of verdicts, ours against HotSpot's. */
@Command(
    name = "verifier",
    mixinStandardHelpOptions = true,
    description =
        "Our verifier and HotSpot's (JDK 17 and 25, -Xverify:all) judge mutants of real classes.")
public final class VerifierCommand implements Callable<Integer> {
  private static final List<Integer> RELEASES = List.of(17, 25);
  private static final List<String> SUBJECTS =
      List.of(
          "org.apache.commons:commons-lang3:3.17.0",
          "com.google.guava:guava:33.3.1-jre",
          "log4j:log4j:1.2.8",
          "xerces:xerces:2.0.2");

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      paramLabel = "COORDINATE",
      arity = "0..*",
      description = "Jars that are mutated; default: commons-lang3, guava, and two old ones.")
  private List<String> coordinates = new ArrayList<>();

  @Option(
      names = "--classes",
      paramLabel = "N",
      description = "Mutants; default ${DEFAULT-VALUE}.",
      defaultValue = "10000")
  private int mutants;

  @Option(
      names = "--seed",
      paramLabel = "S",
      description = "The same seed makes the same mutants; default ${DEFAULT-VALUE}.",
      defaultValue = "1")
  private long seed;

  @Option(names = "--keep", paramLabel = "DIR", description = "Leave the differences there.")
  private @Nullable Path keep;

  @Override
  public Integer call() throws IOException, MavenException, MalformedArchiveException {
    PrintWriter out = spec.commandLine().getOut();
    List<Path> jars = new ArrayList<>();
    try (ArtifactResolver resolver = ArtifactResolver.ofThisMachine()) {
      for (String text : coordinates.isEmpty() ? SUBJECTS : coordinates) {
        Coordinate coordinate =
            Coordinate.parse(text).orElseThrow(() -> new IOException(text + ": no coordinate"));
        jars.add(resolver.resolve(coordinate).file());
      }
    }
    out.printf(
        "%-14s%10s%18s%18s%18s%18s%12s%n",
        "",
        "mutants",
        "accepted by both",
        "rejected by both",
        "wrongly accepted",
        "wrongly rejected",
        "no verdict");
    int wrong = 0;
    for (int release : RELEASES) {
      Optional<Jvm> jvm = Jvm.ofRelease(release);
      if (jvm.isEmpty()) {
        out.println("no JDK " + release + " found (JAVA_HOME_" + release + "): left out");
      } else {
        wrong += compare(jvm.get(), jars, out);
      }
    }
    return wrong == 0 ? 0 : 1;
  }

  private int compare(Jvm jvm, List<Path> jars, PrintWriter out)
      throws IOException, MalformedArchiveException {
    List<Differential.Difference> found = new ArrayList<>();
    try (Differential differential = new Differential(jvm, jars, found::add)) {
      new MutantStream(jars, seed).judge(differential, mutants);
      out.printf(
          Locale.ROOT,
          "%-14s%,10d%,18d%,18d%,18d%,18d%,12d%n",
          "JDK " + jvm.version(),
          mutants,
          differential.count(Differential.Outcome.ACCEPTED_BY_BOTH),
          differential.count(Differential.Outcome.REJECTED_BY_BOTH),
          differential.count(Differential.Outcome.WRONGLY_ACCEPTED),
          differential.count(Differential.Outcome.WRONGLY_REJECTED),
          differential.count(Differential.Outcome.NO_VERDICT));
    }
    for (int i = 0; i < found.size(); i++) {
      Differential.Difference difference = found.get(i);
      out.printf("  %s %s%n", difference.outcome(), difference.label());
      out.printf("    HotSpot  %s%n    ours     %s%n", difference.jvm(), difference.ours());
      if (keep != null) {
        Files.createDirectories(keep);
        Files.write(keep.resolve(jvm.feature() + "-" + i + ".class"), difference.bytes());
      }
    }
    out.flush();
    return found.size();
  }
}
