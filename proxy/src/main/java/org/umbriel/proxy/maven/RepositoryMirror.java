package org.umbriel.proxy.maven;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.umbriel.proxy.cache.Body;
import org.umbriel.proxy.cache.Digests.Algorithm;
import org.umbriel.proxy.cache.ServedArtifact;
import org.umbriel.proxy.cache.ServedArtifact.Origin;
import org.umbriel.proxy.cache.ServedArtifacts;
import org.umbriel.proxy.cache.SharedWork;
import org.umbriel.proxy.cache.SharedWork.Ticket;
import org.umbriel.proxy.cache.Workshop;
import org.umbriel.proxy.maven.Answer.Absent;
import org.umbriel.proxy.maven.Answer.Cause;
import org.umbriel.proxy.maven.Answer.Failed;
import org.umbriel.proxy.maven.Answer.Found;
import org.umbriel.proxy.maven.ArtifactRewriter.RewritingException;
import org.umbriel.proxy.maven.UpstreamFetcher.Arrived;
import org.umbriel.proxy.metrics.ProxyMetrics;
import org.umbriel.proxy.metrics.ProxyMetrics.Gauge;
import org.umbriel.proxy.proof.BackgroundProofs;

/**
 * A Maven repository whose jars are rewritten and whose other files are upstream's, byte for byte.
 * Within a generation a released file keeps the bytes that were served first. Checksums of jars are
 * those of the served bytes.
 */
public final class RepositoryMirror implements AutoCloseable {
  private static final Pattern BUILD_ID = Pattern.compile("[0-9a-f]{40}");

  /** Maven 4 asks here which groups there are, and would ask for no others. */
  private static final String ABOUT_ONE_REPOSITORY = ".meta/";

  private static final int THREADS = 64;
  private static final int QUEUE = 20_000;
  private static final int IN_MEMORY = 1 << 20;

  private final ServedArtifacts artifacts;
  private final UpstreamFetcher fetcher;
  private final JarMaker maker;
  private final DescriptionMaker descriptions;
  private final PassThroughRules rules;
  private final Map<String, ArtifactRewriter> rewriters;
  private final Consumer<String> log;
  private final SharedWork<Answer> work = new SharedWork<>(THREADS, QUEUE);
  private final AtomicLong unshared = new AtomicLong();

  /**
   * A mirror.
   *
   * @param upstreams asked in this order
   * @param rewriters what is done to jars, by client profile
   * @param rules what is not rewritten
   * @param largestJar in bytes; larger ones are not rewritten
   * @param workshop where jars are rewritten
   * @param proofs who is told of jars that a proof would make better
   * @param log receives one line an event
   */
  public RepositoryMirror(
      List<Upstream> upstreams,
      ServedArtifacts artifacts,
      Map<String, ArtifactRewriter> rewriters,
      PassThroughRules rules,
      long largestJar,
      Workshop workshop,
      BackgroundProofs proofs,
      ProxyMetrics metrics,
      Consumer<String> log) {
    this.artifacts = artifacts;
    this.rules = rules;
    this.rewriters = Map.copyOf(rewriters);
    this.log = log;
    this.fetcher = new UpstreamFetcher(upstreams, artifacts, metrics);
    PassThroughChecks checks = new PassThroughChecks(rules, fetcher, artifacts, largestJar);
    this.maker = new JarMaker(artifacts, checks, workshop, proofs, metrics, log);
    this.descriptions = new DescriptionMaker(artifacts, fetcher, maker, this.rewriters);
    metrics.read(Gauge.WORK, work::size);
  }

  /**
   * Asks for a file. The answer comes at once or later; whoever leaves before frees the work,
   * unless others wait for it.
   *
   * @param view whose repository it is
   * @param text the path below the repository's root
   */
  public Ticket<Answer> open(View view, String text) {
    ArtifactRewriter rewriter = rewriters.get(view.profile());
    if (rewriter == null) {
      return Ticket.of(new Absent("there is no client profile " + view.profile()));
    }
    Optional<RepositoryPath> parsed = RepositoryPath.parse(text);
    if (parsed.isEmpty()) {
      return Ticket.of(new Failed(Cause.PATH, "not a path of a repository"));
    }
    if (text.startsWith(ABOUT_ONE_REPOSITORY)) {
      return Ticket.of(new Absent("a mirror stands for several repositories"));
    }
    RepositoryPath path = parsed.get();
    if (path.isAboutJar() && path.signature() && !isPassedThrough(view, path)) {
      return Ticket.of(new Absent("the jar is rewritten: its upstream signature would not fit"));
    }
    if (path.isAboutJar() && !path.signature()) {
      String name = view.name(path.subject());
      return join(name, path, p -> jar(view, rewriter, p)).map(answer -> sidecar(path, answer));
    }
    return join(path.path(), path, this::other);
  }

  /** Asks for the description of a jar that was served, made now if need be. */
  public Ticket<Answer> describe(String buildId) {
    if (!BUILD_ID.matcher(buildId).matches()) {
      return Ticket.of(new Absent("no build id"));
    }
    return share("build " + buildId, buildId, () -> descriptions.describe(buildId));
  }

  /** What jars pass through in a view. */
  public List<String> services(View view) {
    ArtifactRewriter rewriter = rewriters.get(view.profile());
    return rewriter == null ? List.of() : rewriter.services();
  }

