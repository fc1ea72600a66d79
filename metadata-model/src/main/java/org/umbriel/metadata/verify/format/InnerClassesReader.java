package org.umbriel.metadata.verify.format;

import java.util.HashMap;
import java.util.Map;
import org.umbriel.metadata.verify.result.Rejection;

/**
 * Reads an {@code InnerClasses} attribute (JVMS 4.7.6). Entries that contain each other, or name
 * one class in different ways, make a JVM ignore the attribute; what stands twice before these is
 * an error.
 */
final class InnerClassesReader {
  private static final int MODERN = 49;

  private final ClassShape shape;
  private int[] entries = new int[0];
  private int count;

  InnerClassesReader(ClassShape shape) {
    this.shape = shape;
  }

  void read(ClassCursor in, long length) {
    count = in.u2();
    in.need(8L * count);
    if (4 * count > entries.length) {
      entries = new int[8 * count];
    }
    for (int i = 0; i < count; i++) {
      entry(in, 4 * i);
    }
    if (count > 1) {
      duplicates();
    }
    if (shape.major() >= MODERN) {
      Attributes.requireLength(length, 2 + 8L * count);
    }
  }

  private void entry(ClassCursor in, int row) {
    ConstantPool pool = shape.pool();
    int inner = in.u2();
    int outer = in.u2();
    int name = in.u2();
    int access = Access.ofInnerClass(in.u2(), shape.major());
    boolean sound =
        pool.isClass(inner)
            && (outer == 0
                || (pool.isClass(outer) && pool.symbols().first(pool.className(outer)) != '['))
            && (name == 0 || pool.isUtf8(name))
            && inner != outer;
    if (!sound) {
      throw RejectedException.format("4.7.6", "an InnerClasses entry with wrong constants");
    }
    if ((access & Access.MODULE) != 0) {
      throw RejectedException.of(
          Rejection.Kind.MODULE, "4.7.6", "a module among the inner classes");
    }
    if (!Access.isLegalClass(access, shape.major())) {
      throw RejectedException.format("4.7.6", "illegal access flags of an inner class");
    }
    entries[row] = inner;
    entries[row + 1] = outer;
    entries[row + 2] = name;
    entries[row + 3] = access;
  }

  /** Looks for a duplicate among the entries before the first that is odd in another way. */
  private void duplicates() {
    Map<Integer, Integer> firstByName = new HashMap<>();
    Map<Integer, Integer> nextOfSameIndex = new HashMap<>();
    Map<Integer, Integer> latestByIndex = new HashMap<>();
    for (int i = 0; i < count; i++) {
      firstByName.putIfAbsent(shape.pool().className(entries[4 * i]), i);
      Integer before = latestByIndex.put(entries[4 * i], i);
      if (before != null) {
        nextOfSameIndex.put(before, i);
      }
    }
    boolean[] ends = new boolean[count];
    for (int i = 0; i < count; i++) {
      if (isCircular(i, firstByName, ends)) {
        return;
      }
      Integer next = nextOfSameIndex.get(i);
      if (next != null) {
        if (shape.major() >= MODERN && areEqual(i, next)) {
          throw RejectedException.format("4.7.6", "an inner class is listed twice");
        }
        return;
      }
    }
  }

  private boolean areEqual(int one, int other) {
    for (int column = 0; column < 4; column++) {
      if (entries[4 * one + column] != entries[4 * other + column]) {
        return false;
      }
    }
    return true;
  }

  /**
   * Whether the outer classes of an entry never end.
   *
   * @param ends entries that were found to lead to an end
   */
  private boolean isCircular(int start, Map<Integer, Integer> firstByName, boolean[] ends) {
    int entry = start;
    for (int steps = 0; steps <= count && !ends[entry]; steps++) {
      int outer = entries[4 * entry + 1];
      Integer next = outer == 0 ? null : firstByName.get(shape.pool().className(outer));
      if (next == null) {
        markEnds(start, entry, firstByName, ends);
        return false;
      }
      entry = next;
    }
    if (ends[entry]) {
      markEnds(start, entry, firstByName, ends);
      return false;
    }
    return true;
  }

  private void markEnds(int start, int end, Map<Integer, Integer> firstByName, boolean[] ends) {
    for (int entry = start; entry != end; ) {
      ends[entry] = true;
      entry = firstByName.getOrDefault(shape.pool().className(entries[4 * entry + 1]), end);
    }
    ends[end] = true;
  }
}
