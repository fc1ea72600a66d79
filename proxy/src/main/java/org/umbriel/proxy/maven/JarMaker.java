package org.umbriel.proxy.maven;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.umbriel.proxy.cache.Build;
import org.umbriel.proxy.cache.Digests.Algorithm;
import org.umbriel.proxy.cache.ServedArtifact;
import org.umbriel.proxy.cache.ServedArtifacts;
import org.umbriel.proxy.cache.Workshop;
import org.umbriel.proxy.maven.ArtifactRewriter.Changed;
import org.umbriel.proxy.maven.ArtifactRewriter.Outcome;
import org.umbriel.proxy.maven.ArtifactRewriter.RewritingException;
import org.umbriel.proxy.maven.ArtifactRewriter.Unchanged;
import org.umbriel.proxy.maven.UpstreamFetcher.Arrived;
import org.umbriel.proxy.metrics.ProxyMetrics;
import org.umbriel.proxy.metrics.ProxyMetrics.Counter;
import org.umbriel.proxy.proof.BackgroundProofs;

/**
 * Makes the artifact that is served of a jar that arrived: rewritten, or passed through for a
 * reason that is logged.
 */
final class JarMaker {
  private static final long NANOS_PER_MILLI = 1_000_000;

  private final ServedArtifacts artifacts;
  private final PassThroughChecks checks;
  private final ProxyMetrics metrics;
  private final Consumer<String> log;
  private final Workshop workshop;
  private final BackgroundProofs proofs;

  JarMaker(
      ServedArtifacts artifacts,
      PassThroughChecks checks,
      Workshop workshop,
      BackgroundProofs proofs,
      ProxyMetrics metrics,
      Consumer<String> log) {
    this.workshop = workshop;
    this.proofs = proofs;
    this.artifacts = artifacts;
    this.checks = checks;
    this.metrics = metrics;
    this.log = log;
  }

  /**
   * Makes and records the artifact.
   *
   * @param name under which it is recorded
   * @param profile whose jar it is
   * @param rewriter what is done to it for them
   * @param jar consumed: the part is the store's, or deleted, when this returns
   */
  ServedArtifact make(
      String name, String profile, ArtifactRewriter rewriter, RepositoryPath path, Arrived jar)
      throws IOException, UpstreamException, RewritingException, InterruptedException {
    boolean kept = false;
    try {
      Optional<String> reason = checks.reasonFor(path, jar);
      String upstream = jar.digests().hex(Algorithm.SHA256);
      Optional<ServedArtifact> lost = artifacts.find(name);
      List<ArtifactRewriter.Plan> plans =
          lost.isPresent() ? rewriter.plans(upstream) : List.of(rewriter.plan(upstream));
      Optional<ServedArtifact> known =
          reason.isPresent() ? Optional.empty() : known(name, upstream, plans);
      if (known.isPresent()) {
        metrics.count(Counter.KNOWN);
        return known.get();
      }
      ArtifactRewriter.Plan plan = plans.get(0);
      Outcome outcome = reason.isPresent() ? new Unchanged(reason.get()) : rewrite(plan, path, jar);
      for (int i = 1; i < plans.size() && isAnother(outcome, lost); i++) {
        plan = plans.get(i);
        outcome = rewrite(plan, path, jar);
      }
      if (outcome instanceof Changed changed) {
        metrics.count(Counter.REWRITTEN);
        ServedArtifact artifact =
            artifacts.rewritten(
                name,
                new Build(path.subject(), profile, upstream, plan.pipeline()),
                changed.buildId(),
                changed.signedBy(),
                changed.jar());
        if (!path.isChangeable()) {
          kept = true;
          artifacts.keepUpstream(path.subject(), jar.part());
          if (changed.unproven() > 0) {
            proofs.offer(profile, upstream, path.subject());
          }
        }
        return artifact;
      }
      metrics.count(Counter.PASSED_THROUGH);
      log.accept(path.subject() + ": passed through" + because(outcome));
      kept = true;
      return artifacts.pass(name, jar.part(), jar.size(), jar.digests());
    } finally {
      if (!kept) {
        Files.deleteIfExists(jar.part());
      }
    }
  }

  private Optional<ServedArtifact> known(
      String name, String upstream, List<ArtifactRewriter.Plan> plans) throws IOException {
    for (ArtifactRewriter.Plan plan : plans) {
      Optional<ServedArtifact> known =
          artifacts
              .again(name, upstream, plan.pipeline())
              .filter(artifact -> artifacts.body(artifact).isPresent());
      if (known.isPresent()) {
        return known;
      }
    }
    return Optional.empty();
  }

  /** Whether this is not what was served: something may have been proven since. */
  private static boolean isAnother(Outcome outcome, Optional<ServedArtifact> lost) {
    return outcome instanceof Changed changed
        && lost.filter(served -> !served.buildId().equals(changed.buildId())).isPresent();
  }

  private static String because(Outcome outcome) {
    return outcome instanceof Unchanged unchanged && !unchanged.reason().isEmpty()
        ? ": " + unchanged.reason()
        : "";
  }

  private Outcome rewrite(ArtifactRewriter.Plan plan, RepositoryPath path, Arrived jar)
      throws IOException, RewritingException, InterruptedException {
    Workshop.Place place = workshop.enter(jar.size());
    try {
      return timed(plan, path, Files.readAllBytes(jar.part()));
    } finally {
      place.leave();
    }
  }

  /** Describes what was made of a jar, which is read here and left where it is. */
  byte[] describe(ArtifactRewriter.Plan plan, String path, Arrived jar)
      throws IOException, RewritingException, InterruptedException {
    Workshop.Place place = workshop.enter(jar.size());
    try {
      return plan.describe(path, Files.readAllBytes(jar.part()));
    } finally {
      place.leave();
    }
  }

  private Outcome timed(ArtifactRewriter.Plan plan, RepositoryPath path, byte[] jar)
      throws RewritingException, InterruptedException {
    long begin = System.nanoTime();
    Outcome outcome = plan.rewrite(path.subject(), jar);
    long nanos = System.nanoTime() - begin;
    metrics.add(Counter.REWRITING_NANOS, nanos);
    if (outcome instanceof Changed changed) {
      metrics.add(Counter.REJECTED, changed.rejected().size());
      changed.rejected().forEach(line -> log.accept(path.subject() + ": rejected " + line));
      log.accept(
          String.format(
              "%s: rewritten in %d ms, %d -> %d bytes",
              path.subject(), nanos / NANOS_PER_MILLI, jar.length, changed.jar().length));
    }
    return outcome;
  }
}
