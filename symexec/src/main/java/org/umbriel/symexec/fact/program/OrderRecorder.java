package org.umbriel.symexec.fact.program;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.umbriel.metadata.classfile.MethodCode;
import org.umbriel.symexec.fact.domain.Interval;
import org.umbriel.symexec.fact.domain.Support;
import org.umbriel.symexec.fact.method.Orders;
import org.umbriel.symexec.fact.method.Orders.Pair;
import org.umbriel.symexec.fact.method.Orders.Quantity;
import org.umbriel.symexec.fact.method.Outcomes;
import org.umbriel.symexec.fact.state.Difference;
import org.umbriel.symexec.fact.state.DifferenceSearch;
import org.umbriel.symexec.fact.state.NumberFact;
import org.umbriel.symexec.fact.state.State;
import org.umbriel.symexec.fact.value.ValueGraph;

/**
 * States in which a method returns {@code ->} how the sizes of what it takes and gives compare.
 * Only ints and lengths count, and only what was not so before the method began.
 */
final class OrderRecorder {
  private static final int MOST_QUANTITIES = 8;

  /** That a number is less than some int says nothing. */
  private static final long LARGE = Integer.MAX_VALUE - 1L;

  private final MethodCode method;
  private final List<Integer> arguments;
  private final List<Quantity> taken = new ArrayList<>();
  private Support support = Support.NONE;
  private @Nullable Orders onReturn;
  private @Nullable Orders whenTrue;
  private @Nullable Orders whenFalse;

  OrderRecorder(MethodCode method, List<Integer> arguments) {
    this.method = method;
    this.arguments = arguments;
    int first = method.isStatic() ? 0 : 1;
    List<String> parameters = method.type().parameters();
    for (int i = 0; i < parameters.size() && taken.size() < MOST_QUANTITIES; i++) {
      if (isSized(parameters.get(i))) {
        taken.add(new Quantity(first + i, parameters.get(i).startsWith("[")));
      }
    }
  }

  private static boolean isSized(String descriptor) {
    return switch (descriptor.charAt(0)) {
      case 'I', 'S', 'B', 'C', '[' -> true;
      default -> false;
    };
  }

  /** The method returns a value, or none. */
  void returns(int value, State state) {
    Orders now = orders(state, value);
    onReturn = onReturn == null ? now : onReturn.join(now);
  }

  /** The method returns something other than 0. */
  void isTrue(State state) {
    Orders now = orders(state, ValueGraph.NONE);
    whenTrue = whenTrue == null ? now : whenTrue.join(now);
  }

  /** The method returns 0. */
  void isFalse(State state) {
    Orders now = orders(state, ValueGraph.NONE);
    whenFalse = whenFalse == null ? now : whenFalse.join(now);
  }

  /** All that was seen. */
  Outcomes<Orders> outcomes() {
    return new Outcomes<>(orNone(onReturn), orNone(whenTrue), orNone(whenFalse), support);
  }

  private static Orders orNone(@Nullable Orders orders) {
    return orders == null ? Orders.NONE : orders;
  }

  private Orders orders(State state, int result) {
    Map<Pair, Long> bounds = new HashMap<>();
    for (Quantity quantity : taken) {
      limit(quantity, state, bounds);
      for (Quantity other : taken) {
        if (!quantity.equals(other)
            && state.hasDifferences(quantity.valueIn(state, arguments, result))) {
          compare(quantity, other, state, result, bounds);
        }
      }
    }
    String type = method.type().returnType();
    if (result != ValueGraph.NONE && isSized(type)) {
      Quantity returned = new Quantity(Quantity.RESULT, type.startsWith("["));
      for (Quantity quantity : taken) {
        compare(quantity, returned, state, result, bounds);
        compare(returned, quantity, state, result, bounds);
      }
    }
    return new Orders(bounds);
  }

  /** What an argument can be now that could have been more. */
  private void limit(Quantity quantity, State state, Map<Pair, Long> bounds) {
    int value = quantity.valueIn(state, arguments, ValueGraph.NONE);
    NumberFact now = state.number(value);
    Interval before =
        state.basis().of(value) instanceof NumberFact number ? number.interval() : Interval.LENGTH;
    if (now.interval().low() > before.low()) {
      bounds.put(new Pair(Quantity.ZERO, quantity), -now.interval().low());
      support = support.union(now.support());
    }
    if (now.interval().high() < Math.min(before.high(), LARGE)) {
      bounds.put(new Pair(quantity, Quantity.ZERO), now.interval().high());
      support = support.union(now.support());
    }
  }

  /** A difference that is smaller than what the two can be by themselves. */
  private void compare(
      Quantity from, Quantity to, State state, int result, Map<Pair, Long> bounds) {
    int left = from.valueIn(state, arguments, result);
    int right = to.valueIn(state, arguments, result);
    Difference difference = DifferenceSearch.between(state, left, right).orElse(null);
    if (difference != null
        && difference.most() < state.number(left).mostAbove(state.number(right))) {
      bounds.put(new Pair(from, to), difference.most());
      support = support.union(difference.support());
    }
  }
}
