package org.umbriel.symexec.path;

import org.jspecify.annotations.Nullable;
import org.umbriel.metadata.classfile.MethodCode;
import org.umbriel.symexec.path.state.Values;

/**
 * A method that is being executed.
 *
 * @param depth 0 for the method that is checked
 * @param catchesAbove whether an exception that leaves the method matters to a caller
 * @param caller null for the method that is checked
 */
record Frame(MethodCode method, int depth, boolean catchesAbove, @Nullable Frame caller) {

  /** Whether a method is being executed already. */
  boolean isActive(MethodCode other) {
    return method.equals(other) || (caller != null && caller.isActive(other));
  }

  /** Whether it matters that an instruction throws. */
  boolean observesExceptions(int instruction) {
    return catchesAbove
        || method.handlers().stream().anyMatch(handler -> handler.covers(instruction));
  }

  /** Undefined local variables. */
  Values noLocals() {
    return Values.undefined(method.maxLocals());
  }
}
