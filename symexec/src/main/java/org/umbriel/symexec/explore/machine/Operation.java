package org.umbriel.symexec.explore.machine;

/**
 * One instruction, linked: symbolic references are resolved when it is first executed. It first
 * decides ({@link Machine#decide}), which may start it anew later, and then changes the frame and
 * the heap; what it pops is only dropped, so that a copy of the frame can be taken in between.
 */
@FunctionalInterface
public interface Operation {

  /**
   * Executes in the current frame, whose next instruction is already the one behind.
   *
   * @throws Thrown if it completes abruptly
   */
  void execute(Machine machine, Frame frame) throws Thrown;
}
