package org.umbriel.rewriter;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.umbriel.rewriter.pipeline.Tally.Count;
import org.umbriel.rewriter.sign.UpstreamSignature;

/**
 * What happened to one jar, and to those within it.
 *
 * @param input its name
 * @param buildId of the description, 40 hexadecimal digits
 * @param classes class files that were read
 * @param changed those that were written anew
 * @param rejected those that did not verify, or that a service rejected, and were replaced
 * @param unreadable entries that could not be read, with the reason; copied as they were
 * @param remarks on single places
 * @param signature that the input came with
 * @param sizes of input and output
 */
public record RewriteReport(
    String input,
    String buildId,
    int classes,
    int changed,
    List<RejectedClass> rejected,
    List<String> unreadable,
    List<String> remarks,
    Map<Count, Integer> counts,
    Optional<UpstreamSignature> signature,
    Sizes sizes) {

  /**
   * In bytes.
   *
   * @param before of the input
   * @param after of the output
   * @param description what of the output is the description
   */
  public record Sizes(long before, long after, long description) {}

  public RewriteReport {
    rejected = List.copyOf(rejected);
    unreadable = List.copyOf(unreadable);
    remarks = List.copyOf(remarks);
    counts = Map.copyOf(counts);
  }

  static RewriteReport of(
      String input,
      String buildId,
      Optional<UpstreamSignature> signature,
      List<Part> parts,
      Sizes sizes) {
    List<RejectedClass> rejected = new ArrayList<>();
    List<String> unreadable = new ArrayList<>();
    List<String> remarks = new ArrayList<>();
    Map<Count, Integer> counts = new EnumMap<>(Count.class);
    int classes = 0;
    int changed = 0;
    for (Part part : parts) {
      part.rejected().forEach(r -> rejected.add(r.below(part.folder())));
      part.opened().unreadable().forEach(u -> unreadable.add(part.folder() + u));
      remarks.addAll(part.tally().remarks());
      part.tally().counts().forEach((count, n) -> counts.merge(count, n, Integer::sum));
      classes += part.classes().size() + part.opened().rejected().size();
      changed += part.changed();
    }
    return new RewriteReport(
        input, buildId, classes, changed, rejected, unreadable, remarks, counts, signature, sizes);
  }

  /** This report, and those of the archives within. */
  RewriteReport with(Nested nested) {
    List<RejectedClass> allRejected = new ArrayList<>(rejected);
    List<String> allUnreadable = new ArrayList<>(unreadable);
    List<String> allRemarks = new ArrayList<>(remarks);
    Map<Count, Integer> allCounts = new EnumMap<>(Count.class);
    allCounts.putAll(counts);
    int allClasses = classes;
    int allChanged = changed;
    allUnreadable.addAll(nested.unreadable());
    allRemarks.addAll(nested.remarks());
    for (Nested.Inner inner : nested.reports()) {
      RewriteReport report = inner.report();
      String within = inner.path() + "!/";
      report.rejected.forEach(r -> allRejected.add(r.below(within)));
      report.unreadable.forEach(u -> allUnreadable.add(within + u));
      report.remarks.forEach(r -> allRemarks.add(inner.path() + ": " + r));
      report.signature.ifPresent(s -> allRemarks.add(inner.path() + ": was signed by " + s));
      report.counts.forEach((count, n) -> allCounts.merge(count, n, Integer::sum));
      allClasses += report.classes;
      allChanged += report.changed;
    }
    return new RewriteReport(
        input,
        buildId,
        allClasses,
        allChanged,
        allRejected,
        allUnreadable,
        allRemarks,
        allCounts,
        signature,
        sizes);
  }

  /** Whether every class of the output was verified, or stands in the place of a rejected one. */
  public boolean isVerified() {
    return unreadable.isEmpty();
  }

  /** Whether all of the input could be read. */
  public boolean isComplete() {
    return unreadable.isEmpty() && rejected.stream().noneMatch(RejectedClass::isCorrupt);
  }

  public int count(Count count) {
    return counts.getOrDefault(count, 0);
  }
}
