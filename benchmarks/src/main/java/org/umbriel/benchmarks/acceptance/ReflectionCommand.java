package org.umbriel.benchmarks.acceptance;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.umbriel.benchmarks.jvm.Jvm;
import org.umbriel.benchmarks.jvm.Workspace;
import org.umbriel.benchmarks.probe.ReflectionMain;
import org.umbriel.benchmarks.subject.CommandLines;
import org.umbriel.benchmarks.subject.Variant;
import org.umbriel.proxy.maven.ArtifactResolver;
import org.umbriel.proxy.maven.Coordinate;
import org.umbriel.proxy.maven.MavenException;
import org.umbriel.proxy.maven.ResolvedArtifact;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code benchmarks/run acceptance reflection}: does reflection see that a jar was rewritten? */
@Command(
    name = "reflection",
    mixinStandardHelpOptions = true,
    description =
        "Default serialVersionUID of every class, and the members that reflection shows, are the"
            + " same before and after 'rewrite'.")
final class ReflectionCommand implements Callable<Integer> {
  private static final Duration LIMIT = Duration.ofMinutes(5);
  private static final int SHOWN = 20;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      paramLabel = "COORDINATE",
      arity = "0..1",
      defaultValue = Jars.H2,
      description = "A jar; default ${DEFAULT-VALUE}.")
  private String coordinate = "";

  @Option(names = "--keep", paramLabel = "DIR", description = "Leave jars and facts there.")
  private @Nullable Path keep;

  @Override
  public Integer call() throws IOException, InterruptedException, MavenException {
    Coordinate wanted =
        Coordinate.parse(coordinate)
            .orElseThrow(
                () ->
                    new ParameterException(spec.commandLine(), coordinate + ": not a coordinate"));
    ResolvedArtifact artifact;
    try (ArtifactResolver resolver = ArtifactResolver.ofThisMachine()) {
      artifact = resolver.resolveForTests(wanted);
    }
    PrintWriter out = spec.commandLine().getOut();
    int differences = 0;
    try (Workspace workspace = Workspace.open("reflection", keep)) {
      Map<String, Set<String>> before = facts(artifact.file(), artifact, workspace, "original");
      long unloadable =
          before.values().stream()
              .filter(f -> f.stream().anyMatch(l -> l.startsWith("cannot be loaded")))
              .count();
      out.printf(
          "%s   %,d classes, %,d of them cannot be loaded for want of a dependency, %,d facts%n",
          artifact.file().getFileName(),
          before.size(),
          unloadable,
          before.values().stream().mapToLong(Set::size).sum());
      for (Variant variant : Variant.values()) {
        Path jar = workspace.file(variant.name().toLowerCase(Locale.ROOT) + ".jar");
        CommandLines.rewrite(
            artifact.file(), jar, artifact.dependencies(), List.of(Jvm.running().home()), variant);
        differences +=
            compare(variant, before, facts(jar, artifact, workspace, variant.name()), out);
      }
    }
    return differences == 0 ? 0 : 1;
  }

  private static Map<String, Set<String>> facts(
      Path jar, ResolvedArtifact artifact, Workspace workspace, String name)
      throws IOException, InterruptedException {
    Path output = workspace.file(name + ".facts").toAbsolutePath();
    List<String> arguments =
        new ArrayList<>(List.of(output.toString(), jar.toAbsolutePath().toString()));
    artifact.dependencies().forEach(d -> arguments.add(d.toString()));
    Jvm.Launch launch =
        new Jvm.Launch(
            List.of("--add-opens=java.base/java.io=ALL-UNNAMED", "-Xverify:all"),
            List.of(Jvm.locationOf(ReflectionMain.class)),
            ReflectionMain.class.getName(),
            arguments);
    Path log = workspace.file(name + ".log");
    if (!Jvm.running().run(launch, workspace.folder(name), log, LIMIT)) {
      throw new IOException("reflection failed: " + Files.readString(log));
    }
    Map<String, Set<String>> facts = new TreeMap<>();
    for (String line : Files.readAllLines(output)) {
      int tab = line.indexOf('\t');
      facts
          .computeIfAbsent(line.substring(0, tab), n -> new TreeSet<>())
          .add(line.substring(tab + 1));
    }
    return facts;
  }

  /** Classes that are only in the rewritten jar are ours. */
  private static int compare(
      Variant variant,
      Map<String, Set<String>> before,
      Map<String, Set<String>> after,
      PrintWriter out) {
    List<String> differences = new ArrayList<>();
    before.forEach(
        (name, facts) -> {
          Set<String> now = after.getOrDefault(name, Set.of());
          missing(facts, now).forEach(f -> differences.add(name + " lost    " + f));
          missing(now, facts).forEach(f -> differences.add(name + " gained  " + f));
        });
    out.printf(
        "  %-14s%,d differences, %,d classes added%n",
        variant.label(), differences.size(), missing(after.keySet(), before.keySet()).size());
    differences.stream().limit(SHOWN).forEach(d -> out.println("    DIFFERS " + d));
    out.flush();
    return differences.size();
  }

  private static Set<String> missing(Set<String> from, Set<String> in) {
    Set<String> rest = new HashSet<>(from);
    rest.removeAll(in);
    return new TreeSet<>(rest);
  }
}
