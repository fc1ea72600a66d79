package org.umbriel.rewriter.pipeline;

import java.util.List;
import org.umbriel.metadata.classfile.ClassFile;

/** What a service makes of a class. */
public sealed interface Outcome {

  /** Nothing to do. */
  record Unchanged() implements Outcome {}

  /**
   * The class changes.
   *
   * @param added classes that come with it
   */
  record Edited(Edits edits, List<ClassFile> added) implements Outcome {
    public Edited {
      added = List.copyOf(added);
    }
  }

  /**
   * The class must not run.
   *
   * @param reason one line for the person who sees the error
   */
  record Rejected(String reason) implements Outcome {}

  Outcome UNCHANGED = new Unchanged();

  /** Edits without further classes; none of them means unchanged. */
  static Outcome of(Edits edits) {
    return edits.isEmpty() ? UNCHANGED : new Edited(edits, List.of());
  }
}
