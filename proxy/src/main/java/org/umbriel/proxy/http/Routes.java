package org.umbriel.proxy.http;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.umbriel.proxy.cache.Body;
import org.umbriel.proxy.cache.ServedArtifacts;
import org.umbriel.proxy.cache.SharedWork.Ticket;
import org.umbriel.proxy.maven.Answer;
import org.umbriel.proxy.maven.Answer.Absent;
import org.umbriel.proxy.maven.Answer.Found;
import org.umbriel.proxy.maven.RepositoryMirror;
import org.umbriel.proxy.metrics.ProxyMetrics;

/** What stands under which path. */
public final class Routes {
  private static final String MAVEN = "/maven2/";
  private static final String BUILD_IDS = "/buildid/";
  private static final String DESCRIPTION = "/debuginfo";

  private final RepositoryMirror mirror;
  private final ServedArtifacts artifacts;
  private final ProxyMetrics metrics;

  public Routes(RepositoryMirror mirror, ServedArtifacts artifacts, ProxyMetrics metrics) {
    this.mirror = mirror;
    this.artifacts = artifacts;
    this.metrics = metrics;
  }

  /** Asks for what stands under a decoded path. */
  Ticket<Answer> open(String path) {
    if (path.startsWith(MAVEN)) {
      return mirror.open(path.substring(MAVEN.length()));
    }
    if (path.startsWith(BUILD_IDS) && path.endsWith(DESCRIPTION)) {
      return Ticket.of(
          description(path.substring(BUILD_IDS.length(), path.length() - DESCRIPTION.length())));
    }
    return Ticket.of(
        switch (path) {
          case "/health" -> text("ok\n");
          case "/metrics" -> text(metrics.text());
          default -> new Absent("nothing stands here; artifacts are below " + MAVEN);
        });
  }

  private Answer description(String buildId) {
    Optional<Body> body = artifacts.description(buildId);
    return body.<Answer>map(b -> new Found(b, Optional.empty(), Optional.empty()))
        .orElseGet(() -> new Absent("no description has this build id"));
  }

  private static Answer text(String text) {
    Body body = Body.InMemory.of(text.getBytes(StandardCharsets.UTF_8));
    return new Found(body, Optional.empty(), Optional.empty());
  }
}
