package org.umbriel.proxy.maven;

import java.util.List;
import java.util.Optional;
import org.umbriel.metadata.store.Key;
import org.umbriel.proxy.proof.Prover;

/** What is done to jars on their way. Safe for use by many threads. */
public interface ArtifactRewriter {

  /**
   * How a jar would be rewritten with what is known by now.
   *
   * @param sha256 of the jar
   */
  Plan plan(String sha256);

  /**
   * The ways in which a jar may have been rewritten: as {@link #plan} would, and with less known.
   *
   * @param sha256 of the jar
   */
  default List<Plan> plans(String sha256) {
    return List.of(plan(sha256));
  }

  /** The services that jars pass through, in their order. */
  List<String> services();

  /** Who decides, while nobody waits, what would make jars better; nobody if nothing would. */
  default Optional<Prover> prover() {
    return Optional.empty();
  }

  /** What is to be done to one jar. */
  interface Plan {

    /**
     * Names everything that the outcome is a function of, beside the jar: what is equal under both
     * was made in the same way.
     */
    Key pipeline();

    /**
     * Rewrites the jar. An interrupt of the calling thread asks it to end.
     *
     * @param name for messages
     * @param jar nobody writes to it
     * @throws RewritingException if the jar must not be served
     * @throws InterruptedException if it was interrupted
     */
    Outcome rewrite(String name, byte[] jar) throws RewritingException, InterruptedException;

    /**
     * Describes what {@link #rewrite} makes of the jar: debugging information under its build id.
     *
     * @throws RewritingException as {@link #rewrite} does, or if it leaves the jar as it is
     */
    byte[] describe(String name, byte[] jar) throws RewritingException, InterruptedException;
  }

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
   * @param signedBy who had signed what came; empty if nobody had
   * @param rejected a line for each class that did not verify
   * @param unproven how many checks are in it that a proof would take out
   */
  @SuppressWarnings("ArrayRecordComponent") // handed on, compared by nobody
  record Changed(String buildId, byte[] jar, String signedBy, List<String> rejected, int unproven)
      implements Outcome {}

  /** A jar that must not be served; the message is one line. */
  final class RewritingException extends Exception {
    private static final long serialVersionUID = 1L;

    public RewritingException(String message) {
      super(message);
    }

    public RewritingException(Exception cause) {
      super(MavenException.line(cause), cause);
    }
  }
}
