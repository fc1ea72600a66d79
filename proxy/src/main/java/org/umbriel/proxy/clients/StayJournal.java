package org.umbriel.proxy.clients;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.umbriel.proxy.clients.ClientGenerations.Stay;

/**
 * Remembers stays across restarts: a line is appended for each, and the file written anew when it
 * has grown. A line that a crash cut short is as good as none. Each process that uses the store has
 * a file of its own, locked while it lives; the next to start takes over those of the dead.
 */
final class StayJournal implements AutoCloseable {
  private static final Pattern LINE =
      Pattern.compile("([0-9A-Fa-f.:%a-z]{1,80}) ([1-9][0-9]{0,8}) ([0-9]{1,15})");
  private static final String FILES = "clients*.log";
  private static final long LARGEST = 16L << 20;

  private final Path file;
  private FileChannel channel;

  private StayJournal(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /** What a store's journals hold, the latest of each client, the longest silent first. */
  static Map<String, Stay> read(Path store) throws IOException {
    Map<String, Stay> latest = new HashMap<>();
    for (Path file : files(store)) {
      for (String line : lines(file)) {
        Matcher matcher = LINE.matcher(line);
        if (matcher.matches()) {
          Stay stay =
              new Stay(Integer.parseInt(matcher.group(2)), Long.parseLong(matcher.group(3)));
          latest.merge(matcher.group(1), stay, (a, b) -> a.millis() > b.millis() ? a : b);
        }
      }
    }
    Map<String, Stay> stays = new LinkedHashMap<>(16, 0.75f, true);
    latest.entrySet().stream()
        .sorted(Comparator.comparingLong(e -> e.getValue().millis()))
        .forEach(e -> stays.put(e.getKey(), e.getValue()));
    return stays;
  }

  private static List<Path> files(Path store) throws IOException {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(store, FILES)) {
      found.forEach(files::add);
    }
    return files;
  }

  private static List<String> lines(Path file) throws IOException {
    try {
      return Files.readAllLines(file, StandardCharsets.ISO_8859_1);
    } catch (NoSuchFileException takenOver) {
      return List.of();
    }
  }

  /** A journal that holds the given stays: all that {@link #read} gave and that still count. */
  static StayJournal open(Path store, Map<String, Stay> stays) throws IOException {
    List<Path> others = files(store);
    Path file = Files.createTempFile(store, "clients", ".log");
    StayJournal journal = new StayJournal(file, written(file, stays));
    for (Path other : others) {
      deleteIfDead(other);
    }
    return journal;
  }

  private static void deleteIfDead(Path other) throws IOException {
    try (FileChannel theirs = FileChannel.open(other, StandardOpenOption.WRITE)) {
      if (theirs.tryLock() != null) {
        Files.deleteIfExists(other);
      }
    } catch (NoSuchFileException | OverlappingFileLockException takenOverOrAlive) {
      return;
    }
  }

  private static FileChannel written(Path file, Map<String, Stay> stays) throws IOException {
    StringBuilder text = new StringBuilder();
    stays.forEach((client, stay) -> text.append(line(client, stay)));
    Path aside = Files.createTempFile(file.getParent(), "clients", ".part");
    try {
      Files.writeString(aside, text, StandardCharsets.ISO_8859_1);
      FileChannel channel =
          FileChannel.open(aside, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
      channel.lock();
      Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      return channel;
    } finally {
      Files.deleteIfExists(aside);
    }
  }

  private static String line(String client, Stay stay) {
    return client + " " + stay.generation() + " " + stay.millis() + "\n";
  }

  /**
   * Adds a stay.
   *
   * @param all of them, should the file have to be written anew
   */
  void add(String client, Stay stay, Map<String, Stay> all) throws IOException {
    if (channel.size() > LARGEST) {
      FileChannel full = channel;
      channel = written(file, all);
      full.close();
    }
    // from a line's beginning, even if a full disk cut the last one short
    String text = "\n" + line(client, stay);
    channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1)));
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
