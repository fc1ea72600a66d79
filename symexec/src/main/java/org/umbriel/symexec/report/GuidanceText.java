package org.umbriel.symexec.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.umbriel.metadata.site.Reason;
import org.umbriel.symexec.summary.Suggestion;

/** What would settle most of the sites left in {@code ->} ten lines, the best first. */
public final class GuidanceText {
  private static final int MOST = 10;

  private GuidanceText() {}

  /**
   * Some lines, ending in a newline.
   *
   * @param suggestions about the program; those about options are found in the report
   */
  public static String of(CheckReport report, List<Suggestion> suggestions) {
    List<Suggestion> all = new ArrayList<>(suggestions);
    option(report, "--threads assume-confined, if that is so", Reason.INTERFERENCE, all);
    option(report, "--precision high: the budget of the run ended", Reason.RUN_BUDGET, all);
    all.sort(Comparator.comparingInt(Suggestion::sites).reversed());
    StringBuilder text = new StringBuilder();
    text.append(String.format("  what would settle most of what is left in%n"));
    if (all.isEmpty()) {
      text.append(String.format("         -   nothing that is known%n"));
    }
    for (Suggestion suggestion : all.subList(0, Math.min(MOST, all.size()))) {
      text.append(
          String.format(Locale.ROOT, "  %,8d   %s%n", suggestion.sites(), suggestion.text()));
    }
    return text.toString();
  }

  private static void option(
      CheckReport report, String advice, Reason reason, List<Suggestion> all) {
    int sites = report.totals().byReason().getOrDefault(reason, 0);
    if (sites > 0) {
      all.add(new Suggestion(advice, sites));
    }
  }
}
