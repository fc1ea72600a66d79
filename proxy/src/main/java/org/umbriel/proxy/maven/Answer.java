package org.umbriel.proxy.maven;

import java.time.Instant;
import java.util.Optional;
import org.umbriel.proxy.cache.Body;
import org.umbriel.proxy.cache.Digests;

/** What a repository says to a path, before any protocol. */
public sealed interface Answer {

  /**
   * A file.
   *
   * @param digests of the body, where they are the proxy's own to vouch for
   * @param since when it was served first, if it stays as it is from then on
   */
  record Found(Body body, Optional<Digests> digests, Optional<Instant> since) implements Answer {}

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
    /** More work waits than may. */
    BUSY
  }
}
