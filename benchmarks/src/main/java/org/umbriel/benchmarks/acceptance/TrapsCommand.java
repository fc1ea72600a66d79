package org.umbriel.benchmarks.acceptance;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.umbriel.benchmarks.jvm.Jvm;
import org.umbriel.benchmarks.jvm.Workspace;
import org.umbriel.benchmarks.subject.Subject;
import org.umbriel.benchmarks.tests.PublishedTests;
import org.umbriel.proxy.maven.ArtifactResolver;
import org.umbriel.proxy.maven.MavenException;
import org.umbriel.symexec.CheckResult;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code benchmarks/run acceptance traps}: is what was proven true? */
@Command(
    name = "traps",
    mixinStandardHelpOptions = true,
    description =
        "A library's own published tests against a copy with a trap at every proven site: which"
            + " proofs are wrong?")
final class TrapsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private LibraryOption library = new LibraryOption();

  @Option(
      names = "--only",
      paramLabel = "CLASS",
      description = "Run this test class only. Repeatable.")
  private List<String> only = new ArrayList<>();

  @Option(names = "--jdk", paramLabel = "HOME", description = "Run the tests on this JDK.")
  private @Nullable Path jdk;

  @Option(
      names = "--keep",
      paramLabel = "DIR",
      description = "Leave the trapped jar, results and output there.")
  private @Nullable Path keep;

  @Option(names = "--no-paths", description = "Check on facts alone.")
  private boolean noPaths;

  @Option(
      names = "--limit",
      paramLabel = "MINUTES",
      defaultValue = "30",
      description = "Stop the tests after this time; default ${DEFAULT-VALUE}.")
  private int limit;

  @Override
  public Integer call() throws IOException, InterruptedException, MavenException {
    PrintWriter out = spec.commandLine().getOut();
    PublishedTests tests;
    try (ArtifactResolver resolver = ArtifactResolver.ofThisMachine()) {
      tests = PublishedTests.of(library.coordinate(spec), resolver);
    }
    Subject subject = Subject.open(tests.jar(), tests.dependencies());
    CheckResult checked = subject.check(!noPaths);
    Jvm jvm = jdk == null ? Jvm.running() : Jvm.in(jdk).orElseThrow(this::noJdk);
    try (Workspace workspace = Workspace.open("traps", keep)) {
      TrapRun run =
          TrapRun.of(
              tests,
              subject,
              checked.asSource(),
              checked.contracts(),
              jvm,
              only,
              workspace.folder("run"),
              Duration.ofMinutes(limit));
      out.print(TrapReport.of(jvm, run));
      out.flush();
      return run.results().finished() && run.findings().defects().isEmpty() ? 0 : 1;
    }
  }

  private ParameterException noJdk() {
    return new ParameterException(spec.commandLine(), jdk + ": no JDK");
  }
}
