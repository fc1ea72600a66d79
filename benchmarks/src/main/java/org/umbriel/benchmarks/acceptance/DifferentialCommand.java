package org.umbriel.benchmarks.acceptance;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.umbriel.benchmarks.jvm.Jvm;
import org.umbriel.benchmarks.jvm.Workspace;
import org.umbriel.benchmarks.subject.CommandLines;
import org.umbriel.benchmarks.subject.DescriptionProof;
import org.umbriel.benchmarks.subject.Variant;
import org.umbriel.proxy.maven.ArtifactResolver;
import org.umbriel.proxy.maven.MavenException;
import org.umbriel.proxy.maven.ResolvedArtifact;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code benchmarks/run acceptance differential}: do others read what we write? */
@Command(
    name = "differential",
    mixinStandardHelpOptions = true,
    description =
        "llvm-dwarfdump finds no error in the descriptions of three real jars, and as many check"
            + " sites as 'check' reports; reading a description and writing it changes nothing.")
final class DifferentialCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      paramLabel = "COORDINATE",
      arity = "0..*",
      description = "Jars; default: commons-lang3 3.17.0, gson 2.11.0, h2 2.3.232.")
  private List<String> coordinates = new ArrayList<>();

  @Option(names = "--keep", paramLabel = "DIR", description = "Leave jars and descriptions there.")
  private @Nullable Path keep;

  @Override
  public Integer call() throws IOException, InterruptedException, MavenException {
    PrintWriter out = spec.commandLine().getOut();
    boolean sound = true;
    try (ArtifactResolver resolver = ArtifactResolver.ofThisMachine();
        Workspace workspace = Workspace.open("differential", keep)) {
      for (String coordinate : coordinates.isEmpty() ? Jars.THREE : coordinates) {
        ResolvedArtifact artifact = resolver.resolve(Jars.coordinate(coordinate, spec));
        String name = artifact.file().getFileName().toString();
        Path jar = workspace.file(name);
        CommandLines.rewrite(
            artifact.file(),
            jar,
            artifact.dependencies(),
            List.of(Jvm.running().home()),
            Variant.LINK);
        DescriptionProof proof =
            DescriptionProof.of(
                artifact.file(),
                jar,
                CommandLines.sites(artifact.file(), artifact.dependencies()),
                workspace.file(name + ".debug"));
        proof.print(name, out);
        sound &= proof.isSound();
      }
    }
    return sound ? 0 : 1;
  }
}
