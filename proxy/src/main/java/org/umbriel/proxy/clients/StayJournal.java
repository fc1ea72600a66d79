package org.umbriel.proxy.clients;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.umbriel.proxy.clients.ClientGenerations.Stay;

/**
 * Remembers stays across restarts: a line is appended for each, and the file written anew when it
 * has grown. A line that a crash cut short is as good as none.
 */
final class StayJournal implements AutoCloseable {
  private static final Pattern LINE =
      Pattern.compile("([0-9A-Fa-f.:%a-z]{1,80}) ([1-9][0-9]{0,8}) ([0-9]{1,15})");
  private static final long LARGEST = 16L << 20;

  private final Path file;
  private FileChannel channel;

  private StayJournal(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /** What a store's journal holds, the latest of each client. */
  static Map<String, Stay> read(Path store) throws IOException {
    Map<String, Stay> stays = new LinkedHashMap<>(16, 0.75f, true);
    try {
      for (String line : Files.readAllLines(path(store), StandardCharsets.ISO_8859_1)) {
        Matcher matcher = LINE.matcher(line);
        if (matcher.matches()) {
          stays.put(
              matcher.group(1),
              new Stay(Integer.parseInt(matcher.group(2)), Long.parseLong(matcher.group(3))));
        }
      }
    } catch (NoSuchFileException first) {
      return stays;
    }
    return stays;
  }

  private static Path path(Path store) {
    return store.resolve("clients");
  }

  /** A journal that holds the given stays and no others. */
  static StayJournal open(Path store, Map<String, Stay> stays) throws IOException {
    Path file = path(store);
    return new StayJournal(file, written(file, stays));
  }

  private static FileChannel written(Path file, Map<String, Stay> stays) throws IOException {
    StringBuilder text = new StringBuilder();
    stays.forEach((client, stay) -> text.append(line(client, stay)));
    Path aside = Files.createTempFile(file.getParent(), "clients", ".part");
    try {
      Files.writeString(aside, text, StandardCharsets.ISO_8859_1);
      Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(aside);
    }
    return FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
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
