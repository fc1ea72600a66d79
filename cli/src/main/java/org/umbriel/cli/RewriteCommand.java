package org.umbriel.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.umbriel.metadata.archive.Archive;
import org.umbriel.metadata.archive.PlatformClasses;
import org.umbriel.rewriter.RewriteOptions;
import org.umbriel.rewriter.RewriteReport;
import org.umbriel.rewriter.RewriteResult;
import org.umbriel.rewriter.Rewriter;
import org.umbriel.rewriter.SignedArchiveException;
import org.umbriel.rewriter.report.JsonReport;
import org.umbriel.rewriter.report.TextReport;
import org.umbriel.rewriter.sign.SigningException;
import org.umbriel.symexec.CheckResult;
import org.umbriel.symexec.Checker;
import org.umbriel.symexec.Precision;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code umbriel rewrite}: a jar that behaves like the original and checks itself. */
@Command(
    name = "rewrite",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    header = {
      "Example: umbriel rewrite app.jar -o slim.jar --assertions",
      "         umbriel rewrite app.jar -o app-verbose.jar --explain-failures",
      "         umbriel rewrite lib.jar -o lib-strict.jar --contracts",
      "         umbriel rewrite lib.jar -o out.jar --jdk /opt/jdk-17 --jdk /opt/jdk-25",
      ""
    },
    description = "Writes a jar that runs as before, with the checks that are still needed.")
final class RewriteCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private InputOptions inputs = new InputOptions();

  @Parameters(paramLabel = "IN", description = "A jar, or group:artifact:version.")
  private String argument = "";

  @Option(
      names = {"-o", "--output"},
      paramLabel = "OUT",
      required = true,
      description = "The jar to write.")
  private Path output = Path.of("");

  @Option(
      names = "--assertions",
      description = "Java's assert is always on, but for what is proven.")
  private boolean assertions;

  @Option(
      names = "--explain-failures",
      description =
          "What the JVM throws by itself (null, array index, division, cast, array store and size)"
              + " says which value was wrong, but where it is proven that nothing is thrown.")
  private boolean explainFailures;

  @Option(
      names = "--contracts",
      description =
          "Parameters that are declared not to be null (JSpecify, JetBrains, Checker Framework,"
              + " Spring) are checked where public and protected methods are entered. What is"
              + " inferred is not enforced.")
  private boolean contracts;

  @Option(names = "--all-checks", description = "Leave no check out, proven or not: to compare.")
  private boolean allChecks;

  @Mixin private SignatureOptions signatures = new SignatureOptions();

  @Option(
      names = "--no-paths",
      description = "Decide on facts alone: no symbolic execution, no solver.")
  private boolean noPaths;

  @Option(names = "--jobs", paramLabel = "N", description = "Threads; default: one a processor.")
  private int jobs = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "One of ${COMPLETION-CANDIDATES}; default text.")
  private Format format = Format.TEXT;

  /** How the report is written. */
  enum Format {
    TEXT,
    JSON
  }

  @Override
  public Integer call() throws UserError, IOException {
    CheckInputs opened = inputs.open(List.of(argument), PackageFilter.ALL);
    Archive input = opened.archives().get(0);
    opened.unresolved().forEach(u -> spec.commandLine().getErr().println("umbriel: " + u));
    RewriteOptions options = options(opened, inputs.platforms());
    RewriteResult result;
    try {
      result = Rewriter.rewrite(input, options);
    } catch (SignedArchiveException | SigningException e) {
      throw new UserError(e.getMessage());
    }
    write(result.bytes());
    print(result.report());
    return exitCode(result.report());
  }

  private static int exitCode(RewriteReport report) {
    if (!report.isComplete()) {
      return ExitCode.PARTIAL;
    }
    return report.rejected().isEmpty() ? ExitCode.DONE : ExitCode.FINDINGS;
  }

  private RewriteOptions options(CheckInputs opened, List<PlatformClasses> platforms)
      throws UserError {
    List<Archive> libraries = opened.classPath().subList(1, opened.classPath().size());
    CheckResult checked = check(opened);
    return new RewriteOptions(
        new RewriteOptions.Checks(assertions, explainFailures, contracts, allChecks),
        signatures.rules(),
        platforms,
        libraries,
        checked.asSource(),
        checked.contracts().stream().collect(Collectors.groupingBy(c -> c.method().owner())),
        List.of(),
        true,
        Version.build());
  }

  /** Only assertions can be slimmed, so only for them is it worth while to look at paths. */
  private CheckResult check(CheckInputs opened) {
    Progress progress = new Progress(spec.commandLine().getErr());
    boolean paths = assertions && !allChecks && !noPaths;
    Checker checker =
        new Checker(
            opened.program(),
            opened.platformAssumption(),
            Checker.Options.of(
                Math.max(1, jobs), paths ? Precision.Level.NORMAL : Precision.Level.LOW));
    CheckResult result = checker.check(method -> true, progress, () -> false);
    progress.clear();
    return result;
  }

  /** Written aside and renamed, so that nobody sees half a jar. */
  private void write(byte[] bytes) throws UserError {
    try {
      Path folder = output.toAbsolutePath().getParent();
      if (folder == null || !Files.isDirectory(folder)) {
        throw new UserError(output + ": no such folder");
      }
      Path aside = folder.resolve("." + output.getFileName() + "." + ProcessHandle.current().pid());
      try {
        Files.write(aside, bytes);
        Files.move(aside, output, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(aside);
      }
    } catch (IOException e) {
      throw new UserError(output + ": cannot be written: " + e.getMessage());
    }
  }

  private void print(RewriteReport report) throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    switch (format) {
      case TEXT -> out.print(TextReport.of(report, output.toString()));
      case JSON -> {
        JsonReport.write(report, output.toString(), out);
        out.println();
      }
    }
    out.flush();
  }
}
