package org.umbriel.symexec.explore.machine;

import org.jspecify.annotations.Nullable;
import org.umbriel.symexec.term.Scalar;
import org.umbriel.symexec.term.Term;

/**
 * A call of a method that has a model: its arguments, by slot and with the receiver first, and
 * where its result goes. A result ends the call.
 */
public final class Call {
  private final Machine machine;
  private final Frame caller;
  private final Routine routine;
  private final int base;

  public Call(Machine machine, Frame caller, Routine routine) {
    this.machine = machine;
    this.caller = caller;
    this.routine = routine;
    this.base = caller.top() - routine.argumentSlots();
  }

  public Machine machine() {
    return machine;
  }

  public Routine routine() {
    return routine;
  }

  /** The frame that calls. */
  public Frame caller() {
    return caller;
  }

  public @Nullable HeapObject reference(int slot) {
    return machine.resolve(caller.cell(base + slot));
  }

  /** A reference that must not be null. */
  public HeapObject object(int slot) throws Thrown {
    HeapObject object = reference(slot);
    if (object == null) {
      throw machine.raise("java/lang/NullPointerException", null);
    }
    return object;
  }

  public boolean isSymbolic(int slot) {
    return caller.cell(base + slot) instanceof Term;
  }

  /** A concrete primitive. */
  public long bits(int slot) {
    return caller.bits(base + slot);
  }

  public @Nullable Object cell(int slot) {
    return caller.cell(base + slot);
  }

  /** A concrete int, chosen if it is symbolic. */
  public int concrete(int slot, int most) {
    return (int) machine.choose(term(slot, Scalar.INT), most);
  }

  public Term term(int slot, Scalar sort) {
    return caller.cell(base + slot) instanceof Term term
        ? term
        : machine.terms().literal(sort, caller.bits(base + slot));
  }

  /** Whether no argument is symbolic. */
  public boolean isConcrete() {
    for (int slot = 0; slot < routine.argumentSlots(); slot++) {
      if (isSymbolic(slot)) {
        return false;
      }
    }
    return true;
  }

  // Results.

  public void done() {
    caller.drop(routine.argumentSlots());
  }

  public void answer(long value) {
    done();
    caller.push(value);
  }

  public void answer(boolean value) {
    answer(value ? 1 : 0);
  }

  /** A long or double. */
  public void answerWide(long value) {
    done();
    caller.pushWide(value, null);
  }

  public void answer(Term term) {
    done();
    caller.pushTerm(term);
  }

  public void answer(@Nullable HeapObject object) {
    done();
    caller.pushReference(object);
  }

  /** Lets another method do it, which takes some of this call's argument slots, from the first. */
  public void forward(Routine other) throws Thrown {
    machine.invoke(caller, other);
  }
}
