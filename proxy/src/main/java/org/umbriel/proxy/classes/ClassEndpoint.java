package org.umbriel.proxy.classes;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.umbriel.proxy.cache.Body;
import org.umbriel.proxy.cache.Digests;
import org.umbriel.proxy.cache.SharedWork;
import org.umbriel.proxy.cache.SharedWork.Ticket;
import org.umbriel.proxy.maven.Answer;
import org.umbriel.proxy.maven.Answer.Cause;
import org.umbriel.proxy.maven.Answer.Failed;
import org.umbriel.proxy.maven.Answer.Relayed;
import org.umbriel.proxy.maven.ArtifactRewriter.RewritingException;

/**
 * Rewrites the code that a client found without a proxy on its way (section 2 of the paper:
 * unsigned code is redirected to the centralised services). Requests are authenticated by a secret
 * that the organisation's clients share, answers are signed with the proxy's key, and both name the
 * same nonce: neither can be forged or replayed.
 *
 * <p>{@code /classes/known} takes the SHA-256 of a jar, {@code /classes/jar} a jar, and {@code
 * /classes/class} a class file. The answer is 200 with the code to run, 204 if it is to run as it
 * is, or 404 for a jar that has to be sent.
 */
public final class ClassEndpoint implements AutoCloseable {
  /** Where it stands. */
  public static final String PATH = "/classes/";

  private static final int THREADS = 16;
  private static final int QUEUE = 1000;

  private final Messages messages;
  private final CodeMaker maker;
  private final Consumer<String> log;
  private final SharedWork<Answer> work = new SharedWork<>(THREADS, QUEUE);
  private final AtomicLong numbers = new AtomicLong();

  /**
   * An endpoint.
   *
   * @param log receives one line an event
   */
  public ClassEndpoint(Messages messages, CodeMaker maker, Consumer<String> log) {
    this.messages = messages;
    this.maker = maker;
    this.log = log;
  }

  /**
   * Takes a message.
   *
   * @param headers names in lower case
   */
  public Ticket<Answer> post(String path, Map<String, String> headers, byte[] body, String client) {
    Optional<Messages.Request> request = messages.accept(path, headers, body);
    if (request.isEmpty()) {
      log.accept(path + ": a message of " + client + " is forged, old or replayed");
      return Ticket.of(new Failed(Cause.CLIENT, "the message is forged, old or replayed"));
    }
    try {
      return work.join(
          "message " + numbers.incrementAndGet(), () -> answer(path, body, request.get()));
    } catch (RejectedExecutionException full) {
      return Ticket.of(new Failed(Cause.BUSY, "too much work is waiting"));
    }
  }

  private Answer answer(String path, byte[] body, Messages.Request request)
      throws InterruptedException {
    try {
      return switch (path.substring(PATH.length())) {
        case "known" -> known(body, request);
        case "jar" -> said(request, maker.jar(body), 204);
        case "class" -> said(request, Optional.of(oneClass(body)), 204);
        default -> new Failed(Cause.PATH, "there are known, jar and class");
      };
    } catch (RewritingException refused) {
      return new Failed(Cause.REWRITING, String.valueOf(refused.getMessage()));
    } catch (IOException failed) {
      return new Failed(Cause.STORE, String.valueOf(failed.getMessage()));
    }
  }

  private Answer known(byte[] body, Messages.Request request) throws IOException {
    String sha256 = new String(body, StandardCharsets.US_ASCII);
    if (!sha256.matches("[0-9a-f]{64}")) {
      return new Failed(Cause.PATH, "no digest");
    }
    return maker.isOurs(sha256)
        ? said(request, Optional.empty(), 204)
        : said(request, maker.known(sha256), 404);
  }

  /** A class that comes without its jar is verified; it gets no checks, having no runtime. */
  private Body oneClass(byte[] file) throws RewritingException, InterruptedException {
    return Body.InMemory.of(maker.verified(file));
  }

  private Answer said(Messages.Request request, Optional<Body> body, int without)
      throws IOException {
    int status = body.isPresent() ? 200 : without;
    Body sent = body.orElseGet(() -> Body.InMemory.of(new byte[0]));
    String sha256 = Digests.of(bytes(sent)).hex(Digests.Algorithm.SHA256);
    return new Relayed(
        status,
        Map.of(
            "content-type",
            "application/octet-stream",
            Messages.SIGNATURE,
            messages.sign(request, status, sha256)),
        sent);
  }

  private static byte[] bytes(Body body) throws IOException {
    return body instanceof Body.InMemory memory ? memory.bytes() : ((Body.InFile) body).bytes();
  }

  @Override
  public void close() {
    work.close();
  }
}
