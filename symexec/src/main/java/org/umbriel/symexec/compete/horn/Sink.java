package org.umbriel.symexec.compete.horn;

import com.microsoft.z3.BoolExpr;
import com.microsoft.z3.IntExpr;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.umbriel.metadata.classfile.FieldReference;
import org.umbriel.metadata.classfile.MethodCode;

/** What a block does at its end, or on the way. */
interface Sink {

  /** Goes on with the block that starts at an instruction, if a condition holds. */
  void go(State state, int instruction, BoolExpr condition);

  void leave(State state, @Nullable IntExpr result);

  /** Ends with an exception of a {@link Callee} kind, no handler being in the way. */
  void raise(State state, IntExpr kind);

  /** An assertion fails. */
  void fail(State state);

  /** What a call of one of some methods is; they have the same type. */
  Callee callee(List<MethodCode> targets);

  /** A number to the static fields of the program; negative for none of them. */
  int field(FieldReference field);

  /** Says that a callee is entered. */
  void enter(State state, BoolExpr entered);
}