  private Ticket<Answer> join(String name, RepositoryPath path, PathWork how) {
    Optional<Answer> recent = path.isChangeable() ? Optional.empty() : recent(name);
    if (recent.isPresent()) {
      return Ticket.of(recent.get());
    }
    // Files that may change are fetched for each client; a large one is sent from a file that only
    // one client reads.
    boolean shared = path.isAboutJar() || !path.isChangeable();
    String key = shared ? name : name + "#" + unshared.incrementAndGet();
    return share(key, path.subject(), () -> how.run(path));
  }

  private Ticket<Answer> share(String key, String subject, Work how) {
    try {
      return work.join(key, () -> guarded(subject, how));
    } catch (RejectedExecutionException full) {
      return Ticket.of(new Failed(Cause.BUSY, "too much work is waiting"));
    }
  }

  /** How a file comes to be. */
  private interface PathWork {
    Answer run(RepositoryPath path)
        throws IOException, UpstreamException, RewritingException, InterruptedException;
  }

  /** How an answer comes to be. */
  private interface Work {
    Answer run() throws IOException, UpstreamException, RewritingException, InterruptedException;
  }

  private Answer guarded(String subject, Work how) throws InterruptedException {
    try {
      return how.run();
    } catch (UpstreamException failed) {
      return failed(Cause.UPSTREAM, MavenException.line(failed));
    } catch (RewritingException failed) {
      return failed(
          Cause.REWRITING, subject + ": cannot be rewritten: " + MavenException.line(failed));
    } catch (IOException failed) {
      return failed(Cause.STORE, subject + ": " + MavenException.line(failed));
    } catch (CancellationException nobodyWaits) {
      return new Failed(Cause.BUSY, "given up");
    } catch (RuntimeException defect) {
      return failed(Cause.REWRITING, subject + ": " + MavenException.line(defect));
    }
  }

  private Failed failed(Cause cause, String reason) {
    log.accept(reason);
    return new Failed(cause, reason);
  }

  private Answer jar(View view, ArtifactRewriter rewriter, RepositoryPath path)
      throws IOException, UpstreamException, RewritingException, InterruptedException {
    String released = view.name(path.subject());
    Optional<Answer> served = path.isChangeable() ? Optional.empty() : served(released);
    if (served.isPresent()) {
      return served.get();
    }
    Optional<Arrived> arrived =
        path.isChangeable()
            ? fetcher.fetch(path.subject(), false)
            : fetcher.fetchReleased(path.subject());
    if (arrived.isEmpty()) {
      return new Absent("no upstream has it");
    }
    Arrived jar = arrived.get();
    String name = released;
    if (path.isChangeable()) {
      name += "@" + jar.digests().hex(Algorithm.SHA256);
      Optional<Answer> before = served(name);
      if (before.isPresent()) {
        Files.deleteIfExists(jar.part());
        return before.get();
      }
    }
    return found(maker.make(name, view.profile(), rewriter, path, jar));
  }

  private Answer other(RepositoryPath path) throws IOException, UpstreamException {
    Optional<Answer> served = path.isChangeable() ? Optional.empty() : served(path.path());
    if (served.isPresent()) {
      return served.get();
    }
    Optional<Arrived> arrived = fetcher.fetch(path.path(), path.isPlain() && !path.isChangeable());
    if (arrived.isEmpty()) {
      return new Absent("no upstream has it");
    }
    Arrived file = arrived.get();
    if (!path.isChangeable()) {
      return found(artifacts.pass(path.path(), file.part(), file.size(), file.digests()));
    }
    if (file.size() > IN_MEMORY) {
      return Found.of(new Body.InFile(file.part(), file.size(), true));
    }
    try {
      return Found.of(Body.InMemory.of(Files.readAllBytes(file.part())));
    } finally {
      Files.deleteIfExists(file.part());
    }
  }

  private Optional<Answer> recent(String name) {
    return artifacts
        .findRecent(name)
        .flatMap(a -> artifacts.recentBody(a).map(body -> found(a, body)));
  }

  private Optional<Answer> served(String name) {
    return artifacts.find(name).flatMap(a -> artifacts.body(a).map(body -> found(a, body)));
  }

  /**
   * The bytes of an earlier record may be lost, and what was made now be another jar: then nothing
   * is served.
   */
  private Answer found(ServedArtifact artifact) {
    return artifacts
        .body(artifact)
        .map(body -> found(artifact, body))
        .orElseGet(
            () ->
                failed(
                    Cause.STORE,
                    artifact.name()
                        + ": the bytes that were served are lost, and cannot be made again"));
  }

  private static Answer found(ServedArtifact artifact, Body body) {
    return new Found(body, Optional.of(artifact));
  }

  /** Of a jar's answer, the answer to a path about it: itself, or one of its checksums. */
  private static Answer sidecar(RepositoryPath path, Answer jar) {
    if (path.checksum().isEmpty() || !(jar instanceof Found found) || found.digests().isEmpty()) {
      return jar;
    }
    String hex = found.digests().get().hex(path.checksum().get());
    return Found.of(Body.InMemory.of(hex.getBytes(StandardCharsets.US_ASCII)));
  }

  private boolean isPassedThrough(View view, RepositoryPath path) {
    return path.coordinate().filter(rules::coversCoordinate).isPresent()
        || artifacts
            .find(view.name(path.subject()))
            .filter(a -> a.origin() == Origin.PASSED_THROUGH)
            .isPresent();
  }

  @Override
  public void close() {
    work.close();
  }
}
