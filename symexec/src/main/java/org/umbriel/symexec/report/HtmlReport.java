package org.umbriel.symexec.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.umbriel.metadata.classfile.JavaNames;
import org.umbriel.metadata.site.SiteVerdict;
import org.umbriel.metadata.site.Verdict;
import org.umbriel.metadata.site.Witness;

/**
 * {@code CheckReport, sources -> one HTML page} that needs nothing else: the table, the findings,
 * and each source file with its verdicts in the margin.
 */
public final class HtmlReport {
  private final CheckReport report;
  private final SourceText sources;
  private final Html page = new Html();

  private HtmlReport(CheckReport report, SourceText sources) {
    this.report = report;
    this.sources = sources;
  }

  /** The page, complete. */
  public static String of(CheckReport report, SourceText sources) {
    return new HtmlReport(report, sources).render();
  }

  private String render() {
    String title =
        report.inputs().stream().map(InputSummary::name).collect(Collectors.joining(", "));
    page.raw("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
        .raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
        .element("title", "", "Umbriel: " + title)
        .raw("\n<style>\n" + style() + "</style>\n</head>\n<body>\n<header>\n")
        .element("h1", "", title)
        .raw("\n");
    writeInputs();
    page.raw("</header>\n<main>\n");
    writeTable();
    writeFindings();
    writeSources();
    page.raw("</main>\n</body>\n</html>\n");
    return page.toString();
  }

  private static String style() {
    try (InputStream css = HtmlReport.class.getResourceAsStream("report.css")) {
      if (css == null) {
        throw new IllegalStateException("report.css is missing from the jar");
      }
      return new String(css.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void writeInputs() {
    for (InputSummary input : report.inputs()) {
      page.element(
              "p",
              "",
              String.format(
                  Locale.ROOT,
                  "%s: %,d classes, %,d methods, %s mode, JDK %s",
                  input.name(),
                  input.classes(),
                  input.methods(),
                  report.mode(),
                  report.jdk()))
          .raw("\n");
      input
          .unreadable()
          .forEach(problem -> page.element("p", "error", "could not be read: " + problem));
    }
    if (!report.missing().isEmpty()) {
      page.element(
          "p",
          "warning",
          "not on the class path: "
              + report.missing().stream().map(JavaNames::type).collect(Collectors.joining(", ")));
    }
    if (report.interrupted()) {
      page.element("p", "warning", "interrupted: sites that were not decided are left in");
    }
  }

  private void writeTable() {
    Totals totals = report.totals();
    page.raw("<section>\n<table>\n<thead><tr><th>check</th><th>sites</th><th>trivial</th>")
        .raw("<th>proven</th><th>by contract</th><th>refuted</th><th>left in</th></tr></thead>\n");
    totals
        .byKind()
        .forEach(
            (kind, row) -> {
              if (kind.inHeadline()) {
                writeRow(kind.label(), row);
              }
            });
    if (totals.preconditions().sites() > 0) {
      writeRow("calls, contract kept", totals.preconditions());
    }
    page.raw("</table>\n")
        .element(
            "p",
            "headline",
            String.format(
                Locale.ROOT,
                "%.1f %% of the %,d sites that are neither trivial nor dead code are proven, or"
                    + " proven by contract",
                100 * totals.provenShare(),
                totals.headline().notTrivial() - totals.unreachable()))
        .raw("\n</section>\n");
  }

  private void writeRow(String label, Totals.Row row) {
    page.raw("<tr>")
        .element("th", "", label)
        .count(row.sites())
        .count(row.trivial())
        .count(row.proven())
        .count(row.contract())
        .count(row.refuted())
        .count(row.unproven())
        .raw("</tr>\n");
  }

  private void writeFindings() {
    List<Finding> findings = report.newFindings();
    page.raw("<section>\n").element("h2", "", "Findings");
    if (findings.isEmpty()) {
      page.element("p", "", "None.");
    }
    for (Finding finding : findings) {
      writeFinding(finding);
    }
    page.raw("</section>\n");
  }

  private void writeFinding(Finding finding) {
    Witness witness = finding.witness();
    String owner = finding.site().id().method().owner();
    page.raw("<article class=\"" + finding.level().key() + "\">\n")
        .element("h3", "", finding.level().key() + ": " + finding.site().kind().label())
        .raw("<p>")
        .element("code", "", JavaNames.method(finding.site().id().method()))
        .raw(" <a href=\"#")
        .text(anchor(report.sourcePath(owner), finding.site().line()))
        .raw("\">")
        .text(report.place(owner, finding.site().line()))
        .raw("</a></p>\n<dl>");
    writeEntry("called as", witness.call());
    for (Witness.Step step : witness.path()) {
      writeEntry("line " + step.line(), Finding.values(step));
    }
    writeEntry("replayed", finding.thrown());
    writeEntry("site", finding.site().id().toString());
    page.raw("</dl>\n</article>\n");
  }

  private void writeEntry(String term, String text) {
    page.element("dt", "", term).raw("<dd>").element("code", "", text).raw("</dd>\n");
  }

  private static String anchor(String path, int line) {
    return path + ":" + line;
  }

  /** The source files with something to decide, those with most left in first. */
  private void writeSources() {
    Map<String, List<SiteVerdict>> byFile =
        report.verdicts().stream()
            .filter(v -> !v.site().trivial())
            .collect(
                Collectors.groupingBy(
                    v -> report.sourcePath(v.site().id().method().owner()),
                    TreeMap::new,
                    Collectors.toList()));
    page.raw("<section>\n").element("h2", "", "Sources");
    byFile.entrySet().stream()
        .sorted(Comparator.comparing(e -> -undecided(e.getValue())))
        .forEach(e -> writeSource(e.getKey(), e.getValue()));
    page.raw("</section>\n");
  }

  private static int undecided(List<SiteVerdict> verdicts) {
    return (int) verdicts.stream().filter(v -> !(v.verdict() instanceof Verdict.Proven)).count();
  }

  private void writeSource(String path, List<SiteVerdict> verdicts) {
    TreeMap<Integer, List<SiteVerdict>> byLine =
        verdicts.stream()
            .collect(
                Collectors.groupingBy(v -> v.site().line(), TreeMap::new, Collectors.toList()));
    page.raw("<details><summary>")
        .element("code", "", path)
        .text(String.format(Locale.ROOT, " %,d of %,d open", undecided(verdicts), verdicts.size()))
        .raw("</summary>\n<table class=\"source\">\n");
    List<String> lines = sources.lines(path);
    if (lines.isEmpty()) {
      byLine.forEach((line, sites) -> writeLine(path, line, "", sites));
    } else {
      for (int line = 1; line <= lines.size(); line++) {
        writeLine(path, line, lines.get(line - 1), byLine.getOrDefault(line, List.of()));
      }
    }
    page.raw("</table></details>\n");
  }

  private void writeLine(String path, int line, String text, List<SiteVerdict> sites) {
    page.raw("<tr id=\"")
        .text(anchor(path, line))
        .raw("\"><td class=\"n\">" + line + "</td><td class=\"marks\">");
    for (SiteVerdict site : sites) {
      writeMark(site);
    }
    page.raw("</td><td><pre>").text(text).raw("</pre></td></tr>\n");
  }

  private void writeMark(SiteVerdict site) {
    Mark mark = site.verdict().accept(Mark.OF_VERDICT);
    page.raw("<span class=\"" + mark.style() + "\" title=\"")
        .text(site.site().kind().label() + ": " + mark.words())
        .raw("\">" + mark.sign() + "</span>");
  }

  /** How a verdict looks in the margin. */
  private record Mark(String style, String sign, String words) {
    static final Verdict.Visitor<Mark> OF_VERDICT =
        new Verdict.Visitor<>() {
          @Override
          public Mark proven(Verdict.Proven proven) {
            String rests =
                proven.assumptions().stream()
                    .map(a -> a.text())
                    .sorted()
                    .collect(Collectors.joining("; "));
            String words = rests.isEmpty() ? "proven" : "proven, resting on " + rests;
            return proven.byContract()
                ? new Mark("contract", "◐", words)
                : new Mark("proven", "●", words);
          }

          @Override
          public Mark refuted(Verdict.Refuted refuted) {
            return new Mark("refuted", "✗", "refuted by " + refuted.witness().call());
          }

          @Override
          public Mark unproven(Verdict.Unproven unproven) {
            String detail = unproven.detail().isEmpty() ? "" : ", " + unproven.detail();
            return new Mark("open", "○", "left in: " + unproven.reason().label() + detail);
          }
        };
  }
}
