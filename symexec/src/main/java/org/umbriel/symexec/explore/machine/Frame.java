package org.umbriel.symexec.explore.machine;

import org.jspecify.annotations.Nullable;
import org.umbriel.symexec.term.Literal;
import org.umbriel.symexec.term.Scalar;
import org.umbriel.symexec.term.Term;

/**
 * A method's activation: local variables and, behind them, the operand stack, each slot as in
 * {@link HeapObject}. A long or double takes two slots and lies in the first of them (JVMS 2.6). A
 * frame belongs to one epoch; a later one copies it before it changes it.
 */
public final class Frame {
  private static final int SHOWN_CALLERS = 4;

  private final Routine routine;
  private final @Nullable Frame caller;
  private final int depth;
  private final long[] bits;
  private final @Nullable Object[] cells;
  int epoch;
  private int top;
  private int next;

  Frame(Routine routine, @Nullable Frame caller, int epoch) {
    this.routine = routine;
    this.caller = caller;
    this.depth = caller == null ? 1 : caller.depth + 1;
    int size = routine.maxLocals() + routine.maxStack();
    this.bits = new long[size];
    this.cells = new Object[size];
    this.epoch = epoch;
    this.top = routine.maxLocals();
  }

  private Frame(Frame other, int next, int top, int epoch) {
    this.routine = other.routine;
    this.caller = other.caller;
    this.depth = other.depth;
    this.bits = other.bits.clone();
    this.cells = other.cells.clone();
    this.epoch = epoch;
    this.top = top;
    this.next = next;
  }

  /** A copy with another next instruction and stack height. */
  Frame copy(int newNext, int newTop, int newEpoch) {
    return new Frame(this, newNext, newTop, newEpoch);
  }

  public Routine routine() {
    return routine;
  }

  public @Nullable Frame caller() {
    return caller;
  }

  /** Frames on the call stack up to this one. */
  public int depth() {
    return depth;
  }

  /** The instruction that is executed next. */
  public int next() {
    return next;
  }

  public void jump(int target) {
    next = target;
  }

  /** The first slot that is not on the stack. */
  public int top() {
    return top;
  }

  public void setTop(int newTop) {
    top = newTop;
  }

  /** Slots, counted from the first local variable. */
  public long bits(int slot) {
    return bits[slot];
  }

  public @Nullable Object cell(int slot) {
    return cells[slot];
  }

  public void set(int slot, long value, @Nullable Object cell) {
    bits[slot] = value;
    cells[slot] = cell;
  }

  /** Copies slots of another frame. */
  void copyFrom(Frame other, int from, int to, int count) {
    System.arraycopy(other.bits, from, bits, to, count);
    System.arraycopy(other.cells, from, cells, to, count);
  }

  // One slot of the operand stack.

  public void push(long value) {
    bits[top] = value;
    cells[top++] = null;
  }

  public void pushReference(@Nullable HeapObject object) {
    bits[top] = 0;
    cells[top++] = object;
  }

  public void pushSlot(long value, @Nullable Object cell) {
    bits[top] = value;
    cells[top++] = cell;
  }

  /** A long or double, two slots. */
  public void pushWide(long value, @Nullable Object cell) {
    bits[top] = value;
    cells[top] = cell;
    bits[top + 1] = 0;
    cells[top + 1] = null;
    top += 2;
  }

  /** A value of any sort; a literal becomes concrete. */
  public void pushTerm(Term term) {
    long value = term instanceof Literal literal ? literal.value() : 0;
    Object cell = term instanceof Literal ? null : term;
    if (term.sort() == Scalar.LONG) {
      pushWide(value, cell);
    } else {
      pushSlot(value, cell);
    }
  }

  public void drop(int slots) {
    top -= slots;
  }

  @Override
  public String toString() {
    return routine + " at " + next;
  }

  /** The innermost calls, for people. */
  static String callers(@Nullable Frame innermost) {
    StringBuilder text = new StringBuilder();
    Frame at = innermost;
    for (int i = 0; i < SHOWN_CALLERS && at != null; i++) {
      text.append(i == 0 ? ", called by " : " < ");
      text.append(at.routine.owner().javaName()).append('.').append(at.routine.code().name());
      at = at.caller;
    }
    return text.toString();
  }
}
