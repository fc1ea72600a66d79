package org.umbriel.benchmarks.signature;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.umbriel.benchmarks.jvm.Workspace;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code benchmarks/run acceptance signatures}: is every function called rightly? */
@Command(
    name = "signatures",
    mixinStandardHelpOptions = true,
    description =
        "Random functions of C (structures, unions, bit-fields, variadics, callbacks), compiled by"
            + " gcc and called by their DWARF: both sides see what the other one passed.")
public final class SignatureCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--count", paramLabel = "N", defaultValue = "2000", description = "Functions.")
  private int count;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "The same seed makes the same functions.")
  private long seed;

  @Option(names = "--keep", paramLabel = "DIR", description = "Leave sources and libraries there.")
  private @Nullable Path keep;

  @Override
  public Integer call() throws IOException, InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    try (Workspace workspace = Workspace.open("signatures", keep)) {
      List<String> defects = new SignatureRun(workspace, seed).run(count);
      defects.forEach(out::println);
      out.printf("%d functions, %d wrong%n", count, defects.size());
      return defects.isEmpty() ? 0 : 1;
    }
  }
}
