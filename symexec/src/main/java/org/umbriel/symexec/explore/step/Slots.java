package org.umbriel.symexec.explore.step;

import org.umbriel.symexec.explore.machine.Frame;
import org.umbriel.symexec.explore.machine.Machine;
import org.umbriel.symexec.term.Scalar;
import org.umbriel.symexec.term.Term;

/** Stack slots as terms. */
final class Slots {
  private Slots() {}

  /** Whether a slot, counted from the top, holds a symbolic primitive. */
  static boolean isSymbolic(Frame frame, int below) {
    return frame.cell(frame.top() - below) instanceof Term;
  }

  static Term term(Machine machine, Frame frame, int below, Scalar sort) {
    int slot = frame.top() - below;
    return frame.cell(slot) instanceof Term term
        ? term
        : machine.terms().literal(sort, frame.bits(slot));
  }

  static int integer(Frame frame, int below) {
    return (int) frame.bits(frame.top() - below);
  }

  static long wide(Frame frame, int below) {
    return frame.bits(frame.top() - below);
  }
}
