package org.umbriel.proxy;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.umbriel.metadata.archive.Archive;
import org.umbriel.metadata.archive.Entry;
import org.umbriel.metadata.archive.Limits;
import org.umbriel.metadata.archive.MalformedArchiveException;
import org.umbriel.metadata.describe.DescribedArchive;
import org.umbriel.metadata.store.Key;
import org.umbriel.proxy.maven.ArtifactRewriter;
import org.umbriel.proxy.proof.Prover;
import org.umbriel.rewriter.RejectedClass;
import org.umbriel.rewriter.RewriteResult;
import org.umbriel.rewriter.Rewriter;
import org.umbriel.rewriter.SignedArchiveException;
import org.umbriel.rewriter.pipeline.Tally.Count;
import org.umbriel.rewriter.sign.SigningException;
import org.umbriel.rewriter.sign.UpstreamSignature;

/** What {@code umbriel rewrite} does to a jar, done to one on its way. It waits for no proof. */
public final class JarRewriter implements ArtifactRewriter {
  private final List<String> services;
  private final Function<String, JarPlan> plans;
  private final Optional<Prover> prover;

  /**
   * A rewriter that learns nothing.
   *
   * @param services that jars pass through
   * @param plans what is done to a jar, by the SHA-256 of its file
   */
  public JarRewriter(List<String> services, Function<String, JarPlan> plans) {
    this(services, plans, Optional.empty());
  }

  /**
   * A rewriter.
   *
   * @param prover whose verdicts the plans have when there are some
   */
  public JarRewriter(
      List<String> services, Function<String, JarPlan> plans, Optional<Prover> prover) {
    this.services = List.copyOf(services);
    this.plans = plans;
    this.prover = prover;
  }

  @Override
  public Optional<Prover> prover() {
    return prover;
  }

  @Override
  public List<String> services() {
    return services;
  }

  @Override
  public Plan plan(String sha256) {
    return new Planned(plans.apply(sha256));
  }

  @Override
  public List<Plan> plans(String sha256) {
    JarPlan now = plans.apply(sha256);
    return now.verdicts().isEmpty()
        ? List.of(new Planned(now))
        : List.of(new Planned(now), new Planned(now.withoutVerdicts()));
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
      Archive archive = read(name, jar);
      if (archive.entries().stream().noneMatch(Entry::isClass)) {
        return new Unchanged("");
      }
      try {
        RewriteResult result = Rewriter.rewrite(archive, plan.options().withoutDescription());
        return new Changed(
            result.report().buildId(),
            result.bytes(),
            result.report().signature().map(UpstreamSignature::toString).orElse(""),
            result.report().rejected().stream().map(RejectedClass::toString).toList(),
            plan.verdicts().isEmpty() ? result.report().count(Count.ASSERTIONS_INSERTED) : 0);
      } catch (SignedArchiveException kept) {
        return new Unchanged(String.valueOf(kept.getMessage()));
      } catch (SigningException broken) {
        throw new RewritingException(broken);
      }
    }

    @Override
    public byte[] describe(String name, byte[] jar) throws RewritingException {
      try {
        RewriteResult result = Rewriter.rewrite(read(name, jar), plan.options());
        String description = DescribedArchive.entryName(result.report().buildId());
        return read(name, result.bytes()).find(description).orElseThrow().content();
      } catch (SignedArchiveException | SigningException signed) {
        throw new RewritingException(signed);
      }
    }

    private static Archive read(String name, byte[] jar) throws RewritingException {
      try {
        return Archive.readWithClasses(fileName(name), jar, Limits.DEFAULT);
      } catch (MalformedArchiveException malformed) {
        throw new RewritingException(malformed.place() + ": " + malformed.reason());
      }
    }
  }

  private static String fileName(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
