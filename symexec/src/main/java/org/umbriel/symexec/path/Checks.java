package org.umbriel.symexec.path;

import java.util.List;
import java.util.Optional;
import org.umbriel.metadata.site.CheckKind;
import org.umbriel.symexec.path.state.State;
import org.umbriel.symexec.term.Term;
import org.umbriel.symexec.term.TermFactory;

/**
 * The checks that the JVM makes at an instruction: noted if they are asked for, thrown where they
 * fail, known behind.
 */
final class Checks {
  private final Execution execution;
  private final Frame frame;
  private final int index;

  Checks(Execution execution, Frame frame, int index) {
    this.execution = execution;
    this.frame = frame;
    this.index = index;
  }

  /** A reference on the stack is not null; it stays there. */
  Optional<State> requireNonNull(State state, int depth, List<Successor> ways) {
    TermFactory factory = execution.factory();
    Term isNonNull = factory.distinct(state.top(depth), factory.reference(0));
    return require(state, CheckKind.NULL_DEREFERENCE, depth, isNonNull, ways);
  }

  /**
   * A condition holds, or else the kind's exception is thrown.
   *
   * @param operand depth of the operand that the site names
   * @param ways receives the exceptional way, if somebody may catch it
   * @return the state in which the condition holds; empty if it never does
   */
  Optional<State> require(
      State state, CheckKind kind, int operand, Term condition, List<Successor> ways) {
    TermFactory factory = execution.factory();
    if (frame.depth() == 0) {
      execution.observe(state, index, kind, operand, condition);
    }
    if (frame.observesExceptions(index)) {
      state
          .assume(factory.not(condition), factory)
          .ifPresent(failed -> ways.add(thrown(failed, kind.exception())));
    }
    return state.assume(condition, factory);
  }

  private Successor thrown(State state, String exception) {
    int object = execution.unknowns().allocate(exception, true);
    return new Successor.Raise(state.allocate(object), execution.factory().reference(object));
  }
}
