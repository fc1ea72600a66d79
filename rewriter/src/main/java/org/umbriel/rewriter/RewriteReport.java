package org.umbriel.rewriter;

import java.util.List;
import java.util.Map;
import org.umbriel.rewriter.pipeline.Tally.Count;

/**
 * What happened to one jar.
 *
 * @param input its name
 * @param buildId of the description, 40 hexadecimal digits
 * @param classes class files that were read
 * @param changed those that were written anew
 * @param rejected those that did not verify, and were replaced
 * @param unreadable entries that could not be read, with the reason; copied as they were
 * @param remarks on single places
 * @param sizeBefore bytes of the input
 * @param sizeAfter bytes of the output
 * @param descriptionSize bytes that the description takes in the output
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
    long sizeBefore,
    long sizeAfter,
    long descriptionSize) {

  public RewriteReport {
    rejected = List.copyOf(rejected);
    unreadable = List.copyOf(unreadable);
    remarks = List.copyOf(remarks);
    counts = Map.copyOf(counts);
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
