package org.umbriel.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.umbriel.metadata.site.SiteVerdict;
import org.umbriel.symexec.CheckResult;
import org.umbriel.symexec.Checker;
import org.umbriel.symexec.replay.ProgramFiles;
import org.umbriel.symexec.report.CheckReport;
import org.umbriel.symexec.report.Explanation;
import org.umbriel.symexec.report.Finding;
import org.umbriel.symexec.report.JsonReport;
import org.umbriel.symexec.report.Level;
import org.umbriel.symexec.report.TextReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code umbriel check}: each check site proven, refuted with a replayed input, or left in. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    header = {
      "Example: umbriel check org.apache.commons:commons-lang3:3.17.0",
      "         umbriel check target/app.jar --classpath lib/a.jar:lib/b.jar --format json -o r.json",
      "         umbriel check target/classes --method 'a.b.C.m(int[])'",
      ""
    },
    description = "Decides every check of a program before it runs.")
final class CheckCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private InputOptions inputs = new InputOptions();

  @Mixin private StoreOptions store = new StoreOptions();

  @Parameters(
      paramLabel = "INPUT",
      arity = "1..*",
      description = "A jar, a class folder, a class file, or group:artifact:version.")
  private List<String> arguments = new ArrayList<>();

  @Option(
      names = "--method",
      paramLabel = "SIG",
      description = "Only this class or method: a.b.C, a.b.C.m, or 'a.b.C.m(int[])'. Repeatable.")
  private List<String> methods = new ArrayList<>();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "One of ${COMPLETION-CANDIDATES}; default text.")
  private Format format = Format.TEXT;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Write the report there instead of standard output.")
  private @Nullable Path output;

  @Option(
      names = "--tests",
      paramLabel = "DIR",
      description = "Write a JUnit test there for each finding.")
  private @Nullable Path tests;

  @Option(names = "--all-sites", description = "JSON: list proven and trivial sites, too.")
  private boolean allSites;

  @Option(names = "--notes", description = "Text: print the findings of level note, too.")
  private boolean notes;

  @Option(
      names = "--fail-on",
      paramLabel = "LEVEL",
      description = "Exit with 1 from this level: ${COMPLETION-CANDIDATES}; default error.")
  private FailOn failOn = FailOn.ERROR;

  @Option(
      names = "--explain",
      paramLabel = "SITE",
      description = "Say why a site is proven, or why not; a unique prefix of its id is enough.")
  private @Nullable String explain;

  @Option(names = "--no-replay", description = "Run no code: what needs a replay is left in.")
  private boolean noReplay;

  @Option(
      names = "--no-paths",
      description = "Decide on facts alone: no symbolic execution, no solver.")
  private boolean noPaths;

  @Option(
      names = "--jobs",
      paramLabel = "N",
      description = "Threads; default: one a processor. The answers do not depend on it.")
  private int jobs = Runtime.getRuntime().availableProcessors();

  /** How the report is written. */
  enum Format {
    TEXT,
    JSON
  }

  /** From which level findings make the command fail. */
  enum FailOn {
    ERROR,
    WARNING,
    NOTE,
    NONE;

    boolean includes(Level level) {
      return this != NONE && level.atLeast(Level.valueOf(name()));
    }
  }

  @Override
  public Integer call() throws UserError, IOException {
    Interruption interruption = Interruption.listen();
    PrintWriter out = spec.commandLine().getOut();
    CheckInputs program = inputs.open(arguments);
    if (program.isEmpty() && program.summaries().stream().allMatch(s -> s.unreadable().isEmpty())) {
      throw new UserError(String.join(", ", arguments) + ": no class files in it");
    }
    program.unresolved().forEach(u -> spec.commandLine().getErr().println("umbriel: " + u));
    MethodFilter filter = MethodFilter.of(methods, program.program());
    CheckRun run = new CheckRun(program, filter, options(program), command());
    CheckResult result =
        run.check(new Progress(spec.commandLine().getErr()), interruption::requested);
    CheckReport report = run.report(result);
    if (explain != null) {
      out.print(explanation(report, explain));
    } else {
      print(report, out);
    }
    out.flush();
    writeTests(report);
    if (methods.isEmpty()) {
      store.keep(program, result);
    }
    return exitCode(report);
  }

  private Checker.Options options(CheckInputs program) {
    Optional<ProgramFiles> files =
        noPaths || noReplay
            ? Optional.empty()
            : Optional.of(ProgramFiles.of(program.classPath(), program.platform().release()));
    return new Checker.Options(Math.max(1, jobs), !noPaths, files);
  }

  private static String explanation(CheckReport report, String prefix) throws UserError {
    List<SiteVerdict> matching =
        report.verdicts().stream()
            .filter(v -> v.site().id().toString().startsWith(prefix))
            .toList();
    if (matching.isEmpty()) {
      throw new UserError("--explain " + prefix + ": no site's id begins so");
    }
    if (matching.size() > 1) {
      throw new UserError(
          "--explain " + prefix + ": " + matching.size() + " sites' ids begin so",
          "--explain '" + matching.get(0).site().id() + "'");
    }
    return Explanation.of(report, matching.get(0));
  }

  private String command() {
    return "umbriel check " + String.join(" ", arguments);
  }

  private void print(CheckReport report, PrintWriter out) throws IOException, UserError {
    if (output == null) {
      out.print(rendered(report, Terminal.hasColours()));
    } else {
      write(output, rendered(report, false));
    }
  }

  private String rendered(CheckReport report, boolean colours) throws IOException {
    return switch (format) {
      case TEXT -> TextReport.of(report, new TextReport.Options(notes, colours));
      case JSON -> {
        StringWriter text = new StringWriter();
        JsonReport.write(report, allSites, text);
        yield text + System.lineSeparator();
      }
    };
  }

  private static void write(Path file, String text) throws UserError {
    try {
      Files.writeString(file, text, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UserError(file + ": cannot be written: " + e.getMessage());
    }
  }

  private void writeTests(CheckReport report) throws UserError {
    if (tests == null) {
      return;
    }
    for (Finding finding : report.findings()) {
      var test = finding.witness().test();
      if (test.isPresent()) {
        Path file = tests.resolve(test.get().path());
        try {
          Files.createDirectories(Optional.ofNullable(file.getParent()).orElse(tests));
        } catch (IOException e) {
          throw new UserError(tests + ": cannot be written: " + e.getMessage());
        }
        write(file, test.get().text());
      }
    }
  }

  private int exitCode(CheckReport report) {
    if (report.partial()) {
      return ExitCode.PARTIAL;
    }
    boolean failed = report.findings().stream().anyMatch(f -> failOn.includes(f.level()));
    return failed ? ExitCode.FINDINGS : ExitCode.DONE;
  }
}
