package org.umbriel.symexec.fact.method;

import org.umbriel.symexec.fact.state.State;

/** Is shown the final states of a method. States are not to be kept or changed. */
public interface Observer {

  /** What is known before an instruction, each reachable one once. */
  void before(int instruction, State state);

  /**
   * What is known behind an instruction.
   *
   * @param completes whether it can complete normally
   */
  default void after(int instruction, State state, boolean completes) {}

  /**
   * A way to leave the method normally; several may end in one instruction.
   *
   * @param value what is returned, in the names of the state; {@link
   *     org.umbriel.symexec.fact.value.ValueGraph#NONE} for {@code void}
   */
  default void returns(int instruction, int value, State state) {}
}
