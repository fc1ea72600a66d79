package org.umbriel.symexec.path.state;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.umbriel.symexec.term.Term;

/**
 * An immutable sequence of values: local variables by slot, or an operand stack with its top at the
 * end. A value of category 2 (JVMS 2.11.1) is one entry; as a local variable it stands in the first
 * of its two slots.
 */
public final class Values {
  public static final Values EMPTY = new Values(new Term[0]);

  private final @Nullable Term[] items;

  private Values(@Nullable Term[] items) {
    this.items = items;
  }

  /** That many undefined values. */
  public static Values undefined(int size) {
    return new Values(new Term[size]);
  }

  public int size() {
    return items.length;
  }

  /**
   * The value at an index; null where none is defined, or where merged paths left values of
   * different sorts.
   */
  public @Nullable Term get(int index) {
    return items[index];
  }

  /** A value that must be defined (the verifier has shown that it is, JVMS 4.10). */
  public Term defined(int index) {
    Term value = items[index];
    if (value == null) {
      throw new IllegalStateException("no value at " + index);
    }
    return value;
  }

  public Values with(int index, @Nullable Term value) {
    @Nullable Term[] copy = items.clone();
    copy[index] = value;
    return new Values(copy);
  }

  public Values push(Term value) {
    @Nullable Term[] copy = Arrays.copyOf(items, items.length + 1);
    copy[items.length] = value;
    return new Values(copy);
  }

  /** Without the topmost values. */
  public Values pop(int count) {
    return count == 0 ? this : new Values(Arrays.copyOf(items, items.length - count));
  }

  /** The value at a depth; 0 is the top. */
  public Term top(int depth) {
    return defined(items.length - 1 - depth);
  }

  @Override
  public String toString() {
    return Arrays.toString(items);
  }
}
