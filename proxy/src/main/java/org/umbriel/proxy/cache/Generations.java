package org.umbriel.proxy.cache;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The generations of a store, a file each, so that a command can promote one while a proxy runs: a
 * file appears whole or not at all. The newest is the current one. Of those that are not pinned the
 * oldest go when there are too many, a day after they were replaced. Safe for use by many threads
 * and processes.
 */
public final class Generations {
  /** How many generations stay that nobody pinned. */
  public static final int KEPT = 8;

  /** Clients may be on a generation for a while after the next one was promoted. */
  private static final Duration IN_USE = Duration.ofDays(1);

  private static final String PIN = ".pinned";
  private static final String PART = ".part";
  private static final int LARGEST_FILE = 64;
  private static final long LOOK_AGAIN_MILLIS = 500;
  private static final long NEVER = Long.MIN_VALUE / 2;

  private final Path directory;
  private final Clock clock;
  private volatile Look last = new Look(List.of(), NEVER);

  /** What was there, and when that was looked at. */
  private record Look(List<Generation> generations, long millis) {}

  private Generations(Path directory, Clock clock) {
    this.directory = directory;
    this.clock = clock;
  }

  /** The generations of a store's directory; there is at least one. */
  public static Generations open(Path store, Clock clock) throws IOException {
    Path directory = Files.createDirectories(store.resolve("generations"));
    Generations generations = new Generations(directory, clock);
    if (generations.read().isEmpty()) {
      generations.promote();
    }
    return generations;
  }

  /** All of them, the oldest first. What another process did is seen within half a second. */
  public List<Generation> list() {
    Look look = last;
    long now = clock.millis();
    if (now - look.millis() < LOOK_AGAIN_MILLIS) {
      return look.generations();
    }
    try {
      Look fresh = new Look(read(), now);
      last = fresh.generations().isEmpty() ? new Look(look.generations(), now) : fresh;
    } catch (IOException unreadable) {
      last = new Look(look.generations(), now);
    }
    return last.generations();
  }

  /** The one that clients get who had none. */
  public Generation current() {
    List<Generation> all = list();
    return all.get(all.size() - 1);
  }

  /** The generation with this number, if it is still there. */
  public Optional<Generation> find(int number) {
    return list().stream().filter(g -> g.number() == number).findFirst();
  }

  /** Begins a new generation. Two who do so at once begin two. */
  public Generation promote() throws IOException {
    while (true) {
      List<Generation> before = read();
      int number = before.isEmpty() ? 1 : before.get(before.size() - 1).number() + 1;
      Instant since = clock.instant().truncatedTo(ChronoUnit.SECONDS);
      if (writeOnce(directory.resolve(Integer.toString(number)), since.toString())) {
        drop(read());
        forget();
        return new Generation(number, since, false);
      }
    }
  }

  /**
   * Keeps a generation for good.
   *
   * @throws NoSuchFileException if there is none with this number
   */
  public void pin(int number) throws IOException {
    if (read().stream().noneMatch(g -> g.number() == number)) {
      throw new NoSuchFileException("generation " + number);
    }
    writeOnce(directory.resolve(number + PIN), "");
    forget();
  }

  private void forget() {
    last = new Look(last.generations(), NEVER);
  }

  private void drop(List<Generation> all) throws IOException {
    Instant latest = clock.instant().minus(IN_USE);
    long loose = all.stream().filter(g -> !g.pinned()).count();
    for (int i = 0; i + 1 < all.size() && loose > KEPT; i++) {
      boolean replacedLongAgo = all.get(i + 1).since().isBefore(latest);
      if (!all.get(i).pinned() && replacedLongAgo) {
        Files.deleteIfExists(directory.resolve(Integer.toString(all.get(i).number())));
        loose--;
      }
    }
  }

  /** A hard link appears whole or not at all, and never replaces anything. */
  private boolean writeOnce(Path file, String text) throws IOException {
    Path part = Files.createTempFile(directory, "", PART);
    try {
      Files.writeString(part, text);
      Files.createLink(file, part);
      return true;
    } catch (FileAlreadyExistsException other) {
      return false;
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private List<Generation> read() throws IOException {
    List<Generation> found = new ArrayList<>();
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString();
        if (name.matches("[1-9][0-9]{0,8}")) {
          since(file)
              .ifPresent(
                  since ->
                      found.add(
                          new Generation(
                              Integer.parseInt(name),
                              since,
                              Files.exists(directory.resolve(name + PIN)))));
        }
      }
    }
    found.sort(Comparator.comparingInt(Generation::number));
    return List.copyOf(found);
  }

  /** Nothing if another process has dropped it meanwhile. */
  private static Optional<Instant> since(Path file) throws IOException {
    try {
      return Files.size(file) > LARGEST_FILE
          ? Optional.empty()
          : Optional.of(Instant.parse(Files.readString(file).strip()));
    } catch (NoSuchFileException | DateTimeException dropped) {
      return Optional.empty();
    }
  }
}
