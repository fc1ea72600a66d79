package org.umbriel.symexec.report;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import org.umbriel.metadata.site.Contract;
import org.umbriel.metadata.site.Reason;
import org.umbriel.metadata.site.SiteId;
import org.umbriel.metadata.site.SiteVerdict;
import org.umbriel.metadata.site.Verdict;

/**
 * Everything that a check found.
 *
 * @param command how to repeat it, for the hints that reports give
 * @param mode {@code library} or {@code program}
 * @param jdk {@code java.version} of the platform that was assumed
 * @param verdicts of every site, by class and method in the input's order
 * @param findings the refuted ones, gravest first
 * @param sourceFiles SourceFile attribute by internal class name, where there is one
 * @param missing internal names of classes that are nowhere on the class path
 * @param baseline sites that an earlier run had refuted; empty if there is nothing to compare with
 * @param replays witnesses that were replayed, and those of them that threw what was predicted
 * @param interrupted whether the run was stopped before all was decided
 */
public record CheckReport(
    String command,
    String mode,
    String jdk,
    List<InputSummary> inputs,
    List<SiteVerdict> verdicts,
    List<Finding> findings,
    List<Contract> contracts,
    Map<String, String> sourceFiles,
    SortedSet<String> missing,
    Optional<Set<SiteId>> baseline,
    Replays replays,
    boolean interrupted,
    Cost cost) {

  /** How replay went. */
  public record Replays(int tried, int confirmed) {}

  /** Whether something could not be read or finished. */
  public boolean partial() {
    return interrupted
        || inputs.stream().anyMatch(i -> !i.unreadable().isEmpty())
        || verdicts.stream().anyMatch(v -> isDefect(v.verdict()));
  }

  private static boolean isDefect(Verdict verdict) {
    return verdict instanceof Verdict.Unproven unproven && unproven.reason() == Reason.DEFECT;
  }

  /** Whether findings are compared with those of an earlier run. */
  public boolean hasBaseline() {
    return baseline.isPresent();
  }

  /** Whether an earlier run had found it, too. */
  public boolean isKnown(Finding finding) {
    return baseline.isPresent() && baseline.get().contains(finding.site().id());
  }

  /** The findings that the baseline does not have; all where there is none. */
  public List<Finding> newFindings() {
    return findings.stream().filter(f -> !isKnown(f)).toList();
  }

  /** {@code a/b/Foo.java}, by package and SourceFile attribute (JVMS 4.7.10). */
  String sourcePath(String owner) {
    int slash = owner.lastIndexOf('/') + 1;
    String outermost = owner.substring(slash).replaceAll("(?<=.)\\$.*", "") + ".java";
    return owner.substring(0, slash) + sourceFiles.getOrDefault(owner, outermost);
  }

  public Totals totals() {
    return Totals.of(verdicts);
  }

  /** {@code Foo.java:214}; the class's name where its source file is unknown. */
  public String place(SiteVerdict verdict) {
    return place(verdict.site().id().method().owner(), verdict.site().line());
  }

  String place(String owner, int line) {
    String simpleName = owner.substring(owner.lastIndexOf('/') + 1);
    String file = sourceFiles.getOrDefault(owner, simpleName);
    return line == 0 ? file : file + ":" + line;
  }
}
