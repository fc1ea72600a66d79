package org.umbriel.proxy;

import java.util.List;
import java.util.function.Function;
import org.umbriel.metadata.archive.Archive;
import org.umbriel.metadata.archive.Entry;
import org.umbriel.metadata.archive.Limits;
import org.umbriel.metadata.archive.MalformedArchiveException;
import org.umbriel.metadata.store.Key;
import org.umbriel.proxy.maven.ArtifactRewriter;
import org.umbriel.rewriter.RejectedClass;
import org.umbriel.rewriter.RewriteResult;
import org.umbriel.rewriter.Rewriter;
import org.umbriel.rewriter.SignedArchiveException;

/** What {@code umbriel rewrite} does to a jar, done to one on its way. It waits for no proof. */
public final class JarRewriter implements ArtifactRewriter {
  private static final String DESCRIPTION = "META-INF/umbriel/";

  private final List<String> services;
  private final Function<String, JarPlan> plans;

  /**
   * A rewriter.
   *
   * @param services that jars pass through
   * @param plans what is done to a jar, by the SHA-256 of its file
   */
  public JarRewriter(List<String> services, Function<String, JarPlan> plans) {
    this.services = List.copyOf(services);
    this.plans = plans;
  }

  @Override
  public List<String> services() {
    return services;
  }

  @Override
  public Plan plan(String sha256) {
    return new Planned(plans.apply(sha256));
  }

  private record Planned(JarPlan plan) implements Plan {
    @Override
    public Key pipeline() {
      return Key.of("pipeline")
          .part("configuration", plan.options().configuration())
          .part("verdicts", plan.verdicts())
          .build();
    }

    @Override
    public Outcome rewrite(String name, byte[] jar) throws RewritingException {
      try {
        Archive archive = Archive.read(fileName(name), jar, Limits.DEFAULT);
        if (archive.entries().stream().noneMatch(Entry::isClass)) {
          return new Unchanged("");
        }
        RewriteResult result = Rewriter.rewrite(archive, plan.options());
        String buildId = result.report().buildId();
        return new Changed(
            buildId,
            result.bytes(),
            description(result.bytes(), buildId),
            result.report().rejected().stream().map(RejectedClass::toString).toList());
      } catch (MalformedArchiveException malformed) {
        throw new RewritingException(malformed.place() + ": " + malformed.reason());
      } catch (SignedArchiveException signed) {
        return new Unchanged("signed");
      }
    }
  }

  private static byte[] description(byte[] jar, String buildId) throws MalformedArchiveException {
    return Archive.read(buildId, jar, Limits.DEFAULT)
        .find(DESCRIPTION + buildId + ".debug")
        .map(Entry::content)
        .orElse(new byte[0]);
  }

  private static String fileName(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
