package org.umbriel.proxy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.umbriel.metadata.archive.Archive;
import org.umbriel.metadata.archive.Entry;
import org.umbriel.metadata.archive.Limits;
import org.umbriel.metadata.archive.MalformedArchiveException;
import org.umbriel.metadata.store.Key;
import org.umbriel.proxy.maven.ArtifactRewriter;

/**
 * Adds an entry to each jar, a different one in each process and each time: what must not be served
 * twice.
 */
final class MarkingRewriter implements ArtifactRewriter {
  static final String MARK = "META-INF/marked";

  final AtomicInteger calls = new AtomicInteger();
  private final String seed;

  MarkingRewriter(String seed) {
    this.seed = seed;
  }

  static String buildId(String mark) {
    return Key.of("test").part("mark", mark).build().buildId();
  }

  @Override
  public List<String> services() {
    return List.of("mark");
  }

  @Override
  public Plan plan(String sha256) {
    return planned(Key.of("test").part("seed", seed).build(), this::rewrite);
  }

  /** What a plan does. */
  interface Work {
    Outcome rewrite(String name, byte[] jar) throws RewritingException, InterruptedException;
  }

  static Plan planned(Key pipeline, Work work) {
    return new Plan() {
      @Override
      public Key pipeline() {
        return pipeline;
      }

      @Override
      public Outcome rewrite(String name, byte[] jar)
          throws RewritingException, InterruptedException {
        return work.rewrite(name, jar);
      }

      @Override
      public byte[] describe(String name, byte[] jar) {
        return ("description of " + name).getBytes(StandardCharsets.UTF_8);
      }
    };
  }

  /** A rewriter whose plans all do the same. */
  static ArtifactRewriter of(Work work) {
    return new ArtifactRewriter() {
      @Override
      public List<String> services() {
        return List.of("work");
      }

      @Override
      public Plan plan(String sha256) {
        return planned(Key.of("test").part("jar", sha256).build(), work);
      }
    };
  }

  Outcome rewrite(String name, byte[] jar) throws RewritingException {
    String mark = seed + calls.incrementAndGet();
    if (name.contains("unchanged")) {
      return new Unchanged("nothing to do");
    }
    try {
      Archive archive = Archive.read(name, jar, Limits.DEFAULT);
      List<Entry> entries = new ArrayList<>(archive.entries());
      entries.add(Entry.of(MARK, mark.getBytes(StandardCharsets.UTF_8)));
      return new Changed(buildId(mark), archive.withEntries(entries).toBytes(), "", List.of(), 0);
    } catch (MalformedArchiveException malformed) {
      throw new RewritingException(malformed.getMessage());
    }
  }
}
