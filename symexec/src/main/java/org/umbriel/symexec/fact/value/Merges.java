package org.umbriel.symexec.fact.value;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** What each {@link Definition.Merge} brings together, and which of them bring one value only. */
final class Merges {
  private final Map<Integer, Set<Integer>> operands = new LinkedHashMap<>();
  private final Map<Integer, Integer> replaced = new LinkedHashMap<>();

  /** One way into the block brings a value; {@link ValueGraph#NONE} is a value like others here. */
  void bring(int merge, int value) {
    if (merge != value) {
      operands.computeIfAbsent(merge, k -> new LinkedHashSet<>(4)).add(value);
    }
  }

  /** Replaces merges with one operand by it, until all that are left have several. */
  void simplify() {
    boolean changed = true;
    while (changed) {
      changed = false;
      for (Map.Entry<Integer, Set<Integer>> entry : operands.entrySet()) {
        int merge = entry.getKey();
        if (replaced.containsKey(merge)) {
          continue;
        }
        int only = onlyOperand(merge, entry.getValue());
        if (only != merge && only != ValueGraph.NONE) {
          replaced.put(merge, only);
          changed = true;
        }
      }
    }
  }

  /** The value that all operands but the merge itself stand for; the merge if there are several. */
  private int onlyOperand(int merge, Set<Integer> values) {
    int only = merge;
    for (int value : values) {
      int stands = find(value);
      if (stands != merge && only == merge) {
        only = stands;
      } else if (stands != merge && stands != only) {
        return merge;
      }
    }
    return only;
  }

  /** Shows the values that the merges which are left bring together. */
  void forEachOperand(Sink sink) {
    operands.forEach(
        (merge, values) -> {
          if (!replaced.containsKey(merge)) {
            values.stream().filter(v -> v != ValueGraph.NONE).forEach(v -> sink.add(v, merge));
          }
        });
  }

  /** Takes values and merges that they flow into. */
  interface Sink {
    void add(int value, int merge);
  }

  /** The value that stands for another. */
  int find(int value) {
    int at = value;
    Integer next = replaced.get(at);
    while (next != null) {
      at = next;
      next = replaced.get(at);
    }
    return at;
  }
}
