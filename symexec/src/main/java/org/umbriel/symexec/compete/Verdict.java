package org.umbriel.symexec.compete;

import java.util.List;
import org.umbriel.symexec.explore.Value;

/**
 * The answer to a task.
 *
 * @param witness for {@link Answer#FALSE}: the inputs of the replayed violation, in order
 * @param reasons for {@link Answer#UNKNOWN}: what was left out
 */
public record Verdict(Answer answer, List<Value> witness, List<String> reasons) {

  /** As the competition's words are. */
  public enum Answer {
    TRUE,
    FALSE,
    UNKNOWN
  }

  public Verdict {
    witness = List.copyOf(witness);
    reasons = List.copyOf(reasons);
  }
}
