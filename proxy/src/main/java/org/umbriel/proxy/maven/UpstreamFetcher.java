package org.umbriel.proxy.maven;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.umbriel.proxy.cache.Digests;
import org.umbriel.proxy.cache.Digests.Algorithm;
import org.umbriel.proxy.cache.ServedArtifacts;
import org.umbriel.proxy.metrics.ProxyMetrics;
import org.umbriel.proxy.metrics.ProxyMetrics.Counter;

/**
 * Fetches a file from the first upstream that has it, and compares it with the checksum that
 * upstream publishes.
 */
final class UpstreamFetcher {
  private static final int BUFFER = 1 << 16;
  private static final int CHECKSUM_FILE = 4096;

  private final List<Upstream> upstreams;
  private final ServedArtifacts artifacts;
  private final ProxyMetrics metrics;

  UpstreamFetcher(List<Upstream> upstreams, ServedArtifacts artifacts, ProxyMetrics metrics) {
    this.upstreams = upstreams;
    this.artifacts = artifacts;
    this.metrics = metrics;
  }

  /**
   * A file that arrived. Whoever gets it hands the part to the store, sends it, or deletes it.
   *
   * @param part where it lies
   */
  record Arrived(Path part, long size, Digests digests) {}

  /**
   * Fetches a file.
   *
   * @param compare whether to compare it with its published SHA-1, where there is one
   * @return nothing if no upstream has it
   * @throws UpstreamException if no upstream gave it and one failed
   */
  Optional<Arrived> fetch(String path, boolean compare) throws UpstreamException, IOException {
    Optional<UpstreamException> failure = Optional.empty();
    for (Upstream upstream : upstreams) {
      try {
        Optional<Arrived> arrived = fetchFrom(upstream, path, compare);
        if (arrived.isPresent()) {
          return arrived;
        }
      } catch (UpstreamException failed) {
        failure = failure.isPresent() ? failure : Optional.of(failed);
      }
    }
    if (failure.isPresent()) {
      throw failure.get();
    }
    return Optional.empty();
  }

  /** Fetches a file that does not change, unless it was kept when it was fetched before. */
  Optional<Arrived> fetchReleased(String path) throws UpstreamException, IOException {
    Optional<Path> kept = artifacts.upstream(path);
    return kept.isPresent()
        ? Optional.of(new Arrived(kept.get(), Files.size(kept.get()), digestsOf(kept.get())))
        : fetch(path, true);
  }

  private Optional<Arrived> fetchFrom(Upstream upstream, String path, boolean compare)
      throws UpstreamException, IOException {
    Path part = artifacts.newPart();
    boolean kept = false;
    try {
      Optional<Upstream.Fetched> fetched = upstream.fetch(path, part);
      if (fetched.isEmpty()) {
        return Optional.empty();
      }
      Arrived arrived = new Arrived(part, Files.size(part), digestsOf(part));
      metrics.count(Counter.UPSTREAM_FETCHES);
      metrics.add(Counter.UPSTREAM_BYTES, arrived.size());
      if (compare) {
        compare(upstream, path, fetched.get(), arrived.digests().hex(Algorithm.SHA1));
      }
      kept = true;
      return Optional.of(arrived);
    } finally {
      if (!kept) {
        Files.deleteIfExists(part);
      }
    }
  }

  private void compare(Upstream upstream, String path, Upstream.Fetched fetched, String actual)
      throws UpstreamException, IOException {
    Optional<String> published =
        fetched.sha1().isPresent() ? fetched.sha1() : published(upstream, path + ".sha1");
    if (published.isPresent() && !published.get().toLowerCase(Locale.ROOT).equals(actual)) {
      throw new UpstreamException(
          upstream.name()
              + ": "
              + path
              + ": SHA-1 is "
              + actual
              + ", published "
              + published.get());
    }
  }

  /** The checksum in a {@code .sha1} file: its first word, whatever else stands there. */
  private Optional<String> published(Upstream upstream, String path)
      throws UpstreamException, IOException {
    Path part = artifacts.newPart();
    try {
      if (upstream.fetch(path, part).isEmpty() || Files.size(part) > CHECKSUM_FILE) {
        return Optional.empty();
      }
      String[] words =
          new String(Files.readAllBytes(part), java.nio.charset.StandardCharsets.ISO_8859_1)
              .strip()
              .split("\\s+");
      return Optional.of(words[0]).filter(word -> word.matches("[0-9a-fA-F]{40}"));
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private static Digests digestsOf(Path file) throws IOException {
    Digests.Running running = new Digests.Running();
    byte[] buffer = new byte[BUFFER];
    try (InputStream in = Files.newInputStream(file)) {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        running.update(buffer, count);
      }
    }
    return running.finish();
  }
}
