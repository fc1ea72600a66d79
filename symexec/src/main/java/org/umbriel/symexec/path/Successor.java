package org.umbriel.symexec.path;

import org.jspecify.annotations.Nullable;
import org.umbriel.symexec.path.state.State;
import org.umbriel.symexec.term.Term;

/** One way on behind an instruction. */
sealed interface Successor {

  /** To the next instruction. */
  record Next(State state) implements Successor {}

  /** To another instruction. */
  record Jump(int target, State state) implements Successor {}

  /** An exception is thrown at the instruction. */
  record Raise(State state, Term exception) implements Successor {}

  /** Back to the caller; without a value from a void method. */
  record Return(State state, @Nullable Term value) implements Successor {}
}
