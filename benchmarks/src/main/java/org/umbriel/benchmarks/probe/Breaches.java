package org.umbriel.benchmarks.probe;

import java.io.BufferedWriter;
import java.io.IOException;
import java.lang.StackWalker.StackFrame;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which activations on which stack began with a broken contract. Trapped code has no exception
 * handlers of ours, so nobody says when an activation ends; instead an activation is known by the
 * method and its depth on the stack, and whoever asks compares with the stack as it is. A later
 * activation of the same method at the same depth is told apart because it passes {@link #entered},
 * too.
 */
final class Breaches {
  private final ThreadLocal<List<Activation>> broken = ThreadLocal.withInitial(ArrayList::new);
  private final Map<Integer, Breach> byContract = new ConcurrentHashMap<>();
  private final Set<String> sinceTestBegan = new TreeSet<>();
  private String inTest = TrapLog.NONE;
  private final boolean[] everBroken;

  Breaches(int contracts) {
    everBroken = new boolean[contracts];
  }

  /**
   * An activation that began with a broken contract.
   *
   * @param depth frames from the bottom of the stack up to this one
   * @param caller who began it, as {@link Stacks#caller} says
   */
  private record Activation(int contract, int depth, String method, String caller) {
    String text() {
      return contract + caller;
    }
  }

  /** All breaches of one contract, and where the first came from. */
  private record Breach(long count, String stack) {}

  void entered(@Nullable Object argument, int contract) {
    if (argument != null) {
      if (everBroken[contract] && contains(contract)) {
        forgetEnded(contract, Stacks.frames());
      }
      return;
    }
    everBroken[contract] = true;
    List<StackFrame> frames = Stacks.frames();
    forgetEnded(contract, frames);
    Activation activation =
        new Activation(
            contract, frames.size(), Stacks.method(frames.get(0)), Stacks.caller(frames));
    broken.get().add(activation);
    noteInTest(activation.text());
    byContract.compute(
        contract,
        (key, breach) ->
            breach == null
                ? new Breach(1, Stacks.text(frames))
                : new Breach(breach.count() + 1, breach.stack()));
  }

  private synchronized void noteInTest(String text) {
    if (sinceTestBegan.add(text)) {
      inTest = String.join(",", sinceTestBegan);
    }
  }

  /** A test begins: what it breaks is its own doing. */
  synchronized void testStarted() {
    sinceTestBegan.clear();
    inTest = TrapLog.NONE;
  }

  /**
   * The contracts broken since the test began, on any stack, and by whom: what an object was given
   * then, it may still hold.
   */
  synchronized String inTest() {
    return inTest;
  }

  private boolean contains(int contract) {
    return broken.get().stream().anyMatch(a -> a.contract() == contract);
  }

  /** The activation on top has just begun: nothing above it lives, nor what stood in its place. */
  private void forgetEnded(int contract, List<StackFrame> frames) {
    String method = Stacks.method(frames.get(0));
    broken
        .get()
        .removeIf(
            a ->
                a.depth() > frames.size()
                    || (a.depth() == frames.size()
                        && (a.contract() == contract || !a.method().equals(method))));
  }

  /**
   * The contracts broken in activations that are on the stack now, and by whom: {@code
   * 3@a.B.m()V:17,...}.
   */
  String live() {
    List<Activation> activations = broken.get();
    if (activations.isEmpty()) {
      return TrapLog.NONE;
    }
    List<StackFrame> frames = Stacks.frames();
    activations.removeIf(a -> !isOn(frames, a));
    return activations.isEmpty()
        ? TrapLog.NONE
        : activations.stream()
            .map(Activation::text)
            .distinct()
            .sorted()
            .collect(Collectors.joining(","));
  }

  private static boolean isOn(List<StackFrame> frames, Activation activation) {
    int index = frames.size() - activation.depth();
    return index >= 0 && Stacks.method(frames.get(index)).equals(activation.method());
  }

  void writeTo(BufferedWriter out) throws IOException {
    for (Map.Entry<Integer, Breach> breach : byContract.entrySet()) {
      out.write(
          "breach\t"
              + breach.getKey()
              + "\t"
              + breach.getValue().count()
              + "\t"
              + breach.getValue().stack()
              + "\n");
    }
  }
}
