package org.umbriel.proxy.cache;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;

/** Values that were used lately, up to a sum of what they cost; those used longest ago go first. */
final class Recent<K, V> {
  private final long maxCost;
  private final ToLongFunction<V> cost;
  private final Map<K, V> values = new LinkedHashMap<>(16, 0.75f, true);
  private long total;

  Recent(long maxCost, ToLongFunction<V> cost) {
    this.maxCost = maxCost;
    this.cost = cost;
  }

  synchronized Optional<V> get(K key) {
    return Optional.ofNullable(values.get(key));
  }

  synchronized void put(K key, V value) {
    V before = values.put(key, value);
    total += cost.applyAsLong(value) - (before == null ? 0 : cost.applyAsLong(before));
    Iterator<V> oldest = values.values().iterator();
    while (total > maxCost && oldest.hasNext()) {
      total -= cost.applyAsLong(oldest.next());
      oldest.remove();
    }
  }

  synchronized void remove(K key) {
    V before = values.remove(key);
    total -= before == null ? 0 : cost.applyAsLong(before);
  }
}
