package org.umbriel.benchmarks.probe;

import java.io.BufferedWriter;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Proven sites at which the condition did not hold: how often, under which broken contracts. */
final class Fires {
  /** Fires of one site whose broken contracts are looked for; a stack walk each. */
  private static final int EXAMINED = 20_000;

  private final int sites;
  private final Breaches breaches;
  private final Map<Integer, Map<String, Fire>> bySite = new ConcurrentHashMap<>();
  private final Map<Integer, Integer> countBySite = new ConcurrentHashMap<>();

  Fires(int sites, Breaches breaches) {
    this.sites = sites;
    this.breaches = breaches;
  }

  /** Fires of one site under one set of broken contracts. */
  private record Fire(long count, String stack) {}

  void record(int site) {
    if (site >= sites) {
      throw new IllegalArgumentException("no such site: " + site);
    }
    int count = countBySite.merge(site, 1, Integer::sum);
    String contracts = count > EXAMINED ? TrapLog.NOT_EXAMINED : breaches.live();
    bySite
        .computeIfAbsent(site, s -> new ConcurrentHashMap<>())
        .compute(
            contracts,
            (key, fire) ->
                fire == null
                    ? new Fire(1, Stacks.current())
                    : new Fire(fire.count() + 1, fire.stack()));
  }

  void writeTo(BufferedWriter out) throws IOException {
    for (Map.Entry<Integer, Map<String, Fire>> site : bySite.entrySet()) {
      for (Map.Entry<String, Fire> fire : site.getValue().entrySet()) {
        out.write(
            "fire\t"
                + site.getKey()
                + "\t"
                + fire.getKey()
                + "\t"
                + fire.getValue().count()
                + "\t"
                + fire.getValue().stack()
                + "\n");
      }
    }
  }
}
