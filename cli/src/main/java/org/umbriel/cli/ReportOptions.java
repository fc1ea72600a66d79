package org.umbriel.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.umbriel.metadata.site.Level;
import org.umbriel.metadata.site.SiteId;
import org.umbriel.symexec.report.Baseline;
import org.umbriel.symexec.report.CheckReport;
import org.umbriel.symexec.report.Finding;
import org.umbriel.symexec.report.HtmlReport;
import org.umbriel.symexec.report.JsonReport;
import org.umbriel.symexec.report.SarifReport;
import org.umbriel.symexec.report.SourceText;
import org.umbriel.symexec.report.TextReport;
import picocli.CommandLine.Option;

/** The options that say what is reported, how, where, and what it means for the exit code. */
final class ReportOptions {
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
      names = "--baseline",
      paramLabel = "FILE",
      description = "An earlier JSON or SARIF report: only findings that it lacks count.")
  private @Nullable Path baseline;

  @Option(
      names = "--sources",
      paramLabel = "PATH",
      description =
          "HTML: a jar or folder with the sources, to be shown beside the verdicts; default: a"
              + " coordinate's own sources artifact, or NAME-sources.jar beside a jar. Repeatable.")
  private List<Path> sources = new ArrayList<>();

  /** How the report is written. */
  enum Format {
    TEXT,
    JSON,
    SARIF,
    HTML
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

  /** The sites that an earlier run had refuted, if one was named. */
  Optional<Set<SiteId>> baseline() throws UserError {
    if (baseline == null) {
      return Optional.empty();
    }
    try (Reader earlier = Files.newBufferedReader(baseline)) {
      return Optional.of(Baseline.read(earlier));
    } catch (IOException e) {
      throw new UserError("--baseline " + baseline + ": cannot be read: " + e.getMessage());
    }
  }

  /** Writes the report, and the tests if they are wanted. */
  void print(CheckReport report, List<String> arguments, PrintWriter out)
      throws UserError, IOException {
    if (output == null) {
      out.print(rendered(report, arguments, Terminal.hasColours()));
    } else {
      write(output, rendered(report, arguments, false));
    }
    writeTests(report);
  }

  /** Whether what is printed there is for people. */
  boolean isForPeople() {
    return output != null || format == Format.TEXT;
  }

  private String rendered(CheckReport report, List<String> arguments, boolean colours)
      throws IOException, UserError {
    StringWriter text = new StringWriter();
    switch (format) {
      case TEXT -> text.write(TextReport.of(report, new TextReport.Options(notes, colours)));
      case JSON -> JsonReport.write(report, allSites, text);
      case SARIF -> SarifReport.write(report, text);
      case HTML -> text.write(HtmlReport.of(report, sourceText(arguments)));
    }
    return format == Format.JSON || format == Format.SARIF
        ? text + System.lineSeparator()
        : text.toString();
  }

  private SourceText sourceText(List<String> arguments) throws UserError {
    return sources.isEmpty() ? Sources.besides(arguments) : Sources.of(sources);
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
    for (Finding finding : report.newFindings()) {
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

  /** What the report means for a script: in part, findings, or done. */
  int exitCode(CheckReport report) {
    if (report.partial()) {
      return ExitCode.PARTIAL;
    }
    boolean failed = report.newFindings().stream().anyMatch(f -> failOn.includes(f.level()));
    return failed ? ExitCode.FINDINGS : ExitCode.DONE;
  }
}
