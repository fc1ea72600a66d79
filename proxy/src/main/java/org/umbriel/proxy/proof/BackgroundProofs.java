package org.umbriel.proxy.proof;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.umbriel.metadata.store.Key;
import org.umbriel.proxy.audit.AuditTrail;
import org.umbriel.proxy.audit.Proving;
import org.umbriel.proxy.cache.ServedArtifacts;
import org.umbriel.proxy.metrics.ProxyMetrics;
import org.umbriel.proxy.metrics.ProxyMetrics.Counter;
import org.umbriel.proxy.metrics.ProxyMetrics.Gauge;

/**
 * Proves, one after the other, what jars were rewritten without a proof of. Whoever asks for such a
 * jar next, in a later generation or through the class endpoint, gets it with fewer checks. What
 * waits is a file each in the store, so a restart loses nothing.
 */
public final class BackgroundProofs implements AutoCloseable {
  private static final int MOST_WAITING = 1000;
  private static final long CLOSING_MILLIS = 5000;

  private final Path folder;
  private final Map<String, Prover> provers;
  private final ServedArtifacts artifacts;
  private final AuditTrail audit;
  private final ProxyMetrics metrics;
  private final Consumer<String> log;
  private final BlockingQueue<Waiting> queue = new LinkedBlockingQueue<>(MOST_WAITING);
  private final Thread worker = new Thread(this::work, "umbriel-proofs");

  /**
   * A jar that waits.
   *
   * @param path under which the store has it as it came
   */
  private record Waiting(String profile, String sha256, String path) {
    private static final int LINES = 3;

    String text() {
      return String.join("\n", profile, sha256, path);
    }

    static Optional<Waiting> parse(String text) {
      String[] lines = text.split("\n");
      return lines.length == LINES
          ? Optional.of(new Waiting(lines[0], lines[1], lines[2]))
          : Optional.empty();
    }
  }

  private BackgroundProofs(
      Path folder,
      Map<String, Prover> provers,
      ServedArtifacts artifacts,
      AuditTrail audit,
      ProxyMetrics metrics,
      Consumer<String> log) {
    this.folder = folder;
    this.provers = Map.copyOf(provers);
    this.artifacts = artifacts;
    this.audit = audit;
    this.metrics = metrics;
    this.log = log;
    metrics.read(Gauge.PROOFS_WAITING, queue::size);
  }

  /**
   * Goes on with what waited when the last process that used the store ended.
   *
   * @param store the directory of what is served
   * @param provers by client profile; jars of others are not proven
   * @param log receives one line an event
   */
  public static BackgroundProofs open(
      Path store,
      Map<String, Prover> provers,
      ServedArtifacts artifacts,
      AuditTrail audit,
      ProxyMetrics metrics,
      Consumer<String> log)
      throws IOException {
    Path folder = Files.createDirectories(store.resolve("proofs"));
    BackgroundProofs proofs = new BackgroundProofs(folder, provers, artifacts, audit, metrics, log);
    proofs.queue.addAll(waitingIn(folder));
    proofs.worker.setDaemon(true);
    proofs.worker.start();
    return proofs;
  }

  private static List<Waiting> waitingIn(Path folder) throws IOException {
    List<Waiting> waiting = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().limit(MOST_WAITING).toList()) {
        Waiting.parse(Files.readString(file)).ifPresent(waiting::add);
      }
    }
    return waiting;
  }

  /**
   * Notes a jar that was rewritten without proofs; never waits. What waits already is not noted
   * again, and what no longer fits is left: it comes again with the next generation.
   *
   * @param path under which {@link ServedArtifacts#keepUpstream} has it
   */
  public void offer(String profile, String sha256, String path) {
    Waiting jar = new Waiting(profile, sha256, path);
    if (!provers.containsKey(profile) || queue.contains(jar) || queue.remainingCapacity() == 0) {
      return;
    }
    try {
      Files.writeString(fileOf(jar), jar.text());
    } catch (IOException full) {
      log.accept(path + ": its proofs are not kept in mind: " + full.getMessage());
    }
    queue.offer(jar);
  }

  private Path fileOf(Waiting jar) {
    return folder.resolve(Key.digest(jar.text().getBytes(StandardCharsets.UTF_8)));
  }

  private void work() {
    try {
      while (true) {
        Waiting jar = queue.take();
        prove(jar);
        Files.deleteIfExists(fileOf(jar));
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    } catch (IOException broken) {
      log.accept("proofs in the background end: " + broken.getMessage());
    }
  }

  private void prove(Waiting jar) throws InterruptedException {
    Prover prover = provers.get(jar.profile());
    if (prover == null) {
      return;
    }
    long begin = System.nanoTime();
    Prover.End end;
    try {
      end = prove(jar, prover);
    } catch (NoSuchFileException gone) {
      return;
    } catch (IOException failed) {
      log.accept(jar.path() + ": not proven: " + failed.getMessage());
      end = Prover.End.FAILED;
    }
    metrics.count(
        switch (end) {
          case DECIDED -> Counter.PROOFS_DECIDED;
          case OUT_OF_BUDGET -> Counter.PROOFS_OUT_OF_BUDGET;
          case FAILED -> Counter.PROOFS_FAILED;
        });
    long seconds = (System.nanoTime() - begin) / 1_000_000_000;
    log.accept(jar.path() + ": " + text(end) + " after " + seconds + " s");
    audit.add(
        new Proving(Instant.now(), jar.profile(), jar.path(), jar.sha256(), text(end), seconds));
  }

  private static String text(Prover.End end) {
    return switch (end) {
      case DECIDED -> "checks decided";
      case OUT_OF_BUDGET -> "checks not decided, out of budget";
      case FAILED -> "checks not decided";
    };
  }

  /** The store may have lost the jar, or have another by now, of a later generation. */
  private Prover.End prove(Waiting jar, Prover prover) throws IOException, InterruptedException {
    Path file =
        artifacts.upstream(jar.path()).orElseThrow(() -> new NoSuchFileException(jar.path()));
    try {
      if (!Key.digest(Files.readAllBytes(file)).equals(jar.sha256())) {
        throw new NoSuchFileException(jar.path());
      }
      return prover.prove(file, jar.sha256());
    } finally {
      Files.deleteIfExists(file);
    }
  }

  /** What is being proven is given up, and begun again by the next start. */
  @Override
  public void close() {
    worker.interrupt();
    try {
      worker.join(CLOSING_MILLIS);
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
  }
}
