package org.umbriel.benchmarks.probe;

import java.io.BufferedWriter;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Proven sites at which the condition did not hold: how often, under which broken contracts. */
final class Fires {
  /** Fires of one site whose broken contracts are looked for; a stack walk each. */
  private static final int EXAMINED = 500_000;

  private final int sites;
  private final Breaches breaches;
  private final Map<Integer, Map<String, Fire>> bySite = new ConcurrentHashMap<>();
  private final Map<Integer, Integer> countBySite = new ConcurrentHashMap<>();

  Fires(int sites, Breaches breaches) {
    this.sites = sites;
    this.breaches = breaches;
  }

  /** Fires of one site while the same contracts were broken on the stack, and in the test. */
  private record Fire(long count, String stack) {
    Fire and(Fire other) {
      return new Fire(count + other.count, stack);
    }
  }

  void record(int site) {
    if (site >= sites) {
      throw new IllegalArgumentException("no such site: " + site);
    }
    boolean examine = countBySite.merge(site, 1, Integer::sum) <= EXAMINED;
    String broken =
        examine
            ? breaches.live() + "\t" + breaches.inTest()
            : TrapLog.NOT_EXAMINED + "\t" + TrapLog.NOT_EXAMINED;
    Map<String, Fire> fires = bySite.computeIfAbsent(site, s -> new ConcurrentHashMap<>());
    String stack = fires.containsKey(broken) ? "" : Stacks.current();
    fires.merge(broken, new Fire(1, stack), Fire::and);
  }

  void writeTo(BufferedWriter out) throws IOException {
    for (Map.Entry<Integer, Map<String, Fire>> site : bySite.entrySet()) {
      for (Map.Entry<String, Fire> fire : site.getValue().entrySet()) {
        out.write(
            String.join(
                    "\t",
                    "fire",
                    site.getKey().toString(),
                    fire.getKey(),
                    String.valueOf(fire.getValue().count()),
                    fire.getValue().stack())
                + "\n");
      }
    }
  }
}
