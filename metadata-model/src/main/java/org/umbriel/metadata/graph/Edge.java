package org.umbriel.metadata.graph;

import java.util.Optional;
import org.umbriel.metadata.classfile.ExceptionHandler;

/**
 * A way from one block to another.
 *
 * @param from ordinal of the block it leaves
 * @param to ordinal of the block it enters
 * @param handler for {@link Kind#EXCEPTION} the row of the exception table; the edge may be taken
 *     at any instruction of {@code from}, with the stack cleared but for the exception
 */
public record Edge(int from, int to, Kind kind, Optional<ExceptionHandler> handler) {

  /** Why control takes an edge. */
  public enum Kind {
    /** Fall through, jump, switch case, untaken branch. */
    NORMAL,
    /** The condition of a branch holds. */
    TAKEN,
    EXCEPTION
  }
}
