package org.umbriel.symexec.report;

import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import org.umbriel.metadata.site.Contract;
import org.umbriel.metadata.site.SiteVerdict;

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
    Replays replays,
    boolean interrupted,
    Cost cost) {

  /** How replay went. */
  public record Replays(int tried, int confirmed) {}

  /** Whether something could not be read or finished. */
  public boolean partial() {
    return interrupted || inputs.stream().anyMatch(i -> !i.unreadable().isEmpty());
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
