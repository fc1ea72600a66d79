package org.umbriel.symexec.explore.machine;

import java.util.List;
import org.umbriel.symexec.term.Term;

/**
 * A place to come back to: the state before the instruction that decided, and the decision that has
 * not been followed yet.
 *
 * @param frame the current frame, as it was before the instruction
 * @param mark the heap's log
 * @param depth how many decisions and assumptions the path had
 * @param prefix what the instruction decided before this decision
 */
record Choice(
    Frame frame,
    int mark,
    int epoch,
    Trail<Term> path,
    int depth,
    Trail<Input> inputs,
    List<Decision> prefix,
    Term alternative,
    Decision decision) {

  /**
   * What was decided.
   *
   * @param value for a choice among values, the one that was accepted or refused
   */
  record Decision(boolean taken, long value) {}
}
