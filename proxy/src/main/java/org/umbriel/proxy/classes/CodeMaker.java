package org.umbriel.proxy.classes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.umbriel.metadata.archive.Archive;
import org.umbriel.metadata.archive.Entry;
import org.umbriel.metadata.archive.Limits;
import org.umbriel.metadata.archive.MalformedArchiveException;
import org.umbriel.metadata.classfile.ClassDecoder;
import org.umbriel.metadata.classfile.ClassFile;
import org.umbriel.metadata.classfile.MalformedClassException;
import org.umbriel.metadata.store.Key;
import org.umbriel.proxy.cache.Body;
import org.umbriel.proxy.cache.Build;
import org.umbriel.proxy.cache.Digests;
import org.umbriel.proxy.cache.ServedArtifact;
import org.umbriel.proxy.cache.ServedArtifacts;
import org.umbriel.proxy.cache.Workshop;
import org.umbriel.proxy.maven.ArtifactRewriter;
import org.umbriel.proxy.maven.ArtifactRewriter.Changed;
import org.umbriel.proxy.maven.ArtifactRewriter.RewritingException;
import org.umbriel.proxy.metrics.ProxyMetrics;
import org.umbriel.proxy.metrics.ProxyMetrics.Counter;
import org.umbriel.proxy.proof.BackgroundProofs;

/** Rewrites code that has no place in a repository. What was made once is kept, by its content. */
public final class CodeMaker {
  private static final String SUFFIX = ".class";

  private final Map<String, ArtifactRewriter> rewriters;
  private final ServedArtifacts artifacts;
  private final Workshop workshop;
  private final BackgroundProofs proofs;
  private final ProxyMetrics metrics;

  /**
   * A maker.
   *
   * @param rewriters what is done to code, by client profile
   */
  public CodeMaker(
      Map<String, ArtifactRewriter> rewriters,
      ServedArtifacts artifacts,
      Workshop workshop,
      BackgroundProofs proofs,
      ProxyMetrics metrics) {
    this.proofs = proofs;
    this.rewriters = Map.copyOf(rewriters);
    this.artifacts = artifacts;
    this.workshop = workshop;
    this.metrics = metrics;
  }

  /**
   * What was made of a jar with this digest before, with what is known by now.
   *
   * @param sha256 of the jar, in hexadecimal
   */
  public Optional<Body> known(String profile, String sha256) throws IOException {
    return known(rewriter(profile).plan(sha256), sha256);
  }

  private Optional<Body> known(ArtifactRewriter.Plan plan, String sha256) throws IOException {
    Key pipeline = plan.pipeline();
    return artifacts.again(name(sha256, pipeline), sha256, pipeline).flatMap(artifacts::body);
  }

  private ArtifactRewriter rewriter(String profile) {
    ArtifactRewriter rewriter = rewriters.get(profile);
    if (rewriter == null) {
      throw new IllegalArgumentException("there is no client profile " + profile);
    }
    return rewriter;
  }

  /** Whether a jar with this digest was served from here, as it is. */
  public boolean isOurs(String sha256) {
    return artifacts.holds(sha256);
  }

  /**
   * Rewrites a jar.
   *
   * @return nothing if it stays as it is
   */
  public Optional<Body> jar(String profile, byte[] jar)
      throws IOException, RewritingException, InterruptedException {
    String sha256 = Digests.of(jar).hex(Digests.Algorithm.SHA256);
    ArtifactRewriter.Plan plan = rewriter(profile).plan(sha256);
    Optional<Body> known = known(plan, sha256);
    if (known.isPresent()) {
      metrics.count(Counter.KNOWN);
      return known;
    }
    ArtifactRewriter.Outcome outcome = rewrite(plan, sha256 + ".jar", jar);
    if (!(outcome instanceof Changed changed)) {
      metrics.count(Counter.PASSED_THROUGH);
      return Optional.empty();
    }
    ServedArtifact artifact =
        artifacts.rewritten(
            name(sha256, plan.pipeline()),
            new Build(name(sha256), profile, sha256, plan.pipeline()),
            changed.buildId(),
            changed.signedBy(),
            changed.jar());
    if (changed.unproven() > 0) {
      Path part = artifacts.newPart();
      Files.write(part, jar);
      artifacts.keepUpstream(name(sha256), part);
      proofs.offer(profile, sha256, name(sha256));
    }
    Optional<Body> kept = artifacts.body(artifact);
    return kept.isPresent() ? kept : Optional.of(Body.InMemory.of(changed.jar()));
  }

  private static String name(String sha256) {
    return "code/" + sha256;
  }

  /** Code has no generation: what is made of it may improve at any time. */
  private static String name(String sha256, Key pipeline) {
    return name(sha256) + "@" + pipeline.hex();
  }

  private ArtifactRewriter.Outcome rewrite(ArtifactRewriter.Plan plan, String name, byte[] jar)
      throws RewritingException, InterruptedException {
    Workshop.Place place = workshop.enter(jar.length);
    try {
      ArtifactRewriter.Outcome outcome = plan.rewrite(name, jar);
      if (outcome instanceof Changed changed) {
        metrics.count(Counter.REWRITTEN);
        metrics.add(Counter.REJECTED, changed.rejected().size());
      }
      return outcome;
    } finally {
      place.leave();
    }
  }

  /**
   * A class, rewritten.
   *
   * @param now its class file
   * @param beside what it needs: paths as its loader asks for them
   */
  public record OneClass(byte[] now, List<Entry> beside) {}

  /**
   * Rewrites a class that comes alone: of no other class anything is known.
   *
   * @param name internal name, under which its loader asked for it
   */
  public OneClass oneClass(String profile, String name, byte[] file)
      throws RewritingException, InterruptedException {
    byte[] jar = Archive.of(name, List.of(Entry.of(name + SUFFIX, file))).toBytes();
    String sha256 = Digests.of(jar).hex(Digests.Algorithm.SHA256);
    if (!(rewrite(rewriter(profile).plan(sha256), name, jar) instanceof Changed changed)) {
      return new OneClass(file, List.of());
    }
    try {
      Archive archive = Archive.read(name, changed.jar(), Limits.DEFAULT);
      List<Entry> beside = new ArrayList<>();
      for (Entry entry : archive.entries()) {
        if (!entry.path().equals(name + SUFFIX) && !entry.path().startsWith("META-INF/")) {
          beside.add(entry);
        }
      }
      byte[] now = archive.find(name + SUFFIX).map(Entry::content).orElse(file);
      return new OneClass(now, beside);
    } catch (MalformedArchiveException impossible) {
      throw new RewritingException(impossible);
    }
  }

  /**
   * A class that comes alone and runs without a runtime of ours: itself if it verifies, else one
   * that throws.
   */
  public byte[] verified(String profile, byte[] file)
      throws RewritingException, InterruptedException {
    String name;
    try {
      name = ClassDecoder.decode(new ClassFile("", file)).name();
    } catch (MalformedClassException refusedByTheJvm) {
      return file;
    }
    byte[] jar = Archive.of(name, List.of(Entry.of(name + SUFFIX, file))).toBytes();
    String sha256 = Digests.of(jar).hex(Digests.Algorithm.SHA256);
    ArtifactRewriter.Plan plan = rewriter(profile).plan(sha256);
    boolean bad =
        rewrite(plan, name, jar) instanceof Changed changed && !changed.rejected().isEmpty();
    return bad ? oneClass(profile, name, file).now() : file;
  }
}
