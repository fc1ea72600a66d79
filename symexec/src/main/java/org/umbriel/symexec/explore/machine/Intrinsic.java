package org.umbriel.symexec.explore.machine;

/** A model of a library method, executed instead of its code. */
@FunctionalInterface
public interface Intrinsic {

  /**
   * Executes a call. Like an {@link Operation} it decides first and changes afterwards.
   *
   * @throws Thrown if the call completes abruptly
   */
  void execute(Call call) throws Thrown;
}
