package org.umbriel.proxy.clients;

import java.time.Clock;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.umbriel.proxy.cache.Generations;

/**
 * Which generation each client is on: the one that was current when it came, until it has been
 * silent for a while. So a build that runs while another generation is promoted sees one and the
 * same repository from beginning to end.
 */
public final class ClientGenerations {
  /** A client that was silent this long is a new one. */
  public static final Duration SILENCE = Duration.ofMinutes(15);

  private static final int MOST = 100_000;

  private final Generations generations;
  private final Clock clock;
  private final Map<String, Stay> stays = new LinkedHashMap<>(16, 0.75f, true);

  private record Stay(int generation, long millis) {}

  public ClientGenerations(Generations generations, Clock clock) {
    this.generations = generations;
    this.clock = clock;
  }

  /**
   * The generation of a client that asks now.
   *
   * @param client its address
   */
  public synchronized int of(String client) {
    long now = clock.millis();
    int generation =
        Optional.ofNullable(stays.get(client))
            .filter(stay -> now - stay.millis() < SILENCE.toMillis())
            .filter(stay -> generations.find(stay.generation()).isPresent())
            .map(Stay::generation)
            .orElseGet(() -> generations.current().number());
    stays.put(client, new Stay(generation, now));
    if (stays.size() > MOST) {
      Iterator<Stay> longestSilent = stays.values().iterator();
      longestSilent.next();
      longestSilent.remove();
    }
    return generation;
  }
}
