package org.umbriel.proxy.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.umbriel.proxy.cache.Generations;

/** What is known of clients, however many processes use the store. */
class ClientGenerationsTest {
  private static final Clock NOON = Clock.fixed(Instant.ofEpochSecond(43_200), ZoneOffset.UTC);

  @TempDir private Path store;

  private ClientGenerations open() throws IOException {
    return ClientGenerations.open(store, Generations.open(store, NOON), NOON, line -> {});
  }

  @Test
  void twoWhoUseOneStoreLoseNobody() throws Exception {
    try (ClientGenerations older = open();
        ClientGenerations newer = open()) {
      assertEquals(1, older.of("10.0.0.1"));
      assertEquals(1, newer.of("10.0.0.2"));
    }
    Generations.open(store, NOON).promote();
    try (ClientGenerations next = open()) {
      assertEquals(1, next.of("10.0.0.1"));
      assertEquals(1, next.of("10.0.0.2"));
      assertEquals(2, next.of("10.0.0.3"));
    }
  }

  @Test
  void theNextTakesOverTheJournalsOfTheDead() throws Exception {
    open().close();
    open().close();
    try (ClientGenerations living = open();
        Stream<Path> files = Files.list(store)) {
      assertEquals(1, living.of("10.0.0.1"));
      assertEquals(1, files.filter(f -> f.getFileName().toString().endsWith(".log")).count());
    }
  }
}
