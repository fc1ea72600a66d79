package org.umbriel.proxy.maven;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.Optional;
import org.umbriel.proxy.cache.Body;
import org.umbriel.proxy.cache.Build;
import org.umbriel.proxy.cache.Digests.Algorithm;
import org.umbriel.proxy.cache.ServedArtifacts;
import org.umbriel.proxy.maven.Answer.Absent;
import org.umbriel.proxy.maven.Answer.Found;
import org.umbriel.proxy.maven.ArtifactRewriter.RewritingException;
import org.umbriel.proxy.maven.UpstreamFetcher.Arrived;

/**
 * Makes the description of a jar that was served, when someone asks for it: the jar is rewritten
 * once more, which gives the same bytes, and this time described.
 */
final class DescriptionMaker {
  private static final Answer CHANGED =
      new Absent("what the jar was made with has changed since, so it can no longer be described");

  private final ServedArtifacts artifacts;
  private final UpstreamFetcher fetcher;
  private final JarMaker maker;
  private final Map<String, ArtifactRewriter> rewriters;

  DescriptionMaker(
      ServedArtifacts artifacts,
      UpstreamFetcher fetcher,
      JarMaker maker,
      Map<String, ArtifactRewriter> rewriters) {
    this.artifacts = artifacts;
    this.fetcher = fetcher;
    this.maker = maker;
    this.rewriters = rewriters;
  }

  Answer describe(String buildId)
      throws IOException, UpstreamException, RewritingException, InterruptedException {
    Optional<Body> known = artifacts.description(buildId);
    if (known.isPresent()) {
      return Found.of(known.get());
    }
    Optional<Build> build = artifacts.build(buildId);
    Optional<ArtifactRewriter> rewriter = build.map(b -> rewriters.get(b.profile()));
    if (build.isEmpty() || rewriter.isEmpty()) {
      return new Absent("no description has this build id");
    }
    String path = build.get().path();
    Optional<ArtifactRewriter.Plan> plan =
        rewriter.get().plans(build.get().upstream()).stream()
            .filter(p -> p.pipeline().equals(build.get().pipeline()))
            .findFirst();
    if (plan.isEmpty()) {
      return CHANGED;
    }
    Optional<Arrived> jar = fetcher.fetchReleased(path);
    if (jar.isEmpty()) {
      return new Absent("no upstream has " + path + " any more");
    }
    try {
      if (!jar.get().digests().hex(Algorithm.SHA256).equals(build.get().upstream())) {
        return CHANGED;
      }
      byte[] description = maker.describe(plan.get(), path, jar.get());
      artifacts.keepDescription(buildId, description);
      return Found.of(Body.InMemory.of(description));
    } finally {
      Files.deleteIfExists(jar.get().part());
    }
  }
}
