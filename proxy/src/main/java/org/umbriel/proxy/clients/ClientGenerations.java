package org.umbriel.proxy.clients;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.umbriel.proxy.cache.Generations;

/**
 * Which generation each client is on: the one that was current when it came, until it has been
 * silent for a while. So a build that runs while another generation is promoted, or the proxy is
 * started again, sees one and the same repository from beginning to end.
 */
public final class ClientGenerations implements AutoCloseable {
  /** A client that was silent this long is a new one. */
  public static final Duration SILENCE = Duration.ofMinutes(15);

  /** How much older than the truth a stay may be on disk. */
  private static final Duration COARSE = Duration.ofMinutes(1);

  private static final int MOST = 100_000;

  private final Generations generations;
  private final Clock clock;
  private final Consumer<String> log;
  private final Map<String, Stay> stays;

  /** Those that the journal has, as it has them. */
  private final Map<String, Stay> recorded;

  private final StayJournal journal;
  private boolean failing;

  /**
   * On which generation a client is.
   *
   * @param millis when it was heard of last
   */
  record Stay(int generation, long millis) {}

  private ClientGenerations(
      Generations generations,
      Clock clock,
      Consumer<String> log,
      Map<String, Stay> stays,
      Map<String, Stay> recorded,
      StayJournal journal) {
    this.generations = generations;
    this.clock = clock;
    this.log = log;
    this.stays = stays;
    this.recorded = recorded;
    this.journal = journal;
  }

  /**
   * Goes on where the last process that used the store ended.
   *
   * @param log receives one line an event
   */
  public static ClientGenerations open(
      Path store, Generations generations, Clock clock, Consumer<String> log) throws IOException {
    Map<String, Stay> stays = StayJournal.read(store);
    long oldest = clock.millis() - SILENCE.plus(COARSE).toMillis();
    stays.values().removeIf(stay -> stay.millis() < oldest);
    // nobody knows how long a client was silent while no proxy was there to hear it
    stays.replaceAll((client, stay) -> new Stay(stay.generation(), clock.millis()));
    StayJournal journal = StayJournal.open(store, stays);
    return new ClientGenerations(generations, clock, log, stays, new HashMap<>(stays), journal);
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
    Stay stay = new Stay(generation, now);
    stays.put(client, stay);
    if (stays.size() > MOST) {
      Iterator<String> longestSilent = stays.keySet().iterator();
      recorded.remove(longestSilent.next());
      longestSilent.remove();
    }
    record(client, stay);
    return generation;
  }

  /** At most once a minute for each client. A disk that is full costs the memory of it alone. */
  private void record(String client, Stay stay) {
    Stay before = recorded.get(client);
    if (before != null
        && before.generation() == stay.generation()
        && stay.millis() - before.millis() < COARSE.toMillis()) {
      return;
    }
    recorded.put(client, stay);
    try {
      journal.add(client, stay, stays);
      failing = false;
    } catch (IOException full) {
      if (!failing) {
        log.accept("who is on which generation is not kept: " + full.getMessage());
      }
      failing = true;
    }
  }

  @Override
  public void close() throws IOException {
    journal.close();
  }
}
