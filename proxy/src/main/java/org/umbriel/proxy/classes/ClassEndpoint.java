package org.umbriel.proxy.classes;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.umbriel.proxy.cache.Body;
import org.umbriel.proxy.cache.Digests;
import org.umbriel.proxy.cache.SharedWork;
import org.umbriel.proxy.cache.SharedWork.Ticket;
import org.umbriel.proxy.clients.Client;
import org.umbriel.proxy.clients.ProfileChoice;
import org.umbriel.proxy.maven.Answer;
import org.umbriel.proxy.maven.Answer.Cause;
import org.umbriel.proxy.maven.Answer.Failed;
import org.umbriel.proxy.maven.Answer.Relayed;
import org.umbriel.proxy.maven.ArtifactRewriter.RewritingException;
import org.umbriel.proxy.maven.View;

/**
 * Rewrites the code that a client found without a proxy on its way (section 2 of the paper:
 * unsigned code is redirected to the centralised services). Requests are authenticated by a secret
 * that the organisation's clients share, answers are signed with the proxy's key, and both name the
 * same nonce: neither can be forged or replayed.
 *
 * <p>{@code /classes/hello} takes a greeting, a line {@code release N} among others, and answers
 * with the client's profile: {@code profile NAME}. Below {@code /p/NAME/}, {@code /classes/known}
 * takes the SHA-256 of a jar, {@code /classes/jar} a jar, and {@code /classes/class} a class file.
 * The answer is 200 with the code to run, 204 if it is to run as it is, or 404 for a jar that has
 * to be sent.
 */
public final class ClassEndpoint implements AutoCloseable {
  private static final Pattern PATH =
      Pattern.compile("(?:/p/([A-Za-z0-9._-]{1,64}))?/classes/([a-z]*)");
  private static final Pattern RELEASE = Pattern.compile("release ([1-9][0-9]{0,2})");
  private static final int LONGEST_GREETING = 2000;

  private static final int THREADS = 16;
  private static final int QUEUE = 1000;

  private final Messages messages;
  private final CodeMaker maker;
  private final ProfileChoice profiles;
  private final Consumer<String> log;
  private final SharedWork<Answer> work = new SharedWork<>(THREADS, QUEUE);
  private final AtomicLong numbers = new AtomicLong();

  /**
   * An endpoint.
   *
   * @param log receives one line an event
   */
  public ClassEndpoint(
      Messages messages, CodeMaker maker, ProfileChoice profiles, Consumer<String> log) {
    this.profiles = profiles;
    this.messages = messages;
    this.maker = maker;
    this.log = log;
  }

  /** Whether messages are sent to a path. */
  public static boolean takes(String path) {
    return PATH.matcher(path).matches();
  }

  /**
   * Takes a message.
   *
   * @param headers names in lower case
   */
  public Ticket<Answer> post(String path, Map<String, String> headers, byte[] body, Client client) {
    Optional<Messages.Request> request = messages.accept(path, headers, body);
    Matcher place = PATH.matcher(path);
    if (request.isEmpty() || !place.matches()) {
      log.accept(path + ": a message of " + client.address() + " is forged, old or replayed");
      return Ticket.of(new Failed(Cause.CLIENT, "the message is forged, old or replayed"));
    }
    Optional<String> named = Optional.ofNullable(place.group(1)).or(client::profile);
    if (named.filter(name -> !profiles.has(name)).isPresent()) {
      return Ticket.of(new Failed(Cause.PATH, "there is no client profile " + named.get()));
    }
    if (place.group(2).equals("hello")) {
      return Ticket.of(hello(body, request.get(), named, client));
    }
    String profile = named.orElse(View.DEFAULT_PROFILE);
    try {
      return work.join(
          "message " + numbers.incrementAndGet(),
          () -> answer(place.group(2), profile, body, request.get()));
    } catch (RejectedExecutionException full) {
      return Ticket.of(new Failed(Cause.BUSY, "too much work is waiting"));
    }
  }

  /** What the client runs on decides what it gets, unless it or its certificate names a profile. */
  private Answer hello(
      byte[] body, Messages.Request request, Optional<String> named, Client client) {
    String greeting = new String(body, StandardCharsets.UTF_8);
    Optional<Integer> release =
        greeting
            .lines()
            .map(RELEASE::matcher)
            .filter(Matcher::matches)
            .map(line -> Integer.valueOf(line.group(1)))
            .findFirst();
    if (release.isEmpty() || greeting.length() > LONGEST_GREETING) {
      return new Failed(Cause.PATH, "no greeting");
    }
    String profile = named.orElseGet(() -> profiles.of(release.get()));
    log.accept(client.address() + ": Java " + release.get() + ", profile " + profile);
    byte[] answer = ("profile " + profile + "\n").getBytes(StandardCharsets.UTF_8);
    try {
      return said(request, Optional.of(Body.InMemory.of(answer)), 204);
    } catch (IOException impossible) {
      return new Failed(Cause.STORE, String.valueOf(impossible.getMessage()));
    }
  }

  private Answer answer(String what, String profile, byte[] body, Messages.Request request)
      throws InterruptedException {
    try {
      return switch (what) {
        case "known" -> known(profile, body, request);
        case "jar" -> said(request, maker.jar(profile, body), 204);
        case "class" -> said(request, Optional.of(oneClass(profile, body)), 204);
        default -> new Failed(Cause.PATH, "there are hello, known, jar and class");
      };
    } catch (RewritingException refused) {
      return new Failed(Cause.REWRITING, String.valueOf(refused.getMessage()));
    } catch (IOException failed) {
      return new Failed(Cause.STORE, String.valueOf(failed.getMessage()));
    }
  }

  private Answer known(String profile, byte[] body, Messages.Request request) throws IOException {
    String sha256 = new String(body, StandardCharsets.US_ASCII);
    if (!sha256.matches("[0-9a-f]{64}")) {
      return new Failed(Cause.PATH, "no digest");
    }
    return maker.isOurs(sha256)
        ? said(request, Optional.empty(), 204)
        : said(request, maker.known(profile, sha256), 404);
  }

  /** A class that comes without its jar is verified; it gets no checks, having no runtime. */
  private Body oneClass(String profile, byte[] file)
      throws RewritingException, InterruptedException {
    return Body.InMemory.of(maker.verified(profile, file));
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
