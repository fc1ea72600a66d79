package org.umbriel.symexec.fact.state;

import java.util.Arrays;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** A map from non-negative ints, cheap to copy: open addressing in two arrays. */
final class IntMap<V> {
  private static final int FREE = -1;

  private int[] keys;
  private @Nullable Object[] values;
  private int size;

  IntMap() {
    this.keys = new int[8];
    this.values = new Object[8];
    Arrays.fill(keys, FREE);
  }

  private IntMap(IntMap<V> other) {
    this.keys = other.keys.clone();
    this.values = other.values.clone();
    this.size = other.size;
  }

  IntMap<V> copy() {
    return new IntMap<>(this);
  }

  int size() {
    return size;
  }

  @SuppressWarnings("unchecked") // only put writes values
  @Nullable V get(int key) {
    return (V) values[slotOf(key)];
  }

  boolean containsKey(int key) {
    return keys[slotOf(key)] == key;
  }

  /** Where a key is, or the free place where it belongs. */
  private int slotOf(int key) {
    int mask = keys.length - 1;
    int slot = ((key * 0x9e3779b9) >>> 7) & mask;
    while (keys[slot] != key && keys[slot] != FREE) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  void put(int key, V value) {
    int slot = slotOf(key);
    values[slot] = value;
    if (keys[slot] == FREE) {
      keys[slot] = key;
      size++;
      if (size * 2 > keys.length) {
        boolean[] all = new boolean[keys.length];
        Arrays.fill(all, true);
        rehash(keys.length * 2, all);
      }
    }
  }

  void remove(int key) {
    if (containsKey(key)) {
      boolean[] kept = new boolean[keys.length];
      for (int i = 0; i < keys.length; i++) {
        kept[i] = keys[i] != key;
      }
      rehash(keys.length, kept);
    }
  }

  /** Keeps the entries whose keys are wanted; the test may read the map. */
  void retain(IntPredicate wanted) {
    boolean[] kept = new boolean[keys.length];
    int count = 0;
    for (int i = 0; i < keys.length; i++) {
      kept[i] = keys[i] != FREE && wanted.test(keys[i]);
      count += kept[i] ? 1 : 0;
    }
    if (count < size) {
      rehash(Math.max(8, Integer.highestOneBit(Math.max(1, count)) * 4), kept);
    }
  }

  private void rehash(int capacity, boolean[] kept) {
    int[] oldKeys = keys;
    @Nullable Object[] oldValues = values;
    keys = new int[capacity];
    values = new Object[capacity];
    Arrays.fill(keys, FREE);
    size = 0;
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldKeys[i] != FREE && kept[i]) {
        int slot = slotOf(oldKeys[i]);
        keys[slot] = oldKeys[i];
        values[slot] = oldValues[i];
        size++;
      }
    }
  }

  /** The keys, ascending, so that results do not depend on the order of insertion. */
  int[] keys() {
    int[] found = new int[size];
    int count = 0;
    for (int key : keys) {
      if (key != FREE) {
        found[count++] = key;
      }
    }
    Arrays.sort(found);
    return found;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    if (!(other instanceof IntMap<?> map) || map.size != size) {
      return false;
    }
    for (int i = 0; i < keys.length; i++) {
      if (keys[i] != FREE) {
        Object theirs = map.get(keys[i]);
        if (theirs == null || !theirs.equals(values[i])) {
          return false;
        }
      }
    }
    return true;
  }

  @Override
  public int hashCode() {
    int hash = 0;
    for (int i = 0; i < keys.length; i++) {
      hash += keys[i] == FREE || values[i] == null ? 0 : keys[i] * 31 + values[i].hashCode();
    }
    return hash;
  }
}
