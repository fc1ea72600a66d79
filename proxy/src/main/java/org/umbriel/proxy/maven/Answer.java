package org.umbriel.proxy.maven;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.umbriel.proxy.cache.Body;
import org.umbriel.proxy.cache.Digests;
import org.umbriel.proxy.cache.ServedArtifact;

/** What a repository says to a path, before any protocol. */
public sealed interface Answer {

  /**
   * A file.
   *
   * @param artifact the record of it, if it stays as it is
   */
  record Found(Body body, Optional<ServedArtifact> artifact) implements Answer {

    /** A file that may be another next time. */
    public static Found of(Body body) {
      return new Found(body, Optional.empty());
    }

    /** Of the body, where they are the proxy's own to vouch for. */
    public Optional<Digests> digests() {
      return artifact.map(ServedArtifact::digests);
    }

    /** When it was served first. */
    public Optional<Instant> since() {
      return artifact.map(ServedArtifact::since);
    }
  }

  /**
   * What another server said, or what is said with headers of its own.
   *
   * @param headers by name
   */
  record Relayed(int status, Map<String, String> headers, Body body) implements Answer {
    public Relayed {
      headers = Map.copyOf(headers);
    }
  }

  /** No upstream has it, or it cannot exist beside what is served; the reason is one line. */
  record Absent(String reason) implements Answer {}

  /** It could not be had; the reason is one line. */
  record Failed(Cause cause, String reason) implements Answer {}

  /** Whose fault a failure is. */
  enum Cause {
    /** The path is none of a repository. */
    PATH,
    /** No upstream has the file, and one could not be asked, or sent something unacceptable. */
    UPSTREAM,
    /** The jar came, and cannot be served. */
    REWRITING,
    /** The proxy's own disk or store. */
    STORE,
    /** The client is not allowed to ask this. */
    CLIENT,
    /** More work waits than may. */
    BUSY
  }
}
