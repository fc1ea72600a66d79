package org.umbriel.symexec.report;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.umbriel.metadata.classfile.JavaNames;
import org.umbriel.metadata.site.CheckSite;
import org.umbriel.metadata.site.Level;
import org.umbriel.metadata.site.SiteVerdict;
import org.umbriel.metadata.site.Verdict;
import org.umbriel.metadata.site.Witness;

/**
 * A refuted site.
 *
 * @param certain whether every path that reaches the site fails there
 */
public record Finding(CheckSite site, Witness witness, Level level, boolean certain) {

  /** The refuted ones of some sites, gravest first. */
  public static List<Finding> among(List<SiteVerdict> verdicts) {
    return verdicts.stream()
        .filter(v -> v.verdict() instanceof Verdict.Refuted)
        .map(v -> of(v.site(), (Verdict.Refuted) v.verdict()))
        .sorted(Comparator.comparing(Finding::level))
        .toList();
  }

  private static Finding of(CheckSite site, Verdict.Refuted refuted) {
    return new Finding(site, refuted.witness(), refuted.level(), refuted.certain());
  }

  /** What was decided about the site. */
  public Verdict verdict() {
    return new Verdict.Refuted(witness, level, certain);
  }

  /** What the replay saw: {@code java.lang.ArithmeticException: / by zero}. */
  String thrown() {
    String exception = JavaNames.type(witness.exception());
    return witness.message().isEmpty() ? exception : exception + ": " + witness.message();
  }

  /** What variables hold at a step of the path: {@code chars = {}, n = 0}. */
  static String values(Witness.Step step) {
    return step.values().entrySet().stream()
        .map(e -> e.getKey() + " = " + e.getValue())
        .collect(Collectors.joining(", "));
  }
}
