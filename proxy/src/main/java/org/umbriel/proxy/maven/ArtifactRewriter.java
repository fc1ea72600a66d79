package org.umbriel.proxy.maven;

/** What is done to a jar on its way. Safe for use by many threads. */
public interface ArtifactRewriter {

  /**
   * Rewrites a jar. An interrupt of the calling thread asks it to end.
   *
   * @param name for messages
   * @param jar nobody writes to it
   * @throws RewritingException if the jar must not be served
   * @throws InterruptedException if it was interrupted
   */
  Outcome rewrite(String name, byte[] jar) throws RewritingException, InterruptedException;

  /** What became of a jar. */
  sealed interface Outcome {}

  /**
   * The jar is served as it came.
   *
   * @param reason one clause for the log; empty if there was simply nothing to do
   */
  record Unchanged(String reason) implements Outcome {}

  /**
   * A new jar.
   *
   * @param buildId of everything that it is a function of: 40 hexadecimal digits
   * @param jar its bytes
   * @param description debugging information under that build id; may be empty
   */
  @SuppressWarnings("ArrayRecordComponent") // handed on, compared by nobody
  record Changed(String buildId, byte[] jar, byte[] description) implements Outcome {}

  /** A jar that must not be served; the message is one line. */
  final class RewritingException extends Exception {
    private static final long serialVersionUID = 1L;

    public RewritingException(String message) {
      super(message);
    }
  }
}
