package org.umbriel.symexec.fact.method;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.umbriel.symexec.fact.state.State;

/**
 * What a call says about the sizes of numbers and arrays: upper bounds of differences, as in {@link
 * org.umbriel.symexec.fact.state.Difference}, between what a method takes and gives. That {@code
 * checkIndex(i, n)} returns says {@code i - n <= -1}.
 *
 * @param bounds the least known {@code c} with {@code from - to <= c}
 */
public record Orders(Map<Pair, Long> bounds) {
  public static final Orders NONE = new Orders(Map.of());

  /**
   * A number that a method takes or gives, or the length of an array that it does.
   *
   * @param position of the argument, the receiver included; or {@link #RESULT}
   */
  public record Quantity(int position, boolean isLength) {
    /** The position of what the call returns. */
    public static final int RESULT = -1;

    /** The number 0. */
    public static final Quantity ZERO = new Quantity(-2, false);

    public boolean isZero() {
      return equals(ZERO);
    }

    /**
     * The value that has this size, on the caller's side or the callee's.
     *
     * @param arguments by position, the receiver included
     */
    public int valueIn(State state, List<Integer> arguments, int result) {
      int value = position == RESULT ? result : arguments.get(position);
      return isLength ? state.basis().lengthOf(state.canonical(value)) : value;
    }
  }

  /** Two quantities, the second of which is subtracted from the first. */
  public record Pair(Quantity from, Quantity to) {}

  public Orders {
    bounds = Map.copyOf(bounds);
  }

  /** What holds if either outcome is possible. */
  public Orders join(Orders other) {
    Map<Pair, Long> both = new HashMap<>();
    bounds.forEach(
        (pair, most) -> {
          Long theirs = other.bounds.get(pair);
          if (theirs != null) {
            both.put(pair, Math.max(most, theirs));
          }
        });
    return new Orders(both);
  }

  /** What holds if either outcome is possible, without what differs: it may go on growing. */
  public Orders widen(Orders other) {
    Map<Pair, Long> same = new HashMap<>(bounds);
    same.entrySet().removeIf(e -> !e.getValue().equals(other.bounds.get(e.getKey())));
    return new Orders(same);
  }

  public boolean isEmpty() {
    return bounds.isEmpty();
  }
}
