package org.umbriel.rewriter.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.umbriel.rewriter.RewriteReport;
import org.umbriel.rewriter.pipeline.Tally.Count;

/** {@code RewriteReport -> text}, as OUTPUTS.md shows it. */
public final class TextReport {
  private TextReport() {}

  /** The lines for one jar. */
  public static String of(RewriteReport report, String output) {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "%s -> %s   %,d classes: %,d changed, %,d copied as they were",
            report.input(),
            output,
            report.classes(),
            report.changed(),
            report.classes() - report.changed() - report.rejected().size()));
    lines.add("  inserted      " + inserted(report));
    notInserted(report).ifPresent(l -> lines.add("  not inserted  " + l));
    lines.add("  size          " + size(report));
    report.signature().ifPresent(s -> lines.add("  was signed    by " + s));
    report.rejected().forEach(r -> lines.add("  rejected      " + r));
    report.remarks().forEach(r -> lines.add("  remark        " + r));
    report.unreadable().forEach(u -> lines.add("  not read      " + u));
    return String.join(System.lineSeparator(), lines) + System.lineSeparator();
  }

  private static String inserted(RewriteReport report) {
    String text =
        String.format(
            Locale.ROOT,
            "link %,d of %,d references%s",
            report.count(Count.LINK_INSERTED),
            report.count(Count.LINK_REFERENCES),
            report.count(Count.LINK_SETTLED) > 0
                ? " (the others hold within the jar or the JDK)"
                : "");
    int assertions = report.count(Count.ASSERTIONS);
    return text
        + ofAll("assertions", assertions - report.count(Count.ASSERTIONS_PROVEN), assertions)
        + ofAll(
            "explanations",
            report.count(Count.EXPLANATIONS_INSERTED),
            report.count(Count.EXPLANATIONS))
        + ofAll("contracts", report.count(Count.CONTRACTS_INSERTED), report.count(Count.CONTRACTS));
  }

  private static String ofAll(String what, int inserted, int found) {
    return found == 0
        ? ""
        : String.format(Locale.ROOT, "     %s %,d of %,d", what, inserted, found);
  }

  private static Optional<String> notInserted(RewriteReport report) {
    List<String> parts = new ArrayList<>();
    part(parts, report.count(Count.ASSERTIONS_PROVEN), "%,d assertions proven");
    part(
        parts,
        report.count(Count.ASSERTIONS_GUARDED),
        "%,d behind a flag: proven while their assumptions hold");
    part(
        parts,
        report.count(Count.ASSERTIONS_EVALUATED),
        "%,d proven, their conditions evaluated all the same");
    part(parts, report.count(Count.EXPLANATIONS_PROVEN), "%,d sites proven");
    part(parts, report.count(Count.EXPLANATIONS_LEFT), "%,d sites left to the JVM's own message");
    return parts.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", parts));
  }

  private static void part(List<String> parts, int number, String form) {
    if (number > 0) {
      parts.add(String.format(Locale.ROOT, form, number));
    }
  }

  private static String size(RewriteReport report) {
    double before = Math.max(1, report.sizes().before());
    return String.format(
        Locale.ROOT,
        "%+.1f %%, of which the description %.1f %%",
        100 * (report.sizes().after() - before) / before,
        100 * report.sizes().description() / before);
  }
}
