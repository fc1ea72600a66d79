package org.umbriel.benchmarks.acceptance;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.umbriel.benchmarks.jvm.Jvm;
import org.umbriel.benchmarks.jvm.Workspace;
import org.umbriel.benchmarks.subject.CommandLines;
import org.umbriel.benchmarks.subject.ReflectionFacts;
import org.umbriel.benchmarks.subject.Variant;
import org.umbriel.proxy.maven.ArtifactResolver;
import org.umbriel.proxy.maven.MavenException;
import org.umbriel.proxy.maven.ResolvedArtifact;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
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
  private static final int SHOWN = 20;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      paramLabel = "COORDINATE",
      arity = "0..1",
      defaultValue = Jars.H2,
      description = "A jar; default ${DEFAULT-VALUE}.")
  private String coordinate = "";

  @Option(
      names = "--with",
      paramLabel = "COORDINATE",
      description = "An optional library that its classes need, repeatable; h2's by default.")
  private List<String> with = new ArrayList<>();

  @Option(names = "--keep", paramLabel = "DIR", description = "Leave jars and facts there.")
  private @Nullable Path keep;

  @Override
  public Integer call() throws IOException, InterruptedException, MavenException {
    List<String> more = with.isEmpty() && coordinate.equals(Jars.H2) ? Jars.WITH_H2 : with;
    Path jar;
    List<Path> libraries = new ArrayList<>();
    try (ArtifactResolver resolver = ArtifactResolver.ofThisMachine()) {
      ResolvedArtifact artifact = resolver.resolveForTests(Jars.coordinate(coordinate, spec));
      jar = artifact.file();
      libraries.addAll(artifact.dependencies());
      for (String each : more) {
        ResolvedArtifact library = resolver.resolve(Jars.coordinate(each, spec));
        libraries.add(library.file());
        libraries.addAll(library.dependencies());
      }
    }
    PrintWriter out = spec.commandLine().getOut();
    int differences = 0;
    try (Workspace workspace = Workspace.open("reflection", keep)) {
      ReflectionFacts before = ReflectionFacts.of(jar, libraries, workspace, "original");
      out.printf(
          "%s   %,d classes, %,d facts%n",
          jar.getFileName(), before.byClass().size(), before.size());
      before.unloadable().forEach(u -> out.println("  " + u));
      for (Variant variant : Variant.values()) {
        Path rewritten = workspace.file(variant.name().toLowerCase(Locale.ROOT) + ".jar");
        CommandLines.rewrite(jar, rewritten, libraries, List.of(Jvm.running().home()), variant);
        ReflectionFacts after = ReflectionFacts.of(rewritten, libraries, workspace, variant.name());
        List<String> found = before.differences(after);
        out.printf(
            "  %-14s%,d differences, %,d classes added%n",
            variant.label(), found.size(), before.added(after));
        found.stream().limit(SHOWN).forEach(d -> out.println("    DIFFERS " + d));
        out.flush();
        differences += found.size();
      }
    }
    return differences == 0 ? 0 : 1;
  }
}
