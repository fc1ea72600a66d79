package org.umbriel.symexec.fact.method;

import org.umbriel.symexec.fact.state.State;
import org.umbriel.symexec.fact.value.ValueGraph;

/** What follows if a boolean value is true or false. */
public final class Assume {
  private Assume() {}

  /**
   * Adds to a state that a value is not 0.
   *
   * @return false if that cannot be
   */
  public static boolean isTrue(ValueGraph graph, World world, State state, int value) {
    return new Conditions(graph, world, state).truth(value, true);
  }

  /** Adds to a state that a value is 0; false if that cannot be. */
  public static boolean isFalse(ValueGraph graph, World world, State state, int value) {
    return new Conditions(graph, world, state).truth(value, false);
  }
}
