package org.umbriel.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.umbriel.metadata.site.SiteId;
import org.umbriel.metadata.site.SiteVerdict;
import org.umbriel.metadata.store.Store;
import org.umbriel.symexec.CheckResult;
import org.umbriel.symexec.Checker;
import org.umbriel.symexec.Precision;
import org.umbriel.symexec.replay.ProgramFiles;
import org.umbriel.symexec.report.CheckReport;
import org.umbriel.symexec.report.Explanation;
import org.umbriel.symexec.report.GuidanceText;
import org.umbriel.symexec.solver.SmtLog;
import org.umbriel.symexec.summary.Ground;
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
      "         umbriel check shop.war --include com.acme --format html -o report.html",
      "         umbriel check target/classes --method 'a.b.C.m(int[])'",
      ""
    },
    description = "Decides every check of a program before it runs.")
final class CheckCommand implements Callable<Integer> {
  private static final Duration SLOW = Duration.ofSeconds(1);

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private InputOptions inputs = new InputOptions();

  @Mixin private ReportOptions reporting = new ReportOptions();

  @Mixin private PrecisionOptions precision = new PrecisionOptions();

  @Mixin private StoreOptions store = new StoreOptions();

  @Mixin private CompetitionOptions competition = new CompetitionOptions();

  @Parameters(
      paramLabel = "INPUT",
      arity = "1..*",
      description =
          "A jar (war, ear and Spring Boot jar, too), a class folder, a class file, or"
              + " group:artifact:version.")
  private List<String> arguments = new ArrayList<>();

  @Option(
      names = "--method",
      paramLabel = "SIG",
      description = "Only this class or method: a.b.C, a.b.C.m, or 'a.b.C.m(int[])'. Repeatable.")
  private List<String> methods = new ArrayList<>();

  @Option(
      names = "--include",
      paramLabel = "PACKAGE",
      description =
          "Only classes of this package and those below it are the input's own, nested libraries"
              + " included; default: all that lies outside of nested libraries. Repeatable.")
  private List<String> include = new ArrayList<>();

  @Option(
      names = "--explain",
      paramLabel = "SITE",
      description = "Say why a site is proven, or why not; a unique prefix of its id is enough.")
  private @Nullable String explain;

  @Option(
      names = "--guidance",
      description =
          "Print the ten things, too, that would settle most of the sites left in: what each"
              + " settles by itself is tried out.")
  private boolean guidance;

  @Option(
      names = "--smt-log",
      paramLabel = "DIR",
      description =
          "Write an SMT-LIB script for each question to a solver that took more than a second or"
              + " got no answer.")
  private @Nullable Path smtLog;

  @Option(names = "--no-replay", description = "Run no code: what needs a replay is left in.")
  private boolean noReplay;

  @Option(
      names = "--jobs",
      paramLabel = "N",
      description = "Threads; default: one a processor. The answers do not depend on it.")
  private int jobs = Runtime.getRuntime().availableProcessors();

  @Override
  public Integer call() throws UserError, IOException {
    if (competition.requested()) {
      CompetitionRun.run(competition, arguments, spec.commandLine().getOut());
      return ExitCode.DONE;
    }
    try (Interruption interruption = Interruption.listen()) {
      return check(interruption);
    }
  }

  private int check(Interruption interruption) throws UserError, IOException {
    long start = System.nanoTime();
    PrintWriter out = spec.commandLine().getOut();
    CheckInputs program = inputs.open(arguments, PackageFilter.of(include));
    if (program.isEmpty() && program.summaries().stream().allMatch(s -> s.unreadable().isEmpty())) {
      throw new UserError(
          String.join(", ", arguments) + ": no class files of its own in it",
          "--include PACKAGE, if they are in nested libraries");
    }
    program.unresolved().forEach(u -> spec.commandLine().getErr().println("umbriel: " + u));
    Optional<Set<SiteId>> baseline = reporting.baseline();
    MethodFilter filter = MethodFilter.of(methods, program.program());
    Checker.Options options = options(program);
    Store opened = store.open();
    KeptAnswers kept = KeptAnswers.of(opened, program, options, selection());
    Optional<CheckResult> known = smtLog == null ? kept.find() : Optional.empty();
    Progress progress = new Progress(spec.commandLine().getErr());
    CheckRun run = new CheckRun(program, filter, options, command(), start);
    CheckResult result =
        known.isPresent() ? known.get() : run.check(progress, interruption::requested);
    result
        .solving()
        .complaints()
        .forEach(c -> spec.commandLine().getErr().println("umbriel: " + c));
    CheckReport report = run.report(result, known.isPresent(), baseline);
    if (explain != null) {
      SiteVerdict verdict = verdictOf(report, explain);
      List<Ground> grounds = run.explain(verdict, progress, interruption::requested);
      out.print(Explanation.of(report, verdict, grounds));
    } else {
      reporting.print(report, arguments, out);
    }
    if (guidance) {
      String text =
          GuidanceText.of(report, run.guidance(result, progress, interruption::requested));
      (reporting.isForPeople() ? out : spec.commandLine().getErr()).print(text);
    }
    out.flush();
    if (known.isEmpty()) {
      kept.keep(result);
      if (methods.isEmpty() && include.isEmpty()) {
        StoreOptions.keep(opened, program, result);
      }
    }
    return reporting.exitCode(report);
  }

  /** What the key of the answers needs to know of {@code --method} and {@code --include}. */
  private List<String> selection() {
    return Stream.concat(
            methods.stream().map(m -> "method " + m), include.stream().map(i -> "include " + i))
        .toList();
  }

  private Checker.Options options(CheckInputs program) throws UserError {
    Precision level = precision.precision();
    Optional<ProgramFiles> files =
        level.equals(Precision.of(Precision.Level.LOW)) || noReplay
            ? Optional.empty()
            : Optional.of(ProgramFiles.of(program.classPath(), program.platform().release()));
    return new Checker.Options(Math.max(1, jobs), level, precision.threads(), files, log());
  }

  private Optional<SmtLog> log() throws UserError {
    if (smtLog == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(new SmtLog(Files.createDirectories(smtLog), SLOW));
    } catch (IOException e) {
      throw new UserError("--smt-log " + smtLog + ": cannot be made: " + e.getMessage());
    }
  }

  private static SiteVerdict verdictOf(CheckReport report, String prefix) throws UserError {
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
    return matching.get(0);
  }

  private String command() {
    return "umbriel check " + String.join(" ", arguments);
  }
}
