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
  private final Map<Integer, Map<Circumstances, Fire>> bySite = new ConcurrentHashMap<>();
  private final Map<Integer, Integer> countBySite = new ConcurrentHashMap<>();

  Fires(int sites, Breaches breaches) {
    this.sites = sites;
    this.breaches = breaches;
  }

  /**
   * Contracts that are broken when a site fires, numbers joined by commas.
   *
   * @param live in activations on the stack
   * @param inTest since the test began
   */
  private record Circumstances(String live, String inTest) {
    static final Circumstances NOT_EXAMINED =
        new Circumstances(TrapLog.NOT_EXAMINED, TrapLog.NOT_EXAMINED);
  }

  /** Fires of one site under the same circumstances. */
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
    Circumstances circumstances =
        examine
            ? new Circumstances(breaches.live(), breaches.inTest())
            : Circumstances.NOT_EXAMINED;
    Map<Circumstances, Fire> fires = bySite.computeIfAbsent(site, s -> new ConcurrentHashMap<>());
    String stack = fires.containsKey(circumstances) ? "" : Stacks.current();
    fires.merge(circumstances, new Fire(1, stack), Fire::and);
  }

  void writeTo(BufferedWriter out) throws IOException {
    for (Map.Entry<Integer, Map<Circumstances, Fire>> site : bySite.entrySet()) {
      for (Map.Entry<Circumstances, Fire> fire : site.getValue().entrySet()) {
        out.write(
            String.join(
                    "\t",
                    "fire",
                    site.getKey().toString(),
                    fire.getKey().live(),
                    fire.getKey().inTest(),
                    String.valueOf(fire.getValue().count()),
                    fire.getValue().stack())
                + "\n");
      }
    }
  }
}
