package org.umbriel.metadata.verify.infer;

import java.util.Arrays;

/**
 * What is known before one instruction: types of the operand stack and of local variables, the
 * subroutines that are being executed, and which constructor calls lie behind. The arrays are
 * shared between states and never changed in place.
 */
final class State {
  static final int[] NO_TYPES = {};

  /** On some path: another constructor must be called before the method returns. */
  static final int NEEDS_CONSTRUCTOR = 1;

  /** On some path: the call of another constructor failed, and the method may only throw. */
  static final int MAY_NOT_RETURN = 2;

  final int bci;

  /** Whether a path to this instruction has been found. */
  boolean reached;

  /** Whether the instruction must be looked at (again). */
  boolean changed;

  /** Types of the stack's slots, the topmost last. */
  int[] stack = NO_TYPES;

  /** Types of the local variables; those beyond its end hold nothing. */
  int[] locals = NO_TYPES;

  Subroutine[] subroutines = Subroutine.NONE;
  int onSomePath;

  /** Whether another constructor has been called on all paths. */
  boolean constructed = true;

  /** Of a {@code jsr}: the {@code ret} that comes back to the instruction after it, or -1. */
  int returnsFrom = -1;

  State(int bci) {
    this.bci = bci;
  }

  int local(int slot) {
    return slot < locals.length ? locals[slot] : 0;
  }

  /** Local variables with one changed; the rest as before. */
  static int[] with(int[] locals, int slot, int type) {
    if (slot < locals.length && locals[slot] == type) {
      return locals;
    }
    int[] changed = Arrays.copyOf(locals, Math.max(locals.length, slot + 1));
    changed[slot] = type;
    return changed;
  }

  /** Types with every occurrence of one replaced by another. */
  static int[] replace(int[] types, int from, int to) {
    int[] replaced = types;
    for (int i = 0; i < types.length; i++) {
      if (types[i] == from) {
        if (replaced == types) {
          replaced = types.clone();
        }
        replaced[i] = to;
      }
    }
    return replaced;
  }
}
