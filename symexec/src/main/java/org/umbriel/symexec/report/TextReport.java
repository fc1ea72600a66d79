package org.umbriel.symexec.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.umbriel.metadata.classfile.JavaNames;
import org.umbriel.metadata.site.CheckKind;
import org.umbriel.metadata.site.Level;
import org.umbriel.metadata.site.Witness;

/** {@code CheckReport -> text} for a person at a terminal. */
public final class TextReport {
  private static final String ROW = "  %-22s%10s%11s%11s%14s%10s%10s%n";
  private static final int MISSING_SHOWN = 8;

  private final CheckReport report;
  private final Options options;
  private final StringBuilder out = new StringBuilder();

  /**
   * What to show.
   *
   * @param notes whether findings of level note are printed
   * @param colours whether ANSI escapes may be used
   */
  public record Options(boolean notes, boolean colours) {}

  private TextReport(CheckReport report, Options options) {
    this.report = report;
    this.options = options;
  }

  /** The text, ending in a newline. */
  public static String of(CheckReport report, Options options) {
    TextReport text = new TextReport(report, options);
    text.write();
    return text.out.toString();
  }

  private void write() {
    Totals totals = report.totals();
    writeInputs();
    line("");
    writeTable(totals);
    line("");
    writeHow(totals);
    report.newFindings().stream()
        .filter(f -> options.notes() || f.level().atLeast(Level.WARNING))
        .forEach(this::writeFinding);
    line("");
    writeClosing();
  }

  private void line(String format, Object... arguments) {
    out.append(String.format(Locale.ROOT, format, arguments)).append(System.lineSeparator());
  }

  private static String count(int number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  private static String countOrDash(int number) {
    return number == 0 ? "-" : count(number);
  }

  private void writeInputs() {
    for (InputSummary input : report.inputs()) {
      line(
          "%s   %s   %s   %s mode, JDK %s",
          input.name(),
          input.classes() == 1 ? "1 class" : count(input.classes()) + " classes",
          plural(input.methods(), "method"),
          report.mode(),
          report.jdk());
      for (String problem : input.unreadable()) {
        line("  could not be read: %s", problem);
      }
    }
    if (!report.missing().isEmpty()) {
      List<String> shown =
          report.missing().stream().limit(MISSING_SHOWN).map(JavaNames::type).toList();
      int more = report.missing().size() - shown.size();
      line(
          "  not on the class path: %s%s",
          String.join(", ", shown), more > 0 ? " and " + count(more) + " more" : "");
    }
  }

  private void writeTable(Totals totals) {
    out.append(
        String.format(
            Locale.ROOT,
            ROW,
            "check",
            "sites",
            "trivial",
            "proven",
            "by contract",
            "refuted",
            "left in"));
    for (Map.Entry<CheckKind, Totals.Row> entry : totals.byKind().entrySet()) {
      if (entry.getKey().inHeadline()) {
        writeRow(entry.getKey().label(), entry.getValue());
      }
    }
    Totals.Row all = totals.headline();
    out.append(
        String.format(
            Locale.ROOT,
            ROW,
            "not trivial",
            count(all.notTrivial()),
            "-",
            count(all.proven()),
            count(all.contract()),
            count(all.refuted()),
            count(all.unproven())));
    Totals.Row calls = totals.preconditions();
    if (calls.sites() > 0) {
      out.append(
          String.format(
              Locale.ROOT,
              ROW,
              "calls, contract kept",
              count(calls.sites()),
              "",
              count(calls.proven() + calls.contract()),
              "",
              countOrDash(calls.refuted()),
              count(calls.unproven())));
    }
  }

  private void writeRow(String label, Totals.Row row) {
    out.append(
        String.format(
            Locale.ROOT,
            ROW,
            label,
            count(row.sites()),
            countOrDash(row.trivial()),
            countOrDash(row.proven()),
            countOrDash(row.contract()),
            countOrDash(row.refuted()),
            countOrDash(row.unproven())));
  }

  private void writeHow(Totals totals) {
    line(
        "  proven or by contract  %.1f %% of the %,d sites that are neither trivial nor dead code",
        100 * totals.provenShare(), totals.headline().notTrivial() - totals.unreachable());
    List<String> deciders = new ArrayList<>();
    totals.byTier().forEach((tier, sites) -> deciders.add(tier.key() + " " + count(sites)));
    if (!deciders.isEmpty()) {
      line("  decided by             %s", String.join("    ", deciders));
    }
    String reasons =
        totals.byReason().entrySet().stream()
            .sorted((a, b) -> b.getValue() - a.getValue())
            .map(e -> e.getKey().label() + " " + count(e.getValue()))
            .collect(Collectors.joining(", "));
    if (!reasons.isEmpty()) {
      line("  left in because        %s", reasons);
    }
  }

  private void writeFinding(Finding finding) {
    Witness witness = finding.witness();
    String owner = finding.site().id().method().owner();
    line("");
    line(
        "%s  %-46s%s",
        colour(finding.level()),
        finding.site().kind().label(),
        finding.certain() ? "fails on every path that gets here" : "");
    line(
        "  %s    %s",
        JavaNames.method(finding.site().id().method()), report.place(owner, finding.site().line()));
    for (Witness.Step step : witness.path()) {
      line("  %7d   %s", step.line(), Finding.values(step));
    }
    line("  called as       %s", witness.call());
    line("  replayed        %s", finding.thrown());
    line("  more            %s --explain '%s'", report.command(), finding.site().id());
  }

  private String colour(Level level) {
    String name = String.format(Locale.ROOT, "%-7s", level.name());
    if (!options.colours()) {
      return name;
    }
    int code =
        switch (level) {
          case ERROR -> 31;
          case WARNING -> 33;
          case NOTE -> 36;
        };
    return "\u001b[" + code + "m" + name + "\u001b[0m";
  }

  private void writeClosing() {
    if (report.interrupted()) {
      line("interrupted: sites that were not decided are left in");
    }
    long notes = findings(Level.NOTE);
    line(
        "%s, %s, %s%s",
        plural(findings(Level.ERROR), "error"),
        plural(findings(Level.WARNING), "warning"),
        plural(notes, "note"),
        notes > 0 && !options.notes() ? " (contracts of public methods: --notes)" : "");
    if (report.hasBaseline()) {
      int known = report.findings().size() - report.newFindings().size();
      line("%s in the baseline already", plural(known, "finding"));
    }
    Cost cost = report.cost();
    line(
        "%.1f s, %s, %,d MB%s",
        cost.wallSeconds(),
        plural(cost.jobs(), "job"),
        cost.peakMegabytes(),
        cost.cacheHits() > 0 ? "; decided by an earlier run" : "");
  }

  private long findings(Level level) {
    return report.newFindings().stream().filter(f -> f.level() == level).count();
  }

  private static String plural(long count, String noun) {
    return String.format(Locale.ROOT, "%,d %s", count, noun) + (count == 1 ? "" : "s");
  }
}
