package org.umbriel.proxy.audit;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.umbriel.proxy.metrics.ProxyMetrics;
import org.umbriel.proxy.metrics.ProxyMetrics.Counter;

/**
 * The audit trail: a file of one JSON object a line, {@code audit.log} in the store, and the one
 * before it, {@code audit.log.1}. Lines are written by a thread of its own; what does not fit into
 * the queue before it, or onto the disk, is counted. A line that a crash cut short is ended by the
 * next start.
 */
public final class AuditTrail implements AutoCloseable {
  /** Nothing between objects: each line's end is written behind it. */
  private static final JsonFactory JSON = new JsonFactoryBuilder().rootValueSeparator("").build();

  private static final int QUEUE = 1 << 16;
  private static final long LARGEST = 256L << 20;
  private static final long CLOSING_MILLIS = 5000;

  /**
   * Lines are collected for this long before they are written: threads need not wake the writer.
   */
  private static final long COLLECTED_NANOS = 10_000_000;

  private final Path file;

  /** Locked by whoever writes. */
  private final FileChannel turns;

  private final ProxyMetrics metrics;
  private final Consumer<String> log;

  /** Ends with nothing: an interrupt would close the file in the middle of a write. */
  private final BlockingQueue<Optional<AuditLine>> waiting = new LinkedBlockingQueue<>(QUEUE);

  private final Thread writer = new Thread(this::write, "umbriel-audit");

  private AuditTrail(Path file, FileChannel turns, ProxyMetrics metrics, Consumer<String> log) {
    this.file = file;
    this.turns = turns;
    this.metrics = metrics;
    this.log = log;
  }

  /** Opens the trail of a store's directory. */
  public static AuditTrail open(Path store, ProxyMetrics metrics, Consumer<String> log)
      throws IOException {
    Path file = Files.createDirectories(store).resolve("audit.log");
    FileChannel turns =
        FileChannel.open(
            store.resolve("audit.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    AuditTrail trail = new AuditTrail(file, turns, metrics, log);
    try (FileLock lock = trail.lock()) {
      if (lock.isValid()) {
        trail.endLine();
      }
    }
    trail.writer.setDaemon(true);
    trail.writer.start();
    return trail;
  }

  private void endLine() throws IOException {
    try (FileChannel channel = channel()) {
      ByteBuffer end = ByteBuffer.allocate(1);
      if (channel.size() > 0 && channel.read(end, channel.size() - 1) == 1 && end.get(0) != '\n') {
        channel.write(ByteBuffer.wrap(new byte[] {'\n'}), channel.size());
      }
    }
  }

  private FileChannel channel() throws IOException {
    return FileChannel.open(
        file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
  }

  /** Notes what happened; never waits. */
  public void add(AuditLine line) {
    if (!waiting.offer(Optional.of(line))) {
      metrics.count(Counter.AUDIT_LOST);
    }
  }

  private void write() {
    List<Optional<AuditLine>> taken = new ArrayList<>();
    try {
      do {
        taken.clear();
        taken.add(waiting.take());
        waiting.drainTo(taken);
        append(taken.stream().flatMap(Optional::stream).toList());
        LockSupport.parkNanos(COLLECTED_NANOS);
      } while (taken.stream().allMatch(Optional::isPresent));
    } catch (InterruptedException impossible) {
      Thread.currentThread().interrupt();
    }
  }

  private void append(List<AuditLine> batch) {
    if (batch.isEmpty()) {
      return;
    }
    try (FileLock lock = lock()) {
      if (lock.isValid() && Files.exists(file) && Files.size(file) > LARGEST) {
        Files.move(file, file.resolveSibling("audit.log.1"), StandardCopyOption.REPLACE_EXISTING);
      }
      append(ByteBuffer.wrap(lines(batch)));
    } catch (IOException failed) {
      metrics.add(Counter.AUDIT_LOST, batch.size());
      log.accept(file + ": " + failed.getMessage());
    }
  }

  private static byte[] lines(List<AuditLine> batch) throws IOException {
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(lines)) {
      for (AuditLine line : batch) {
        json.writeStartObject();
        line.writeFields(json);
        json.writeEndObject();
        json.writeRaw('\n');
      }
    }
    return lines.toByteArray();
  }

  /** Several processes may use one store. */
  private FileLock lock() throws IOException {
    while (true) {
      try {
        return turns.lock();
      } catch (OverlappingFileLockException anotherTrailInThisProcess) {
        LockSupport.parkNanos(COLLECTED_NANOS / 10);
      }
    }
  }

  /** All of it, or, on a full disk, nothing. */
  private void append(ByteBuffer lines) throws IOException {
    try (FileChannel channel = channel()) {
      long end = channel.size();
      try {
        while (lines.hasRemaining()) {
          channel.write(lines, end + lines.position());
        }
      } catch (IOException full) {
        channel.truncate(end);
        throw full;
      }
    }
  }

  /** Writes what is waiting. */
  @Override
  public void close() {
    try {
      waiting.put(Optional.empty());
      writer.join(CLOSING_MILLIS);
      turns.close();
    } catch (IOException closed) {
      log.accept(file + ": " + closed.getMessage());
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
  }
}
